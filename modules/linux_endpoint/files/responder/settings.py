"""This host's own settings: what it may do, whom it never cuts off. They never come from a request."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path("/etc/nachtwacht/respond.json")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Neighbour:
    """A host that can be tried to see whether this one is cut off."""

    name: str
    address: str


@dataclass(frozen=True)
class Settings:
    """The content of ``respond.json``."""

    host: str
    actions: tuple[str, ...]
    ssh_port: int
    way_in: tuple[str, ...]
    """Addresses that always reach this host's sshd: the runtime's and the controllers'."""
    runtime: str
    runtime_port: int
    neighbours: tuple[Neighbour, ...]
    never_block: tuple[Network, ...]


def read(file: Path = FILE) -> Settings:
    """The settings; raises ValueError, KeyError or OSError when the file is not as the provisioning wrote it."""
    data = json.loads(file.read_text(encoding="utf-8"))
    way_in = tuple(str(ipaddress.ip_address(address)) for address in data["way_in"])
    return Settings(
        host=str(data["host"]),
        actions=tuple(data["actions"]),
        ssh_port=int(data["ssh_port"]),
        way_in=way_in,
        runtime=str(ipaddress.ip_address(data["runtime"]["address"])),
        runtime_port=int(data["runtime"]["port"]),
        neighbours=tuple(
            Neighbour(name=str(each["name"]), address=str(ipaddress.ip_address(each["address"])))
            for each in data["neighbours"]
        ),
        never_block=tuple(ipaddress.ip_network(each) for each in data["never_block"]),
    )
