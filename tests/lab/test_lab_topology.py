"""The laboratory as values: addresses, cables, keys, all without making any."""

from ipaddress import IPv4Address, IPv4Network

import pytest

from nachtwacht.lab import keys, wires
from nachtwacht.lab.collision import colliding_addresses, colliding_routes
from nachtwacht.lab.namespace import probe
from nachtwacht.lab.place import Place, state_folder
from nachtwacht.lab.topology import HOSTS, NETWORKS, etc_hosts, host, network
from nachtwacht.model.failure import Failure

ALLOWED = (IPv4Network("10.0.0.0/8"), IPv4Network("198.51.100.0/24"))


def test_every_address_is_its_own_and_lies_in_its_network() -> None:
    ports = [port for one in HOSTS for port in one.ports]
    addresses = [port.address for port in ports] + [net.controller for net in NETWORKS]
    assert len(addresses) == len(set(addresses))
    assert all(IPv4Address(port.address) in IPv4Network(network(port.network).cidr) for port in ports)
    assert all(any(IPv4Network(net.cidr).subnet_of(allowed) for allowed in ALLOWED) for net in NETWORKS)
    hardware = [wires.hardware(port) for port in ports]
    assert len(hardware) == len(set(hardware))


def test_interface_names_are_short_enough_and_their_own() -> None:
    switch = [line.split()[2] for one in HOSTS for line in wires.switch_side(one) if line.startswith("link add")]
    pairs = [line.split() for line in wires.controller("/state") if line.startswith("link add")]
    made = [*switch, *(words[2] for words in pairs), *(words[words.index("name") + 1] for words in pairs)]
    assert len(made) == len(set(made)) == 3 * 2 + 9 + 1
    assert all(len(name) <= 15 for name in made)


def test_the_sensor_sees_what_enters_every_office_port_once() -> None:
    sensor = host("sensor-1")
    assert sensor is not None
    watched = [line.split()[3] for line in wires.mirror(HOSTS, sensor) if line.startswith("filter")]
    assert sorted(watched) == ["fin-01-offi", "gw-01-offi", "mail-01-offi", "sensor-1-offi", "ws-01-offi"]
    assert all(" ingress " in line.split("action")[0] for line in wires.mirror(HOSTS, sensor) if "filter" in line)


def test_only_the_way_out_that_a_host_has_is_a_route() -> None:
    routes = {one.name: [line for line in wires.host_side(one) if line.startswith("route")] for one in HOSTS}
    assert routes["gw-01"] == []
    assert routes["abroad-1"] == []
    assert routes["soc-01"] == ["route add default via 10.91.20.254"]
    assert routes["ws-01"] == ["route add default via 10.91.10.254"]


def test_every_host_knows_every_other_by_name() -> None:
    lines = etc_hosts("ws-01").splitlines()
    assert all(f"{one.address} {one.name}" in lines for one in HOSTS)


def test_pinned_keys_stand_under_every_name_and_address(tmp_path) -> None:
    lines = keys.known_hosts({one.name: f"ssh-ed25519 KEY-{one.name} remark" for one in HOSTS}).splitlines()
    assert "gw-01,10.91.10.254,10.91.20.254,198.51.100.254 ssh-ed25519 KEY-gw-01" in lines
    assert len(lines) == len(HOSTS)
    config = keys.ssh_config(Place(tmp_path))
    assert "StrictHostKeyChecking yes" in config
    assert f"UserKnownHostsFile {tmp_path}/known_hosts" in config


def test_a_route_of_somebody_else_collides_and_ours_does_not() -> None:
    routes = [
        {"dst": "default", "dev": "eth0"},
        {"dst": "10.91.10.0/24", "dev": "nwlab-office"},
        {"dst": "192.168.0.0/16", "dev": "eth0"},
        {"dst": "10.0.0.0/8", "dev": "tun0"},
    ]
    assert colliding_routes(routes) == [
        "10.91.10.0/24 (office) collides with the route 10.0.0.0/8 on tun0",
        "10.91.20.0/24 (soc) collides with the route 10.0.0.0/8 on tun0",
    ]
    assert colliding_routes([{"dst": "198.51.100.9", "dev": "eth0"}]) != []


def test_a_package_source_in_our_addresses_collides() -> None:
    found = colliding_addresses({"mirror.example": {"198.51.100.20", "203.0.113.1"}, "other.example": {"192.0.2.1"}})
    assert found == ["198.51.100.0/24 (abroad) has mirror.example (198.51.100.20) in it, where packages come from"]


def test_the_way_is_chosen_by_what_the_kernel_has() -> None:
    whole = "nodev\tcgroup2\nnodev\toverlay\nnodev\ttmpfs\n\text4\n"
    assert probe(whole, unified=True) == "plain"
    assert probe(whole, unified=False) == "mount"
    with pytest.raises(Failure, match="no cgroup2 and no overlay") as refused:
        probe("nodev\ttmpfs\n", unified=False)
    assert "virtual machine" in refused.value.mend


def test_the_state_is_where_the_environment_says(tmp_path) -> None:
    assert state_folder({"NACHTWACHT_LAB": str(tmp_path)}) == tmp_path
    assert state_folder({"XDG_STATE_HOME": str(tmp_path)}) == tmp_path / "nachtwacht" / "lab"
