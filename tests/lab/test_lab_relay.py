"""Every command on a host reaches that host's audit socket once, and no other's, at any rate."""

from __future__ import annotations

import os
import select
import signal
import subprocess

import pytest

from nachtwacht import lab
from nachtwacht.lab.audit import control, netlink
from nachtwacht.lab.place import Place, state_folder
from nachtwacht.model.progress import silent

pytestmark = pytest.mark.lab

COMMANDS = 1000

READ = """
import re, socket, subprocess, threading
token, other, count = "{token}", "{other}", {count}
s = socket.socket(socket.AF_UNIX)
s.connect("/run/audispd_events")
s.settimeout(30)
seen, foreign, rest = [], 0, b""
def burst():
    for number in range(count):
        subprocess.run(["/bin/true", token + str(number)])
work = threading.Thread(target=burst)
print("ready", flush=True)
input_line = None
work.start()
wanted = [token + str(number) for number in range(count)]
try:
    while len(seen) < count:
        rest += s.recv(1 << 20)
        *lines, rest = rest.split(bytes([10]))
        for line in lines:
            if line.startswith(b"type=EXECVE"):
                found = re.search(token + "[0-9]+", line.decode())
                if found:
                    seen.append(found[0])
                foreign += other in line.decode()
except TimeoutError:
    pass
work.join()
print(len(seen), sorted(seen) == sorted(wanted), foreign, flush=True)
"""


def test_bursts_on_two_hosts_arrive_whole_and_apart(laboratory: lab.Laboratory, on_host) -> None:
    if not laboratory.audit:
        pytest.skip("this laboratory was brought up without audit")
    before = lab.status().relay_counts
    one = on_host("ws-01", READ.format(token="tango", other="zulu", count=COMMANDS))
    two = on_host("fin-01", READ.format(token="zulu", other="tango", count=COMMANDS))
    assert [one.stdout.readline(), two.stdout.readline()] == ["ready\n", "ready\n"]
    assert one.stdout.readline() == f"{COMMANDS} True 0\n"
    assert two.stdout.readline() == f"{COMMANDS} True 0\n"
    after = lab.status().relay_counts
    assert after["overruns"] == before["overruns"]
    assert after["dropped"] == before["dropped"]


def test_a_relay_that_ended_is_started_by_up(laboratory: lab.Laboratory) -> None:
    relay = control.relay_process(Place(state_folder()))
    handle = os.pidfd_open(relay)
    signal.pidfd_send_signal(handle, signal.SIGKILL)
    select.select([handle], [], [], 10)
    os.close(handle)
    assert lab.status().relay is False
    lab.up(silent)
    assert lab.status().relay is True


def test_what_runs_outside_of_the_laboratory_is_not_audited(laboratory: lab.Laboratory) -> None:
    link = netlink.join()
    try:
        subprocess.run(["/bin/true", "outside-of-the-laboratory"], check=True)
        lab.run("ws-01", ["/bin/true", "inside-the-laboratory"])
        link.settimeout(20)
        inside = outside = False
        while not inside:
            for _, text in netlink.records(link.recv(1 << 16)):
                inside |= "inside-the-laboratory" in text
                outside |= "outside-of-the-laboratory" in text
        assert not outside
    finally:
        link.close()
