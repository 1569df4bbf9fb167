"""Looks whether the laboratory's addresses are in use on this machine before a route is changed."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from ipaddress import IPv4Network, ip_address, ip_network
from pathlib import Path
from typing import Any

from nachtwacht.lab.shell import call
from nachtwacht.lab.topology import NETWORKS
from nachtwacht.model.failure import Failure

_PORTS = Path("/sys/class/net")
_RESOLVE_SECONDS = 2.0
_URL_HOST = re.compile(r"[a-z+]+://(?:[^/@\s]*@)?([^/:\s\"']+)")
_SOURCES = ("/etc/apt/sources.list", "/etc/apt/sources.list.d/*", "/etc/apt/apt.conf.d/*", "/etc/pip.conf")
_VARIABLES = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "PIP_INDEX_URL", "GOPROXY")


def refuse_collisions() -> None:
    """Raise Failure when a route, or an address that packages come from, lies in one of our networks."""
    routes = json.loads(call(["ip", "-4", "-json", "route", "show", "table", "all"]).stdout or b"[]")
    clashes = [*colliding_routes(routes), *colliding_addresses(_package_sources())]
    if clashes:
        raise Failure(
            "laboratory: its addresses are in use on this machine: " + "; ".join(clashes),
            mend="take the other network away while the laboratory stands, or run it in a virtual machine",
        )


def refuse_second(root: Path) -> None:
    """Raise Failure when a laboratory of another state folder than ``root`` stands: there is one on a machine."""
    for net in NETWORKS:
        port = _PORTS / net.bridge
        owner = (port / "ifalias").read_text().strip() if port.exists() else str(root)
        if owner != str(root):
            raise Failure(
                f"laboratory: another one stands on this machine ({net.bridge} belongs to {owner or 'somebody else'})",
                mend=f"NACHTWACHT_LAB={owner} ./nw lab down" if owner else f"ip link delete {net.bridge}",
            )


def colliding_routes(routes: Iterable[dict[str, Any]]) -> list[str]:
    """Routes (as of ``ip -json route``) into one of our networks that are not our own, in words."""
    ours = {net.bridge for net in NETWORKS}
    found = []
    for route in routes:
        to = str(route.get("dst", "default"))
        if to == "default" or route.get("dev") in ours or route.get("type") in {"multicast", "broadcast"}:
            continue
        target = ip_network(to, strict=False)
        found += [
            f"{net.cidr} ({net.name}) collides with the route {to} on {route.get('dev', '?')}"
            for net in NETWORKS
            if isinstance(target, IPv4Network) and target.overlaps(IPv4Network(net.cidr))
        ]
    return found


def colliding_addresses(addresses: dict[str, set[str]]) -> list[str]:
    """Names (with their addresses) of package sources that lie in one of our networks, in words."""
    return [
        f"{net.cidr} ({net.name}) has {name} ({address}) in it, where packages come from"
        for name, some in sorted(addresses.items())
        for address in sorted(some)
        for net in NETWORKS
        if ip_address(address) in ip_network(net.cidr)
    ]


def _package_sources() -> dict[str, set[str]]:
    texts = [os.environ.get(name, "") for name in _VARIABLES]
    for pattern in _SOURCES:
        texts += [path.read_text(errors="replace") for path in Path("/").glob(pattern[1:]) if path.is_file()]
    names = {host for text in texts for host in _URL_HOST.findall(text)}
    pool = ThreadPoolExecutor(max(len(names), 1), thread_name_prefix="resolve")
    asked = {pool.submit(_resolve, name): name for name in names}
    done, _ = wait(asked, timeout=_RESOLVE_SECONDS)
    pool.shutdown(wait=False, cancel_futures=True)
    return {asked[future]: future.result() for future in done}


def _resolve(name: str) -> set[str]:
    try:
        return {str(info[4][0]) for info in socket.getaddrinfo(name, None, socket.AF_INET)}
    except OSError:
        return set()
