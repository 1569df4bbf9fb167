"""Provisioning and retiring on real hosts: whole, twice, with faults, and back to what was before."""

import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from taken_on import HOSTS, end_group, snapshot, until_said

from nachtwacht import lab
from nachtwacht.model.progress import silent
from nachtwacht.provision.removal import holds

pytestmark = pytest.mark.lab


def test_there_and_back_leaves_every_host_as_it_was(customer):
    before = {host: snapshot(host) for host in HOSTS}
    status, done, err = customer.provision()
    assert (status, done.get("failed")) == (0, []), err
    status, again, err = customer.provision()
    assert (status, again.get("failed")) == (0, []), err
    assert again["changes"] == [], err
    assert again["resources"] == {"create": 0, "update": 0, "delete": 0, "same": done["resources"]["create"]}
    drift_is_healed(customer)
    no_secret_is_anywhere(customer, err)
    status, removed, err = customer.retire()
    assert (status, removed["left"], removed["failed"]) == (0, 0, []), err
    assert holds(next((customer.folder / "evidence").glob("removal-*.json")))
    for host in HOSTS:
        after = snapshot(host)
        assert {
            path: (before[host].get(path), after.get(path))
            for path in before[host] | after
            if before[host].get(path) != after.get(path)
        } == {}


def drift_is_healed(customer):
    said(lab.run("fin-01", ["systemctl", "stop", "nachtwacht-collector"]))
    said(lab.run("gw-01", ["chmod", "0777", "/etc/nachtwacht/respond.json"]))
    status, healed, err = customer.provision()
    assert (status, healed.get("failed")) == (0, []), err
    assert {one["name"] for one in healed["changes"]} == {"log_shipper@fin-01", "gateway_firewall@gw-01"}


def no_secret_is_anywhere(customer, err):
    """Private keys of the hosts, the passphrase, and keys in clear: not in state, plan, history, evidence or progress."""
    text = customer.state() + err
    keys = [
        lab.run("ws-01", ["cat", "/etc/nachtwacht/agent/agent.key"]).stdout.decode(),
        lab.run("soc-01", ["cat", "/etc/nachtwacht/gouden-aar/respond_ed25519"]).stdout.decode(),
    ]
    for key in keys:
        middle = key.splitlines()[1]
        assert len(middle) > 20
        assert middle not in text
    assert "planted-passphrase-9f3c" not in text
    assert "BEGIN PRIVATE KEY" not in text
    assert "BEGIN OPENSSH PRIVATE KEY" not in text


def said(done):
    assert done.returncode == 0, done.stderr


def test_hosts_that_cannot_be_reached_fail_alone_and_are_mended(customer, tmp_path):
    """One host is down, one shows another key than the one that is pinned; both are said, the others are done."""
    pins = tmp_path / "known_hosts"
    shutil.copy(Path(lab.up(silent).folder) / "known_hosts", pins)
    right = pins.read_text()
    lines = [line for line in right.splitlines() if "10.91.10.31" not in line.split()[0].split(",")]
    other = subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "other"], check=True)
    assert other.returncode == 0
    kind, body = (tmp_path / "other.pub").read_text().split()[:2]
    pins.write_text("\n".join([*lines, f"10.91.10.31 {kind} {body}"]) + "\n")
    hosts = customer.folder / "hosts.yaml"
    hosts.write_text(hosts.read_text().replace('"{lab}/known_hosts"', f'"{pins}"'))
    lab.stop_host("ws-01")
    status, done, err = customer.provision()
    lab.start_host("ws-01")
    assert status == 3, err
    what = {one["host"]: one for one in done["failed"]}
    assert set(what) == {"ws-01", "fin-01"}
    assert "10.91.10.21" in what["ws-01"]["what"]
    assert str(pins) in what["fin-01"]["what"]
    assert "SHA256:" in what["fin-01"]["what"]
    assert "installed anew" in what["fin-01"]["fix"]
    made = {one["name"] for one in done["changes"]}
    assert {
        "detection_runtime@soc-01",
        "gateway_firewall@gw-01",
        "suricata_sensor@sensor-1",
        "mail_gateway@mail-01",
    } <= made
    assert not any("ws-01" in name or "fin-01" in name for name in made)
    pins.write_text(right)
    status, done, err = customer.provision()
    assert (status, done.get("failed")) == (0, []), err
    assert "linux_endpoint@ws-01" in {one["name"] for one in done["changes"]}


def test_an_interrupt_and_a_kill_lose_nothing(customer):
    process = customer.start("provision", "--confirm", "gouden-aar")
    until_said(process, ["detection_runtime", "…"])
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 3, err
    assert '"stopped":true' in out
    process = customer.start("provision", "--confirm", "gouden-aar")
    until_said(process, ["suricata_sensor", "…"])
    end_group(process)
    process.communicate()
    status, done, err = customer.provision()
    assert (status, done.get("failed")) == (0, []), err
    assert "killed" in err
    status, again, err = customer.provision()
    assert (status, sum(again["resources"][word] for word in ("create", "update", "delete"))) == (0, 0), err
    status, removed, err = customer.retire()
    assert (status, removed["left"]) == (0, 0), err
