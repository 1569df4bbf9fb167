"""The laboratory that stands is what ARCHITECTURE says: routes, mail, mirror port, pinned keys, packages."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from nachtwacht import lab
from nachtwacht.lab.topology import HOSTS
from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import silent

pytestmark = pytest.mark.lab

CONNECT = """
import socket, sys
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.settimeout({wait})
try:
    s.bind(("", {source}))
    s.connect(("{to}", {port}))
    print("open", s.getsockname()[0])
    s.close()
except OSError as e:
    print("closed", e)
"""


def ssh(name: str, *argv: str) -> str:
    answer = subprocess.run(lab.ssh_command(name, list(argv)), capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def connect(name: str, to: str, port: int, source: int = 0, wait: float = 5) -> str:
    program = CONNECT.format(to=to, port=port, source=source, wait=wait)
    return lab.run(name, ["python3", "-c", program]).stdout.decode()


def test_every_host_is_whole(laboratory: lab.Laboratory) -> None:
    for one in HOSTS:
        assert ssh(one.name, "hostname").strip() == one.name
        assert ssh(one.name, "systemctl", "is-system-running", "--wait").strip() == "running"


def test_a_second_up_says_that_it_stands(laboratory: lab.Laboratory) -> None:
    told: list[tuple[str, ...]] = []
    assert lab.up(lambda *words: told.append(words)) == laboratory
    assert told == [("laboratory", "up", "ok", "stands already")]


def test_status_knows_every_host(laboratory: lab.Laboratory) -> None:
    now = lab.status()
    assert now.state == "up"
    assert [(host.name, host.running) for host in now.hosts] == [(one.name, True) for one in HOSTS]


def test_a_host_with_another_key_is_refused(laboratory: lab.Laboratory, tmp_path: Path) -> None:
    pinned = Path(laboratory.folder, "known_hosts").read_text()
    keys = {line.split()[0].split(",")[0]: line for line in pinned.splitlines()}
    swapped = tmp_path / "known_hosts"
    swapped.write_text(keys["ws-01"].replace(keys["ws-01"].split()[2], keys["fin-01"].split()[2]) + "\n")
    call = lab.ssh_command("ws-01", ["true"])
    call[1:1] = ["-o", f"UserKnownHostsFile={swapped}"]
    answer = subprocess.run(call, capture_output=True, text=True, check=False)
    assert answer.returncode == 255
    assert "HOST IDENTIFICATION HAS CHANGED" in answer.stderr


def test_the_office_reaches_abroad_behind_the_gateway(laboratory: lab.Laboratory) -> None:
    assert connect("ws-01", "198.51.100.7", 443).startswith("open")
    assert connect("fin-01", "198.51.100.7", 4444).startswith("open")
    page = lab.run("ws-01", ["curl", "--silent", "--insecure", "--max-time", "5", "https://198.51.100.7/"])
    assert page.stdout == b"welcome\n"
    seen = ssh("abroad-1", "journalctl", "-u", "abroad-https", "--no-pager", "-o", "cat")
    assert "198.51.100.254" in seen
    assert "10.91.10.21" not in seen


def test_the_soc_and_the_office_reach_each_other(laboratory: lab.Laboratory) -> None:
    assert connect("soc-01", "10.91.10.21", 22) == "open 10.91.20.10\n"
    assert connect("ws-01", "10.91.20.10", 22) == "open 10.91.10.21\n"
    assert connect("sensor-1", "10.91.20.10", 22).startswith("open")


def test_abroad_reaches_nothing_but_the_mail_server(laboratory: lab.Laboratory) -> None:
    assert connect("abroad-1", "10.91.10.21", 22, wait=1).startswith("closed")
    assert connect("abroad-1", "198.51.100.254", 25).startswith("open")


@pytest.mark.parametrize("mailbox", ["j.bakker", "a.molenaar", "b.dewit", "nachtwacht-test"])
def test_mail_from_abroad_arrives(laboratory: lab.Laboratory, mailbox: str) -> None:
    sent = ssh("abroad-1", "send-mail", "--to", f"{mailbox}@gouden-aar.example", "--subject", "test", "--body", "hello")
    found = 'until grep -qF "$1" "/var/mail/$2"; do sleep 0.05; done'
    arrived = lab.run("mail-01", ["timeout", "20", "sh", "-c", found, "sh", sent.strip(), mailbox])
    assert arrived.returncode == 0


def test_mail_to_somebody_else_is_refused(laboratory: lab.Laboratory) -> None:
    refused = lab.run("abroad-1", ["send-mail", "--to", "x@elsewhere.example", "--subject", "x", "--body", "x"])
    assert refused.returncode != 0
    assert b"Relay access denied" in refused.stderr


SNIFF = """
import socket, struct
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
s.bind(("span0", 0))
print("ready")
s.settimeout(20)
syn = answers = ends = 0
while not ends:
    f = s.recv(65535)
    if f[12:14] != bytes([8, 0]) or f[23] != 6:
        continue
    t = 14 + (f[14] & 15) * 4
    a, b = struct.unpack(">HH", f[t:t + 4])
    if 40123 in (a, b):
        flags = f[t + 13]
        syn += flags & 18 == 2
        answers += flags & 18 == 18
        ends += flags & 5
print(syn, answers)
"""


def test_the_sensor_sees_each_frame_once(laboratory: lab.Laboratory, on_host) -> None:
    sniffer = on_host("sensor-1", SNIFF)
    assert sniffer.stdout.readline() == "ready\n"
    assert connect("ws-01", "10.91.10.31", 22, source=40123).startswith("open")
    assert sniffer.stdout.readline() == "1 1\n"


def test_what_modules_install_needs_no_network(fresh) -> None:
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "suricata", "laurel", "conntrack"]
    answer = lab.run(fresh("fin-01"), install)
    assert answer.returncode == 0, answer.stderr


def test_a_host_made_anew_is_as_it_was_and_keeps_its_key(fresh) -> None:
    name = fresh("fin-01")
    assert lab.run(name, ["touch", "/etc/left"]).returncode == 0
    lab.reset(name, silent)
    assert lab.run(name, ["test", "-e", "/etc/left"]).returncode == 1
    assert ssh(name, "hostname").strip() == name
    assert connect("ws-01", "10.91.10.31", 22).startswith("open")


def test_a_host_that_is_off_answers_nothing_and_comes_back_as_it_was(fresh) -> None:
    name = fresh("fin-01")
    lab.run(name, ["touch", "/etc/kept"])
    lab.stop_host(name)
    assert {host.name: host.running for host in lab.status().hosts}[name] is False
    assert connect("ws-01", "10.91.10.31", 22, wait=1).startswith("closed")
    assert connect("ws-01", "10.91.10.25", 22).startswith("open")
    lab.start_host(name)
    assert lab.run(name, ["test", "-e", "/etc/kept"]).returncode == 0


def test_a_host_may_set_its_network_and_not_the_machine(laboratory: lab.Laboratory) -> None:
    assert lab.run("gw-01", ["test", "-w", "/proc/sys/net/ipv4/ip_forward"]).returncode == 0
    assert lab.run("gw-01", ["test", "-w", "/proc/sys/kernel/panic"]).returncode != 0
    changed = lab.run("ws-01", ["sh", "-c", "echo 0 > /proc/self/loginuid"])
    assert changed.returncode != 0


def test_a_host_that_is_none_is_refused(laboratory: lab.Laboratory) -> None:
    with pytest.raises(Failure, match="no host 'ws-1'") as refused:
        lab.run("ws-1", ["true"])
    assert "ws-01" in refused.value.mend
