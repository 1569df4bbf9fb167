"""Networks: that they are ranges, do not overlap, and are watched by sensors."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from itertools import combinations

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.subject import Subject

Range = ipaddress.IPv4Network | ipaddress.IPv6Network


def ranges(subject: Subject) -> Iterator[ScopeFinding]:
    """Every range is a network: no host bits, no typing error."""
    own = ((("assets", "networks", index), net.cidr) for index, net in enumerate(subject.scope.assets.networks))
    known_networks = enumerate(subject.scope.business.known_networks)
    others = ((("business", "known_networks", index), net.cidr) for index, net in known_networks)
    for path, cidr in (*own, *others):
        if as_range(cidr) is None:
            yield subject.say("NW306", (*path, "cidr"), f"'{cidr}' is not a network", _network_around(cidr))


def no_overlap(subject: Subject) -> Iterator[ScopeFinding]:
    """No two networks of the customer share an address."""
    known = [
        (index, network.name, found)
        for index, network in enumerate(subject.scope.assets.networks)
        if (found := as_range(network.cidr)) is not None
    ]
    for (_, name, first), (index, other, second) in combinations(known, 2):
        if first.version == second.version and first.overlaps(second):
            message = f"the range of '{other}', {second}, overlaps with that of '{name}', {first}"
            yield subject.say("NW305", ("assets", "networks", index, "cidr"), message)


def watched(subject: Subject) -> Iterator[ScopeFinding]:
    """Every network is watched, by a sensor; every sensor watches something."""
    kinds = {host.name: host.kind for host in subject.scope.assets.hosts}
    sensors = [name for name, kind in kinds.items() if kind == "sensor"]
    watching = set()
    for index, network in enumerate(subject.scope.assets.networks):
        path = ("assets", "networks", index)
        if network.watched_by is None:
            fix = f"watched_by: {sensors[0]}" if len(sensors) == 1 else ""
            yield subject.say("NW304", path, f"no sensor watches '{network.name}'", fix)
        elif kinds.get(network.watched_by, "sensor") != "sensor":
            message = f"'{network.watched_by}' is a {kinds[network.watched_by]}, not a sensor"
            yield subject.say("NW307", (*path, "watched_by"), message, sensors[0] if len(sensors) == 1 else "")
        watching.add(network.watched_by)
    for index, host in enumerate(subject.scope.assets.hosts):
        if host.kind == "sensor" and host.name not in watching:
            yield subject.say("NW311", ("assets", "hosts", index), f"the sensor '{host.name}' watches no network")


def as_range(cidr: str) -> Range | None:
    """The network, or None when it is none."""
    try:
        return ipaddress.ip_network(cidr)
    except ValueError:
        return None


def _network_around(cidr: str) -> str:
    try:
        return str(ipaddress.ip_network(cidr.strip().replace(" ", ""), strict=False))
    except ValueError:
        return ""


CHECKS = (ranges, no_overlap, watched)
