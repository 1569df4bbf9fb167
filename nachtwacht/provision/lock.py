"""The engine's lock on a customer's state: who holds it, and whether that process is dead."""

from __future__ import annotations

import json
import os
import socket
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from nachtwacht.model.failure import Failure


class Holder(Struct, frozen=True, kw_only=True):
    """Who took the lock."""

    pid: int
    host: str
    user: str
    since: float
    """UTC seconds since the epoch."""


def holders(backend: Path) -> list[Holder]:
    """The locks that lie in a local backend."""
    found = []
    for place in (backend / ".pulumi" / "locks").rglob("*.json"):
        lock = json.loads(place.read_text())
        since = datetime.fromisoformat(lock["timestamp"]).timestamp()
        found.append(Holder(pid=int(lock["pid"]), host=lock["hostname"], user=lock["username"], since=since))
    return found


def dead(holder: Holder) -> bool:
    """Whether it is proven that the holder is gone: it ran on this machine, and no such process is as old as the lock."""
    if holder.host != socket.gethostname():
        return False
    if _state(holder.pid) in _ENDED:
        return True
    try:
        program = Path(f"/proc/{holder.pid}/exe").readlink()
    except OSError:
        return _state(holder.pid) in _ENDED
    return "pulumi" not in program.name or _started(holder.pid) > holder.since + 1


def free(backend: Path, customer: str) -> bool:
    """Whether a run that was killed has left its lock. A lock whose holder may still live is a Failure that names it."""
    found = holders(backend)
    for holder in found:
        if not dead(holder):
            raise Failure(
                f"another run is at work on {customer}: process {holder.pid} of {holder.user} on {holder.host}",
                mend=f"wait for it to end, or stop it there with: kill -INT {holder.pid}",
            )
    return bool(found)


_ENDED = ("", "Z", "X")
"""No such process, or one that is dead and only waits for its parent to notice."""


def _state(pid: int) -> str:
    """The state letter of proc(5)'s stat; empty when there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _started(pid: int) -> float:
    """When a process began, in UTC seconds: start time in ticks since boot is field 22 of proc(5)'s stat."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    ticks = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return datetime.now().astimezone().timestamp() - uptime + ticks
