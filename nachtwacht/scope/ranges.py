"""Ranges of addresses, read once from what somebody wrote."""

from __future__ import annotations

import ipaddress

Range = ipaddress.IPv4Network | ipaddress.IPv6Network


def as_range(cidr: str) -> Range | None:
    """The network, or None when it is none."""
    try:
        return ipaddress.ip_network(cidr)
    except ValueError:
        return None
