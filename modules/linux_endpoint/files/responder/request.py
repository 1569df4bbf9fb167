"""What may be asked of this host: the request, read and checked before anything is touched."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from responder.settings import Settings

LONGEST = 30 * 86400
"""Seconds that a response may last at most; longer than any permission of a scope is meant to be."""
LARGEST = 4096
"""Characters of a request that are read at most."""
NEEDS = {
    "isolate": "isolate_endpoint",
    "release": "isolate_endpoint",
    "isolation": "",
    "block": "block_destination",
    "unblock": "block_destination",
    "blocked": "",
    "reach": "",
}
"""What can be asked -> the action that this host must be allowed; empty for questions, which change nothing."""
INSIDE = tuple(
    ipaddress.ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
"""Private ranges (RFC 1918, RFC 4193) and shared address space (RFC 6598): never a destination abroad."""


class Refused(Exception):
    """The request is not carried out; the text says why."""


@dataclass(frozen=True)
class Request:
    """One checked request."""

    do: str
    seconds: int = 0
    address: str = ""
    port: int = 0


def parse(text: str, settings: Settings) -> Request:
    """The request that stands in a text; raises Refused with the reason."""
    data = _document(text)
    do = data.get("do")
    if not isinstance(do, str) or do not in NEEDS:
        raise Refused(f"'do' must be one of {', '.join(NEEDS)}")
    if NEEDS[do] and NEEDS[do] not in settings.actions:
        raise Refused(f"{settings.host} is not allowed to {do}: {NEEDS[do]} is not among its actions")
    seconds = _whole(data, "seconds", 1, LONGEST) if do in {"isolate", "block"} else 0
    address = _address(data) if do in {"block", "unblock", "reach"} else ""
    if do == "block":
        _may_be_blocked(address, settings)
    port = _whole(data, "port", 0, 65535) if do == "reach" and "port" in data else 0
    return Request(do=do, seconds=seconds, address=address, port=port)


def _document(text: str) -> dict[str, Any]:
    if len(text) > LARGEST:
        raise Refused(f"the request is longer than {LARGEST} characters")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("the request is not JSON") from None
    if not isinstance(data, dict):
        raise Refused("the request must be a JSON object")
    return data


def _whole(data: dict[str, Any], key: str, least: int, most: int) -> int:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refused(f"'{key}' must be a whole number from {least} to {most}")
    return value


def _address(data: dict[str, Any]) -> str:
    """One address in its shortest form; IPv4 inside of IPv6 is taken out, a zone is not an address."""
    value = data.get("address")
    try:
        address = ipaddress.ip_address(value) if isinstance(value, str) and "%" not in value else None
    except ValueError:
        address = None
    if address is None:
        raise Refused("'address' must be one IP address, without a prefix length")
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(address)


def _may_be_blocked(text: str, settings: Settings) -> None:
    address = ipaddress.ip_address(text)
    if address.is_unspecified or address.is_loopback or address.is_multicast or address.is_link_local:
        raise Refused(f"{text} is no destination that can be blocked")
    if text == "255.255.255.255" or text in settings.way_in or text == settings.runtime:
        raise Refused(f"{text} is never blocked: the watch itself uses it")
    for network in (*INSIDE, *settings.never_block):
        if address.version == network.version and address in network:
            raise Refused(f"{text} is never blocked: it lies inside, in {network}")
