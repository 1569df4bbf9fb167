"""What the normaliser knows of the customer: whose address this is, who works where, which country that is."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache

from nachtwacht.model.scope import Scope

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Commands:
    """The command lines that were executed last, bounded; what is forgotten is merely not known any more."""

    def __init__(self, most: int = 4096, longest: int = 1024) -> None:
        """``most`` entries of at most ``longest`` characters."""
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._most, self._longest = most, longest

    def put(self, key: str, command: str) -> None:
        """Keep one; the oldest goes when there are too many."""
        self._kept[key] = command[: self._longest]
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def get(self, key: str) -> str:
        """The command line, or empty."""
        return self._kept.get(key, "")


class Estate:
    """The customer's hosts, users and networks, looked up by what stands in records."""

    def __init__(self, scope: Scope, addresses: Mapping[str, str]) -> None:
        """``addresses``: host name -> address, as in ``runtime.json``."""
        self.scope = scope
        self.commands = Commands()
        self._hosts = {address: name for name, text in addresses.items() if (address := address_of(text)) is not None}
        self._users = {host.name: host.user for host in scope.assets.hosts if host.user}
        self._desks = {user.lower(): host for host, user in reversed(self._users.items())}
        self._networks = [ipaddress.ip_network(network.cidr, strict=False) for network in scope.assets.networks]
        self._known = [
            (ipaddress.ip_network(network.cidr, strict=False), network.country)
            for network in scope.business.known_networks
        ]

    def host_at(self, address: Address | None) -> str:
        """The host with that address, or empty."""
        return self._hosts.get(address, "") if address is not None else ""

    def user_at(self, host: str) -> str:
        """Who works on that host, or empty."""
        return self._users.get(host, "")

    def desk_of(self, user: str) -> str:
        """The host on which that user works, or empty."""
        return self._desks.get(user.lower(), "")

    def inside(self, address: Address | None) -> bool:
        """Whether the address is one of the customer's hosts or in one of its networks."""
        return address is not None and (address in self._hosts or any(address in network for network in self._networks))

    def country_of(self, address: Address | None) -> str | None:
        """The country in which an address is registered; the customer's own list goes first.

        None for addresses that are no country's: private, documentation, multicast.
        """
        if address is None:
            return None
        for network, country in self._known:
            if address in network:
                return country
        return registered(address)


def address_of(text: object) -> Address | None:
    """An address of text, an IPv4 address mapped into IPv6 as the IPv4 address; None when it is no address."""
    try:
        address = ipaddress.ip_address(str(text).strip().partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped if mapped is not None else address


def registered(address: Address | None) -> str | None:
    """Country of registration, from the internet registries' own data (iptocc); None for what is no country's."""
    return _look_up(str(address)) if address is not None and address.is_global else None


@lru_cache(maxsize=4096)
def _look_up(address: str) -> str | None:
    import iptocc

    country = iptocc.country_code(address)
    return str(country) if country else None
