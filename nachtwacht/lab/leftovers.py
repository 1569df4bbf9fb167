"""What a laboratory could leave behind on the controller: found, and taken away."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from nachtwacht.lab import namespace
from nachtwacht.lab.audit import control
from nachtwacht.lab.audit.mark import host_of
from nachtwacht.lab.hosts import CGROUP
from nachtwacht.lab.place import Place
from nachtwacht.lab.shell import call, inside
from nachtwacht.lab.topology import NETWORKS
from nachtwacht.lab.wires import SWITCH

_END_SECONDS = 5.0
_DEAD = {"Z", "X"}
_NET = Path("/sys/class/net")
_REMOVE_GROUPS = 'if [ -d "$1" ]; then find "$1" -depth -type d -exec rmdir {} +; fi'


def clear(place: Place) -> None:
    """Processes that belong to the laboratory, its cgroups, its ports. Copes with any of them missing."""
    _end(processes(place))
    if namespace.exists(place):
        call(inside(place, ["sh", "-c", _REMOVE_GROUPS, "nw", f"/sys/fs/cgroup{CGROUP}"]), check=False)
        call(inside(place, ["ip", "netns", "delete", SWITCH]), check=False)
    for net in NETWORKS:
        if (_NET / net.bridge).exists():
            call(["ip", "link", "delete", net.bridge], check=False)


def find(place: Place) -> list[str]:
    """What is still there, in words."""
    found = [f"process {pid}" for pid in processes(place)]
    found += [f"interface {net.bridge}" for net in NETWORKS if (_NET / net.bridge).exists()]
    found += [f"mount {place.mounts}"] if namespace.exists(place) else []
    found += [f"{len(rules)} audit rules"] if (rules := control.standing_rules()) else []
    found += [f"folder {place.root}"] if place.root.exists() else []
    return found


def processes(place: Place, table: Path = Path("/proc")) -> list[int]:
    """Processes in the laboratory's mount namespace, and podman's watchers, which hold its paths in their words."""
    held = _namespace_of(place)
    folder = str(place.podman).encode()
    return [pid for pid in _pids(table) if _belongs(table / str(pid), held, folder)]


def _belongs(entry: Path, held: str, folder: bytes) -> bool:
    """In the namespace, marked as a host's, or a watcher of ours."""
    try:
        if (entry / "stat").read_text().rpartition(")")[2].split()[0] in _DEAD:
            return False
        if held and str((entry / "ns" / "mnt").readlink()) == held:
            return True
        if host_of(int((entry / "loginuid").read_text())):
            return True
        words = (entry / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return words[0].endswith((b"conmon", b"podman")) and any(word.startswith(folder) for word in words)


def _namespace_of(place: Place) -> str:
    """The laboratory's mount namespace as /proc names it; empty when it is not held."""
    if not namespace.exists(place):
        return ""
    return f"mnt:[{place.mounts.stat().st_ino}]"


def _pids(table: Path) -> Iterable[int]:
    own = os.getpid()
    return [int(entry.name) for entry in table.iterdir() if entry.name.isdigit() and int(entry.name) != own]


def _end(pids: Iterable[int]) -> None:
    """End processes, and wait until they are gone."""
    handles = [handle for pid in pids if (handle := _open(pid)) is not None]
    for handle in handles:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGKILL)
    until = time.monotonic() + _END_SECONDS
    for handle in handles:
        select.select([handle], [], [], max(until - time.monotonic(), 0))
        os.close(handle)


def _open(pid: int) -> int | None:
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        return None
