"""Machines: in which network they are, which of them can be elsewhere, and which of them can be shared."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.subject import Subject

FIXED = frozenset(("sensor", "gateway", "mail", "runtime", "machine"))
"""Kinds of host that have a place."""
SHARED = frozenset(("sensor", "runtime"))
"""Kinds of host that are ours, and may serve several customers."""
SEEN_BY_SENSORS = frozenset(("workstation", "server", "mail", "machine"))


def somewhere(subject: Subject) -> Iterator[ScopeFinding]:
    """With several networks, every machine that a sensor should see says in which it is."""
    networks = subject.scope.assets.networks
    for index, host in enumerate(subject.scope.assets.hosts) if len(networks) > 1 else ():
        if host.network is None and not host.roams and host.kind in SEEN_BY_SENSORS:
            message = f"it is not said in which network '{host.name}' is"
            yield subject.say("NW330", ("assets", "hosts", index), message, "network: …", about=(host.name,))


def at_home(subject: Subject) -> Iterator[ScopeFinding]:
    """Only people's machines and servers of the customer roam."""
    for index, host in enumerate(subject.scope.assets.hosts):
        if host.roams and host.kind in FIXED:
            message = f"'{host.name}' is a {host.kind}, which does not travel"
            yield subject.say("NW331", ("assets", "hosts", index, "roams"), message, "false")


def shared(subject: Subject) -> Iterator[ScopeFinding]:
    """Only our own machines are shared, and each name of a shared machine stands for one."""
    seen: dict[str, str] = {}
    for index, host in enumerate(subject.scope.assets.hosts):
        if host.shared_as is None:
            continue
        path = ("assets", "hosts", index, "shared_as")
        first = seen.setdefault(host.shared_as, host.name)
        if host.kind not in SHARED:
            yield subject.say("NW332", path, f"'{host.name}' is a {host.kind} of the customer's own")
        elif first != host.name:
            yield subject.say("NW332", path, f"'{first}' already is the shared machine '{host.shared_as}'")


def among_guests(subject: Subject) -> Iterator[ScopeFinding]:
    """Nothing valuable is in a network for guests."""
    zones = {network.name: network.zone for network in subject.scope.assets.networks}
    only = next(iter(zones)) if len(zones) == 1 else ""
    for index, host in enumerate(subject.scope.assets.hosts):
        network = host.network or ("" if host.roams else only)
        valuable = host.criticality == "crown_jewel" or host.kind in ("server", "mail")
        if valuable and zones.get(network) == "guest":
            what = "a crown jewel" if host.criticality == "crown_jewel" else f"a {host.kind}"
            message = f"'{host.name}' is {what} in '{network}', a network for guests"
            yield subject.say("NW329", ("assets", "hosts", index), message, about=(host.name,))


CHECKS = (somewhere, at_home, shared, among_guests)
