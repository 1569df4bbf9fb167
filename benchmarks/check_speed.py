"""How fast ``nw check`` is as a whole process, for many customers and for one, and how much memory it takes.

    python -m benchmarks.check_speed [CUSTOMERS] [ROUNDS]

Makes customers of 300 lines with hosts of 230 (the same ones every time; one in twenty has a mistake) and prints
medians: seconds of wall clock, seconds of processor, and the largest sum of the memory of the process and all that
it started (proportional set size from ``/proc``, read every 20 ms: what two processes share is counted once).
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.many_customers import DAY, make

ROOT = Path(__file__).resolve().parents[1]


def measure(arguments: list[str], customers: Path, rounds: int) -> dict[str, float]:
    """Medians of some runs of ``nw check``."""
    runs = [_run(arguments, customers) for _ in range(rounds)]
    return {name: round(statistics.median(run[name] for run in runs), 2) for name in runs[0]}


def _run(arguments: list[str], customers: Path) -> dict[str, float]:
    environment = os.environ | {"NACHTWACHT_CUSTOMERS": str(customers), "NACHTWACHT_TODAY": DAY}
    before, begun, most = _processor(), time.monotonic(), 0.0
    command = [sys.executable, "-m", "nachtwacht", "check", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(_megabytes(number) for number in _tree(process.pid)))
            time.sleep(0.02)
    return {"wall_seconds": time.monotonic() - begun, "processor_seconds": _processor() - before, "megabytes": most}


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tree(number: int) -> list[int]:
    """The process and all that it started."""
    try:
        started = Path(f"/proc/{number}/task/{number}/children").read_text("ascii").split()
    except OSError:
        return []
    return [number, *(below for child in started for below in _tree(int(child)))]


def _megabytes(number: int) -> float:
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def main(customers: int, rounds: int) -> None:
    """Print the figures as JSON."""
    with tempfile.TemporaryDirectory(prefix="nw-check-") as folder:
        place = Path(folder)
        make(place, customers)
        figures = {
            "customers": customers,
            "all": measure([], place, rounds),
            "one": measure(["c0001"], place, rounds),
        }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(numbers[0] if numbers else 1000, numbers[1] if len(numbers) > 1 else 3)
