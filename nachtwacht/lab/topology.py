"""What the laboratory consists of: three networks, seven hosts, one mirror port. Values only.

Addresses are private (RFC 1918) or for documentation (RFC 5737); 198.51.100.0/24 plays abroad.
"""

from __future__ import annotations

from ipaddress import IPv4Network

from msgspec import Struct


class Network(Struct, frozen=True, kw_only=True):
    """One Ethernet segment. ``bridge`` is also the name of the controller's own port on it."""

    name: str
    cidr: str
    bridge: str
    controller: str
    """The controller's address, so that it reaches every host without a route through the laboratory."""

    @property
    def prefix(self) -> int:
        """Length of the network's prefix in bits."""
        return IPv4Network(self.cidr).prefixlen


class Port(Struct, frozen=True, kw_only=True):
    """One interface of a host."""

    interface: str
    network: str
    address: str


class LabHost(Struct, frozen=True, kw_only=True):
    """One host: its ports, its way out, and what the laboratory gives it as the customer's own."""

    name: str
    ports: tuple[Port, ...]
    gateway: str = ""
    """Address of the next hop for everything else; empty for none."""
    forwards: bool = False
    mirror: str = ""
    """Interface that gets a copy of every frame of the network ``mirrors``."""
    mirrors: str = ""
    layers: tuple[str, ...] = ("base",)
    """Layers of the image, lowest first."""
    answers: tuple[int, ...] = (22,)
    """TCP ports that are open when the host is ready."""

    @property
    def address(self) -> str:
        """The address by which the controller reaches it."""
        return self.ports[0].address


def _port(number: int, network: str, address: str) -> Port:
    return Port(interface=f"eth{number}", network=network, address=address)


OFFICE = Network(name="office", cidr="10.91.10.0/24", bridge="nwlab-office", controller="10.91.10.1")
SOC = Network(name="soc", cidr="10.91.20.0/24", bridge="nwlab-soc", controller="10.91.20.1")
ABROAD = Network(name="abroad", cidr="198.51.100.0/24", bridge="nwlab-abroad", controller="198.51.100.1")
NETWORKS = (OFFICE, SOC, ABROAD)

_INSIDE = "10.91.10.254"

HOSTS = (
    LabHost(
        name="gw-01",
        ports=(_port(0, "office", _INSIDE), _port(1, "soc", "10.91.20.254"), _port(2, "abroad", "198.51.100.254")),
        forwards=True,
    ),
    LabHost(
        name="sensor-1",
        ports=(_port(0, "office", "10.91.10.5"),),
        gateway=_INSIDE,
        mirror="span0",
        mirrors="office",
    ),
    LabHost(name="ws-01", ports=(_port(0, "office", "10.91.10.21"),), gateway=_INSIDE),
    LabHost(name="fin-01", ports=(_port(0, "office", "10.91.10.31"),), gateway=_INSIDE),
    LabHost(
        name="mail-01",
        ports=(_port(0, "office", "10.91.10.25"),),
        gateway=_INSIDE,
        layers=("base", "mail"),
        answers=(22, 25),
    ),
    LabHost(name="soc-01", ports=(_port(0, "soc", "10.91.20.10"),), gateway="10.91.20.254"),
    LabHost(name="abroad-1", ports=(_port(0, "abroad", "198.51.100.7"),), answers=(22, 443, 4444)),
)
NAMES = tuple(host.name for host in HOSTS)


def host(name: str) -> LabHost | None:
    """The host of that name, or None."""
    return next((one for one in HOSTS if one.name == name), None)


def network(name: str) -> Network:
    """The network of that name."""
    return next(one for one in NETWORKS if one.name == name)


def etc_hosts(name: str) -> str:
    """``/etc/hosts`` of one host: itself, and everybody by the address that leads to them."""
    lines = ["127.0.0.1 localhost", "::1 localhost ip6-localhost", *(f"{one.address} {one.name}" for one in HOSTS)]
    return "\n".join([*lines, f"127.0.1.1 {name}.lab"]) + "\n"
