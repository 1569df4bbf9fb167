"""The cables: bridges in a network namespace of their own, a port per host, the mirror port.

The bridges are apart from the controller's own network, so that its firewall does not filter what one host of the
laboratory says to another, and so that taking the namespace away takes every cable away.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address
from typing import Final

from nachtwacht.lab.place import Place
from nachtwacht.lab.shell import call, inside
from nachtwacht.lab.topology import HOSTS, NETWORKS, LabHost, Network, Port, network

SWITCH: Final = "nwlab"
"""Network namespace of the bridges."""
_IP = ("ip", "-batch", "-")


def netns(host: str) -> str:
    """Name of a host's network namespace."""
    return f"nw-{host}"


def hardware(port: Port) -> str:
    """A locally administered Ethernet address made of the port's own, so that a host made anew is known at once."""
    return "02:6e:" + ":".join(f"{part:02x}" for part in IPv4Address(port.address).packed)


def bridges() -> list[str]:
    """``ip`` commands in the switch's namespace, and the controller's ports (they come from outside)."""
    lines = ["link set lo up"]
    for net in NETWORKS:
        lines += [
            f"link add {net.bridge} type bridge stp_state 0 forward_delay 0 mcast_snooping 0",
            f"link set {net.bridge} addrgenmode none up",
            f"link set {_controller_port(net)} master {net.bridge} addrgenmode none up",
        ]
    return lines


def controller(owner: str) -> list[str]:
    """``ip`` commands on the controller: one port with an address on each network; ``owner`` says whose it is."""
    lines: list[str] = []
    for net in NETWORKS:
        lines += [
            f"link add {net.bridge} type veth peer name {_controller_port(net)} netns {SWITCH}",
            f"link set {net.bridge} addrgenmode none alias {owner}",
            f"addr add {net.controller}/{net.prefix} dev {net.bridge}",
            f"link set {net.bridge} up",
        ]
    return lines


def switch_side(host: LabHost) -> list[str]:
    """``ip`` commands in the switch's namespace that plug one host in."""
    lines: list[str] = []
    for port in host.ports:
        name = _switch_port(host, port.network)
        lines += [
            f"link add {name} type veth peer name {port.interface} address {hardware(port)} netns {netns(host.name)}",
            f"link set {name} master {network(port.network).bridge} addrgenmode none up",
        ]
    if host.mirror:
        lines += [
            f"link add {_span(host)} type veth peer name {host.mirror} netns {netns(host.name)}",
            f"link set {_span(host)} addrgenmode none up",
        ]
    return lines


def host_side(host: LabHost) -> list[str]:
    """``ip`` commands in a host's namespace: its addresses and its way out."""
    lines = ["link set lo up"]
    for port in host.ports:
        lines += [
            f"addr add {port.address}/{network(port.network).prefix} dev {port.interface}",
            f"link set {port.interface} up",
        ]
    if host.mirror:
        lines.append(f"link set {host.mirror} addrgenmode none arp off multicast off up promisc on")
    if host.gateway:
        lines.append(f"route add default via {host.gateway}")
    return lines


def mirror(hosts: Iterable[LabHost], watcher: LabHost) -> list[str]:
    """``tc`` commands that copy what enters the ports of these hosts to the watcher.

    Entering only: a frame enters the switch once, and leaves it as often as it is flooded.
    """
    lines: list[str] = []
    for host in hosts:
        for port in host.ports:
            if port.network == watcher.mirrors:
                lines += _copy(_switch_port(host, port.network), _span(watcher))
    return lines


def build(place: Place) -> None:
    """Make the switch and the controller's ports."""
    call(inside(place, ["ip", "netns", "add", SWITCH]))
    _batch(place, None, controller(str(place.root)))
    _batch(place, SWITCH, bridges())


def plug(place: Place, host: LabHost) -> None:
    """Make a host's network namespace and its cables; the mirror follows when both ends are there."""
    name = netns(host.name)
    call(inside(place, ["ip", "netns", "add", name]))
    _batch(place, SWITCH, switch_side(host))
    _batch(place, name, host_side(host))
    if host.forwards:
        call(inside(place, ["ip", "netns", "exec", name, "sysctl", "-qw", "net.ipv4.ip_forward=1"]))


def connect_mirror(place: Place, host: LabHost | None = None) -> None:
    """Copy frames to the sensors: from every port, or from those of one host that was plugged in anew."""
    for watcher in (one for one in HOSTS if one.mirror):
        lines = mirror(HOSTS if host in {None, watcher} else [one for one in HOSTS if one == host], watcher)
        if host in {None, watcher}:
            lines += _copy(_controller_port(network(watcher.mirrors)), _span(watcher))
        call(inside(place, ["ip", "netns", "exec", SWITCH, "tc", "-batch", "-"]), stdin="\n".join(lines) + "\n")


def carrier(place: Place, host: LabHost, *, on: bool) -> None:
    """Pull or put back a host's cables at the switch; a machine that is off answers nothing."""
    state = "up" if on else "down"
    _batch(place, SWITCH, [f"link set {_switch_port(host, port.network)} {state}" for port in host.ports])


def unplug(place: Place, host: LabHost) -> None:
    """Take a host's cables and its network namespace away.

    The cables by name, since the kernel clears a namespace some time after it was deleted, and would refuse new
    cables of the same names until then.
    """
    for name in _switch_ports(host):
        call(inside(place, ["ip", "-netns", SWITCH, "link", "delete", name]), check=False)
    call(inside(place, ["ip", "netns", "delete", netns(host.name)]), check=False)


def _copy(port: str, span: str) -> list[str]:
    match = "handle 800::1 protocol all prio 1 u32 match u32 0 0"
    return [
        f"qdisc replace dev {port} clsact",
        f"filter replace dev {port} ingress {match} action mirred egress mirror dev {span}",
    ]


def _batch(place: Place, namespace: str | None, lines: list[str]) -> None:
    where = ["ip", "netns", "exec", namespace] if namespace else []
    call(inside(place, [*where, *_IP]), stdin="\n".join(lines) + "\n")


def _controller_port(net: Network) -> str:
    return f"ctl-{net.name}"


def _switch_port(host: LabHost, net: str) -> str:
    return f"{host.name[:9]}-{net[:4]}"


def _switch_ports(host: LabHost) -> list[str]:
    ports = [_switch_port(host, port.network) for port in host.ports]
    return [*ports, _span(host)] if host.mirror else ports


def _span(host: LabHost) -> str:
    return f"span-{host.name[:9]}"
