"""Every module comes to a real host, proves itself, does what it is for, and goes without leaving anything."""

from __future__ import annotations

import json
import shlex
import smtplib
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from standing import Standing, respond, shell, snapshot, standing
from test_mail_record import NASTY

from nachtwacht import lab
from nachtwacht.model.progress import silent

pytestmark = pytest.mark.lab
T = TypeVar("T")

ABROAD = "198.51.100.7"
PLACED = {
    "suricata_sensor": ("sensor-1", ()),
    "mail_gateway": ("mail-01", ()),
    "gateway_firewall": ("gw-01", ()),
    "linux_endpoint": ("ws-01", ()),
    "log_shipper": ("fin-01", ("linux_endpoint",)),
}
"""detection_runtime is not among them: it comes and goes with the whole customer, in the provisioning's own tests."""
NEED_OTHERS = {
    "check_runtime_can_be_reached": "needs the runtime",
}
"""Checks that only hold when the whole customer is provisioned; the provisioning's own tests run them."""


@pytest.fixture(scope="module", autouse=True)
def laboratory() -> None:
    lab.up(silent)


@pytest.fixture
def brought(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Standing, set[str]]]:
    """A module on a fresh host, and what was there before it; the host is fresh again afterwards."""
    host, others = PLACED[request.param]
    lab.reset(host, silent)
    before = snapshot(host)
    try:
        with standing(request.param, host, others, tmp_path) as placed:
            placed.bring()
            yield placed, before
    finally:
        lab.reset(host, silent)


def sees_a_handshake(placed: Standing) -> None:
    name = f"seen-{time.time_ns()}.example"
    argv = [
        "curl",
        "-sk",
        "--max-time",
        "5",
        "-o",
        "/dev/null",
        "--resolve",
        f"{name}:443:{ABROAD}",
        f"https://{name}/",
    ]
    shell("ws-01", *argv)
    line = wait_for(
        lambda: shell(placed.host, "sh", "-c", f"grep -F {name} /var/log/nachtwacht/suricata/eve.json || :")
    )
    record = json.loads(line.splitlines()[0])
    assert (record["event_type"], record["src_ip"], record["dest_ip"]) == ("tls", "10.91.10.21", ABROAD)
    assert record["tls"]["ja4"].startswith("t13")
    assert "hash" in record["tls"]["ja3"]


def a_bad_rule_leaves_the_rules_that_run(placed: Standing) -> None:
    rules = "/etc/nachtwacht/suricata/rules/test.rules"
    shell(placed.host, "tee", rules, stdin="alert bogus\n")
    unit = "nachtwacht-suricata-reload.service"
    wait_for(lambda: shell(placed.host, "systemctl", "show", "-p", "Result", "--value", unit).strip() == "exit-code")
    assert shell(placed.host, "systemctl", "is-active", "nachtwacht-suricata").strip() == "active"
    shell(placed.host, "rm", rules)


def writes_every_mail_down(placed: Standing) -> None:
    taken = [deliver(placed.site.address, message) for message in NASTY.values()]
    assert taken == [250] * len(NASTY)
    lines = shell(placed.host, "cat", "/var/log/nachtwacht/mail/mail.jsonl").splitlines()
    assert len([json.loads(line) for line in lines]) == len(NASTY)


def never_holds_a_mail_up(placed: Standing) -> None:
    shell(placed.host, "systemctl", "stop", "nachtwacht-mail")
    assert deliver(placed.site.address, b"Subject: stopped\r\n\r\nx") == 250
    shell(placed.host, "systemctl", "start", "nachtwacht-mail")
    shell(placed.host, "systemctl", "kill", "--signal=STOP", "nachtwacht-mail")
    assert deliver(placed.site.address, b"Subject: hung\r\n\r\nx") == 250
    shell(placed.host, "systemctl", "kill", "--signal=CONT", "nachtwacht-mail")


def stops_open_conversations(placed: Standing) -> None:
    with talking("ws-01") as unsent:
        assert next(unsent) == 0
        assert respond(placed.host, do="block", address=ABROAD, seconds=300)["verified"]
        assert next(count for count in unsent if count > 100), "what is sent is not acknowledged any more"
        assert respond(placed.host, do="reach", address=ABROAD, port=443)["reached"], "the gateway itself can still ask"
        assert respond(placed.host, do="unblock", address=ABROAD)["verified"]
        assert next(count for count in unsent if count == 0) == 0


def a_block_outlasts_a_reload_of_the_firewall(placed: Standing) -> None:
    until = respond(placed.host, do="block", address=ABROAD, seconds=300)["until"]
    for verb in ("reload", "restart"):
        shell(placed.host, "systemctl", verb, "nftables")
        wait_for(lambda: ABROAD in respond(placed.host, do="blocked").get("addresses", {}))
    placed.bring()
    assert respond(placed.host, do="blocked")["addresses"][ABROAD] == pytest.approx(until, abs=5)
    assert respond(placed.host, do="block", address=ABROAD, seconds=1)["verified"]
    wait_for(lambda: not respond(placed.host, do="blocked")["addresses"])


def is_cut_off_and_comes_back(placed: Standing) -> None:
    first = respond(placed.host, do="isolate", seconds=300)
    assert first["verified"], first
    assert respond(placed.host, do="reach", address=ABROAD, port=443)["reached"] is False
    longer = respond(placed.host, do="isolate", seconds=600)
    assert longer["until"] > first["until"] + 250
    assert respond(placed.host, do="release")["verified"]
    assert respond(placed.host, do="isolate", seconds=2)["isolated"]
    wait_for(lambda: not respond(placed.host, do="isolation")["isolated"])
    assert respond(placed.host, do="isolation")["verified"]


def a_restart_does_not_set_it_free(placed: Standing) -> None:
    until = respond(placed.host, do="isolate", seconds=300)["until"]
    lab.stop_host(placed.host)
    lab.start_host(placed.host)
    again = wait_for(lambda: respond(placed.host, do="isolation"))
    assert again["isolated"]
    assert again["verified"]
    assert again["until"] == until


def goes_isolated_and_comes_back(placed: Standing) -> None:
    """The undo that follows must set the host free: nothing of ours is left that could."""
    assert respond(placed.host, do="isolate", seconds=300)["isolated"]


def nothing_more(_placed: Standing) -> None:
    """The checks are all that can be tried without the rest of the customer."""


DOES = {
    "suricata_sensor": (sees_a_handshake, a_bad_rule_leaves_the_rules_that_run),
    "mail_gateway": (writes_every_mail_down, never_holds_a_mail_up),
    "gateway_firewall": (stops_open_conversations, a_block_outlasts_a_reload_of_the_firewall),
    "linux_endpoint": (is_cut_off_and_comes_back, a_restart_does_not_set_it_free, goes_isolated_and_comes_back),
    "log_shipper": (nothing_more,),
}


@pytest.mark.parametrize("brought", PLACED, indirect=True)
def test_comes_proves_itself_and_goes(brought: tuple[Standing, set[str]]) -> None:
    placed, before = brought
    assert placed.compare() == [], "what was brought is as wanted"
    failed = [each for each in placed.check() if not each.ok and each.check not in NEED_OTHERS]
    assert failed == []
    for act in DOES[placed.module]:
        act(placed)
    assert placed.take_back() == []
    assert snapshot(placed.host) == before


def wait_for(ask: Callable[[], T], seconds: float = 20) -> T:
    """The first answer that is true; fails when none is within that time."""
    end = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < end, "it did not come to that"
    return answer


def deliver(address: str, message: bytes) -> int:
    """Hand one mail to a mail server; its answer."""
    with smtplib.SMTP(address, timeout=30) as server:
        server.ehlo("tests.example")
        server.mail("a@abroad.example")
        server.rcpt("j.bakker@gouden-aar.example")
        return server.data(message)[0]


class talking:  # noqa: N801 reads as a word
    """A conversation from a host with abroad; iterates over the bytes that wait for an acknowledgement."""

    PROGRAM = (
        "import array, fcntl, socket, termios, time\n"
        f"with socket.create_connection(({ABROAD!r}, 4444)) as s:\n"
        "    while True:\n"
        "        s.sendall(b'x' * 50)\n"
        "        time.sleep(0.2)\n"
        "        a = array.array('i', [0])\n"
        "        fcntl.ioctl(s.fileno(), termios.TIOCOUTQ, a)\n"
        "        print(a[0], flush=True)\n"
    )

    def __init__(self, host: str) -> None:
        self.host = host

    def __enter__(self) -> Iterator[int]:
        argv = lab.ssh_command(self.host, [shlex.join(["python3", "-u", "-c", self.PROGRAM])])
        self.process = subprocess.Popen(argv, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        assert self.process.stdout is not None
        return (int(line) for line in self.process.stdout)

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()
