"""Values of ``hosts.yaml`` that cannot be right, whatever the scope says: addresses, ports, accounts, files."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from nachtwacht.document.parsing import Document
from nachtwacht.document.place import Path as Spot
from nachtwacht.document.place import finding
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.reach import Reach
from nachtwacht.model.scope import Scope
from nachtwacht.scope.checks.accounts import is_domain
from nachtwacht.scope.ranges import Range, as_range

_ACCOUNT = re.compile(r"[a-z_][a-z0-9_.-]{0,31}\Z")
_NOTHING_PINNED = ("/dev/null", "NUL", "nul", "none", "no", "")
LAST_PORT = 65535
_OWN = ("10.", "192.168.")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def plain(document: Document, reach: Reach) -> Iterator[ScopeFinding]:
    """Every value that cannot be right on its own."""
    yield from _own_addresses(document, reach)
    if reach.known_hosts.strip() in _NOTHING_PINNED:
        message = f"'{reach.known_hosts}' holds no keys, so any machine would be taken for the host"
        yield finding("NW812", document.position(("known_hosts",)), message)
    for path, wrong, shape in _shapes(reach):
        if wrong is not None:
            yield finding("NW810", document.position(path), f"'{wrong}' is no {shape}")
    if not reach.controller_addresses:
        message = "an isolation would cut engineers off as well: no address of theirs is named"
        yield finding("NW811", document.position(("controller_addresses",)), message, "controller_addresses: [ … ]")


def placed(document: Document, reach: Reach, scope: Scope) -> Iterator[ScopeFinding]:
    """Every host has an address in the network that the scope puts it in, and not the first or last one there."""
    ranges = {net.name: found for net in scope.assets.networks if (found := as_range(net.cidr))}
    edges = _edges(ranges.values())
    hosts = {host.name: host for host in scope.assets.hosts}
    for name, reached in reach.hosts.items():
        host, address = hosts.get(name), address_of(reached.address)
        if host is None or address is None:
            continue
        path = ("hosts", name, "address")
        network = ranges.get(host.network or "")
        if network is not None and not host.roams and address not in network:
            message = f"{address} is not in {network}, where the scope puts '{name}'"
            yield finding("NW809", document.position(path), message, about=(name,))
        for net in edges.get(address, ()):
            yield finding("NW808", document.position(path), f"{address} is the first or last address of {net}")


def _edges(ranges: Iterable[Range]) -> dict[Address, list[Range]]:
    """First and last address of every IPv4 network -> the networks of which it is that; RFC 3021: a /31 has none."""
    found: dict[Address, list[Range]] = {}
    for net in ranges:
        if net.version == 4 and net.prefixlen < 31:  # noqa: PLR2004
            for edge in (net.network_address, net.broadcast_address):
                found.setdefault(edge, []).append(net)
    return found


def _own_addresses(document: Document, reach: Reach) -> Iterator[ScopeFinding]:
    named: list[tuple[Spot, str]] = [(("hosts", name, "address"), host.address) for name, host in reach.hosts.items()]
    named += [(("controller_addresses", at), text) for at, text in enumerate(reach.controller_addresses)]
    for path, text in named:
        address = address_of(text)
        if address is None:
            continue
        if text.startswith(_OWN):  # The common case; all of these are private.
            continue
        kinds = {
            "a loopback address": address.is_loopback,
            "a multicast address": address.is_multicast,
            "a link-local address": address.is_link_local,
            "no address at all": address.is_unspecified or str(address) == "255.255.255.255",
        }
        for kind in (kind for kind, holds in kinds.items() if holds):
            yield finding("NW808", document.position(path), f"{address} is {kind}")


def _shapes(reach: Reach) -> Iterator[tuple[Spot, object, str]]:
    """Path, value or None when it is right, and the shape that it should have."""
    yield ("version",), None if reach.version == 1 else reach.version, "version of this file; there is only 1"
    yield ("account",), _unless(reach.account, bool(_ACCOUNT.match(reach.account))), "name of an account"
    yield ("identity_file",), _unless(reach.identity_file, bool(reach.identity_file.strip())), "path of a key"
    for name, host in reach.hosts.items():
        yield ("hosts", name, "port"), None if 0 < host.port <= LAST_PORT else host.port, f"port; 1 to {LAST_PORT}"
        right = not host.account or bool(_ACCOUNT.match(host.account))
        yield ("hosts", name, "account"), _unless(host.account, right), "name of an account"
    canary = reach.canary
    entry, domain, mailbox = canary.get("mail_entry"), canary.get("mail_domain"), canary.get("mailbox")
    if entry is not None:
        yield ("canary", "mail_entry"), _unless(entry, address_of(entry) is not None or is_domain(entry)), "address"
    if domain is not None:
        yield ("canary", "mail_domain"), _unless(domain, is_domain(domain)), "domain"
    if mailbox is not None:
        right = mailbox.count("@") == 1 and is_domain(mailbox.split("@")[1]) and " " not in mailbox
        yield ("canary", "mailbox"), _unless(mailbox, right), "mail address"


def _unless(value: str, right: bool) -> str | None:  # noqa: FBT001  The verdict on the value.
    return None if right else value


@lru_cache(maxsize=4096)
def address_of(text: str) -> Address | None:
    """The address, or None when it is none; each text is read once."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
