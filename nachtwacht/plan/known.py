"""Ranges whose country the scope names itself: which addresses come to count as foreign, and which no longer do."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Literal

from nachtwacht.model.scope import Business, KnownNetwork
from nachtwacht.plan.turn import Side, Turn, paired, turn

Status = Literal["home", "foreign", "looked_up"]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_FOREIGNNESS: dict[Status, int] = {"home": 0, "looked_up": 1, "foreign": 2}
"""What is foreign is noticed; what is looked up may be."""


def known_networks(before: Business, after: Business) -> Iterator[Turn]:
    """Each range that is new, gone or another country's; a loss where any address is noticed less than it was."""
    duller = _duller(before, after)
    said = False
    pairs = paired(before.known_networks, after.known_networks, lambda one: one, _network)
    for old, new in pairs:
        if old is not None and new is not None and old.country == new.country:
            continue
        less = _touches(new or old, duller)
        said = said or less
        yield _turned(old, new, "less" if less else "more")
    if duller and not said and set(before.countries) >= set(after.countries):
        yield turn("known_order", "sharpness", "less", networks=tuple(sorted(str(network) for network in duller)))


def _turned(old: KnownNetwork | None, new: KnownNetwork | None, side: Side) -> Turn:
    if new is None:
        assert old is not None
        return turn("known_gone", "sharpness", side, network=old.cidr, country_before=old.country)
    if old is None:
        return turn("known_new", "sharpness", side, network=new.cidr, country_after=new.country)
    facts = {"country_before": old.country, "country_after": new.country}
    return turn("known_changed", "sharpness", side, network=new.cidr, **facts)


def _touches(entry: KnownNetwork | None, networks: list[Network]) -> bool:
    mine = _network(entry) if entry else None
    return mine is None or any(one.version == mine.version and one.overlaps(mine) for one in networks)


def _network(entry: KnownNetwork) -> Network | None:
    try:
        return ipaddress.ip_network(entry.cidr, strict=False)
    except ValueError:
        return None


def _duller(before: Business, after: Business) -> list[Network]:
    """Where addresses count as less foreign than they did: one network for each place between two edges of ranges."""
    found: list[Network] = []
    for address in _edges(before, after):
        was, becomes = _at(address, before), _at(address, after)
        if _FOREIGNNESS[becomes] < _FOREIGNNESS[was]:
            found.append(ipaddress.ip_network(address))
    return found


def _edges(before: Business, after: Business) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The first address of every range and the first one behind it; between two of them nothing changes."""
    edges: set[ipaddress.IPv4Address | ipaddress.IPv6Address] = set()
    for entry in (*before.known_networks, *after.known_networks):
        network = _network(entry)
        if network is not None:
            edges.add(network.network_address)
            if int(network.broadcast_address) + 1 < 2**network.max_prefixlen:
                edges.add(network.broadcast_address + 1)
    return sorted(edges, key=lambda address: (address.version, int(address)))


def _at(address: ipaddress.IPv4Address | ipaddress.IPv6Address, business: Business) -> Status:
    """How an address counts; the first range that holds it decides, as in the runtime."""
    for entry in business.known_networks:
        network = _network(entry)
        if network is not None and address in network:
            return _status(entry.country, business)
    return "looked_up"


def _status(country: str, business: Business) -> Status:
    return "home" if country in business.countries else "foreign"
