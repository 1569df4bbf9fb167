"""Networks: that they are ranges of a customer, do not overlap, and are watched by sensors."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from nachtwacht.document.place import Path
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.ranges import Range, as_range
from nachtwacht.scope.subject import Subject

WIDEST = {4: 8, 6: 32}
"""IP version -> the shortest prefix of a range that a customer can have."""


def ranges(subject: Subject) -> Iterator[ScopeFinding]:
    """Every range is a network: an address with a length, no host bits, no typing error, of addresses that one can have."""
    for path, cidr in _all(subject):
        found = subject.range(cidr)
        if found is None or "/" not in cidr:
            lacks = "has no length" if found is not None else "is not a network"
            yield subject.say("NW306", path, f"'{cidr}' {lacks}", _meant(cidr, known="known_networks" in path))
        elif not cidr.rsplit("/", 1)[1].isdecimal():
            yield subject.say("NW306", path, f"'{cidr}' is written with a mask instead of a length", str(found))
        elif found.prefixlen < WIDEST[found.version]:
            many = "all addresses" if found.prefixlen == 0 else f"2^{found.max_prefixlen - found.prefixlen} addresses"
            yield subject.say("NW321", path, f"'{found}' is {many}")
        elif kind := _special(found):
            yield subject.say("NW322", path, f"'{found}' is {kind}")


def exposed(subject: Subject) -> Iterator[ScopeFinding]:
    """Public addresses are in the zone that is exposed."""
    for index, network in enumerate(subject.scope.assets.networks):
        found = subject.range(network.cidr)
        wide = found is not None and found.prefixlen < WIDEST[found.version]
        # IPv6 has public addresses everywhere; there a public range says nothing about who can reach it.
        if (
            found is not None
            and isinstance(found, ipaddress.IPv4Network)
            and found.is_global
            and network.zone != "dmz"
            and not wide
            and not _special(found)
        ):
            message = f"'{found}' is public, but '{network.name}' is in the zone {network.zone}"
            path = ("assets", "networks", index, "cidr")
            yield subject.say("NW323", path, message, _private_slip(found), about=(network.name,))


def no_overlap(subject: Subject) -> Iterator[ScopeFinding]:
    """No two networks of the customer share an address. Sorted first: only neighbours need comparing."""
    networks = subject.scope.assets.networks
    known = [(index, found) for index, net in enumerate(networks) if (found := subject.range(net.cidr)) is not None]
    around: list[tuple[int, Range]] = []
    for index, found in sorted(known, key=lambda one: (one[1].version, int(one[1].network_address), one[1].prefixlen)):
        around = [(at, other) for at, other in around if other.version == found.version and other.overlaps(found)]
        for at, other in around[-1:]:
            first, second = sorted(((at, other), (index, found)), key=lambda one: one[0])
            message = f"the range of '{networks[second[0]].name}', {second[1]}, overlaps with that of "
            message += f"'{networks[first[0]].name}', {first[1]}"
            yield subject.say("NW305", ("assets", "networks", second[0], "cidr"), message)
        around.append((index, found))


def watched(subject: Subject) -> Iterator[ScopeFinding]:
    """Every network is watched, by a sensor; every sensor watches something."""
    kinds = {host.name: host.kind for host in subject.scope.assets.hosts}
    sensors = [name for name, kind in kinds.items() if kind == "sensor"]
    watching = set()
    for index, network in enumerate(subject.scope.assets.networks):
        path = ("assets", "networks", index)
        if network.watched_by is None:
            fix = f"watched_by: {sensors[0]}" if len(sensors) == 1 else ""
            yield subject.say("NW304", path, f"no sensor watches '{network.name}'", fix, about=(network.name,))
        elif kinds.get(network.watched_by, "sensor") != "sensor":
            message = f"'{network.watched_by}' is a {kinds[network.watched_by]}, not a sensor"
            yield subject.say("NW307", (*path, "watched_by"), message, sensors[0] if len(sensors) == 1 else "")
        watching.add(network.watched_by)
    for index, host in enumerate(subject.scope.assets.hosts):
        if host.kind == "sensor" and host.name not in watching:
            message = f"the sensor '{host.name}' watches no network"
            yield subject.say("NW311", ("assets", "hosts", index), message, about=(host.name,))


def _all(subject: Subject) -> Iterator[tuple[Path, str]]:
    for index, network in enumerate(subject.scope.assets.networks):
        yield ("assets", "networks", index, "cidr"), network.cidr
    for index, known in enumerate(subject.scope.business.known_networks):
        yield ("business", "known_networks", index, "cidr"), known.cidr


def _special(found: Range) -> str:
    """What kind of addresses these are when no machine elsewhere can have them; else empty."""
    kinds = {
        "loopback: every machine is that to itself": found.is_loopback,
        "link-local: it only exists on one cable": found.is_link_local,
        "multicast: nobody's own address": found.is_multicast,
        "unspecified: no address at all": found.is_unspecified or found.overlaps(_THIS_NETWORK[found.version]),
        "reserved: nobody has these addresses": found.version == 4 and found.is_reserved,  # noqa: PLR2004  IPv6 documents reserve what is simply not given out yet.
    }
    return next((kind for kind, holds in kinds.items() if holds), "")


_THIS_NETWORK: dict[int, Range] = {4: ipaddress.ip_network("0.0.0.0/8"), 6: ipaddress.ip_network("::/8")}


def _private_slip(found: Range) -> str:
    """The private range of which this is a slip: 182.168 for 192.168, 11 for 10; empty when none is near."""
    text = str(found)
    guesses = (re.sub(r"^(1[0-9]2|19[0-9]|92|129)\.168\.", "192.168.", text), re.sub(r"^1[01]0?\.", "10.", text))
    return next((guess for guess in guesses if guess != text and (net := as_range(guess)) and net.is_private), "")


def _meant(cidr: str, *, known: bool) -> str:
    """The network that was probably meant by a text that is none, or that has no length."""
    text = re.sub(r"\s+", "", cidr).replace("\\", "/").replace(",", ".").rstrip("/.")
    if (found := _first_to_last(text)) or (found := _stars(text)):
        return found
    try:
        if "/" in text:
            return str(ipaddress.ip_network(text, strict=False))
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if address.version == 6:  # noqa: PLR2004
        return f"{address}/{128 if known and not text.endswith('::') else 64}" if known or text.endswith("::") else ""
    if address.is_unspecified or (known and not text.endswith(".0")):
        return "" if address.is_unspecified else f"{address}/32"
    zeros = len(re.search(r"(?:\.0){0,3}$", text)[0]) // 2  # type: ignore[index]
    return f"{address}/{32 - 8 * zeros}" if zeros else str(ipaddress.ip_network(f"{address}/24", strict=False))


def _first_to_last(text: str) -> str:
    """``10.0.0.0-10.0.0.255``, as one network when it is one."""
    first, dash, last = text.partition("-")
    try:
        spans = list(ipaddress.summarize_address_range(ipaddress.ip_address(first), ipaddress.ip_address(last)))
    except (ValueError, TypeError):
        return ""
    return str(spans[0]) if dash and len(spans) == 1 else ""


def _stars(text: str) -> str:
    """``10.91.10.*`` or ``10.91.10.x``."""
    parts = text.lower().split(".")
    whole = [part for part in parts if part not in ("*", "x")]
    if not 0 < len(whole) < len(parts) == 4 or parts[: len(whole)] != whole:  # noqa: PLR2004  Parts of an address.
        return ""
    found = as_range(".".join([*whole, *["0"] * (4 - len(whole))]) + f"/{8 * len(whole)}")
    return str(found) if found else ""


CHECKS = (ranges, exposed, no_overlap, watched)
