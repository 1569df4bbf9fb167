"""Known networks: they may not blind the watch by making the whole world ordinary."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from nachtwacht.document.place import Path
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import KnownNetwork
from nachtwacht.scope.checks.networks import WIDEST
from nachtwacht.scope.checks.words import PLACEHOLDERS
from nachtwacht.scope.ranges import Range
from nachtwacht.scope.subject import Subject

WIDE = {4: 16, 6: 40}
"""IP version -> the shortest prefix of what is ordinarily known of somebody else."""


def narrow(subject: Subject) -> Iterator[ScopeFinding]:
    """They are somebody's addresses, and not a part of the world."""
    for path, known, found in _known(subject):
        wide = found.prefixlen < WIDE[found.version]
        if wide and found.prefixlen >= WIDEST[found.version] and not _inside_only(found):
            message = f"'{found}' is 2^{found.max_prefixlen - found.prefixlen} addresses, all of which would count as {known.country}"
            yield subject.say("NW324", (*path, "cidr"), message, about=(known.cidr,))


def with_a_reason(subject: Subject) -> Iterator[ScopeFinding]:
    """What makes traffic to public addresses ordinary says why."""
    for path, known, found in _known(subject):
        ordinary = known.country in subject.scope.business.countries and not _inside_only(found)
        if ordinary and known.note.strip().lower() in PLACEHOLDERS:
            message = f"traffic to {found} would no longer be foreign, and no note says why"
            yield subject.say("NW328", path, message, "note: …", about=(known.cidr,))


def of_others(subject: Subject) -> Iterator[ScopeFinding]:
    """They are not the customer's own networks."""
    own = [(net.name, found) for net in subject.scope.assets.networks if (found := subject.range(net.cidr))]
    for path, known, found in _known(subject):
        name = next((name for name, net in own if net.version == found.version and net.overlaps(found)), "")
        if name and found.prefixlen >= WIDEST[found.version]:
            message = f"'{found}' overlaps with '{name}', a network of the customer"
            yield subject.say("NW325", (*path, "cidr"), message, about=(known.cidr, name))


def in_order(subject: Subject) -> Iterator[ScopeFinding]:
    """The first that fits counts, so no earlier one covers a later one."""
    before: list[tuple[Path, KnownNetwork, Range]] = []
    for path, known, found in _known(subject):
        for earlier, other, wider in before:
            if wider.version == found.version and wider.supernet_of(found):  # type: ignore[arg-type]
                line = subject.document.position(earlier).line
                code = "NW327" if other.country == known.country else "NW326"
                message = f"'{found}' lies in '{wider}' of line {line}, which already counts as {other.country}"
                about = (known.cidr,) if code == "NW327" else ()
                yield subject.say(code, (*path, "cidr"), message, about=about)
                break
        before.append((path, known, found))


def _inside_only(found: Range) -> bool:
    """Whether these addresses only exist inside of networks, so that they say nothing about the world."""
    return any(found.version == net.version and found.subnet_of(net) for net in _INSIDE)  # type: ignore[arg-type]


_INSIDE: tuple[Range, ...] = tuple(
    ipaddress.ip_network(cidr)
    for cidr in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
"""RFC 1918, RFC 6598, RFC 4193."""


def _known(subject: Subject) -> Iterator[tuple[Path, KnownNetwork, Range]]:
    for index, known in enumerate(subject.scope.business.known_networks):
        if found := subject.range(known.cidr):
            yield ("business", "known_networks", index), known, found


CHECKS = (narrow, with_a_reason, of_others, in_order)
