"""Switches the laboratory's audit on and off; what was before is written down first, and comes back."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from nachtwacht.lab.audit import netlink, rules
from nachtwacht.lab.place import Place
from nachtwacht.model.failure import Failure

BACKLOG = 16384
LOCKED = 2
_MODULE = "nachtwacht.lab.audit.relay"
_END_SECONDS = 10.0
_POLL_SECONDS = 0.02
_MEND = "leave it out with: nw lab up --no-audit (endpoints then report no processes)"


def switch_on(place: Place) -> None:
    """Write down the settings, add our rules, start the relay.

    Must come before the hosts start: a process that is older than the first use of audit is never seen.
    """
    try:
        before = netlink.settings()
        if before.enabled == LOCKED:
            raise Failure("laboratory: the kernel's audit settings are locked until the next start", mend=_MEND)
        place.audit.write_bytes(msgspec.json.encode(before))
        netlink.change(netlink.Settings(enabled=1, backlog=max(before.backlog, BACKLOG)))
        for rule in rules.rules():
            netlink.add_rule(rule)
    except OSError as error:
        raise Failure(f"laboratory: the kernel's audit cannot be used: {error.strerror}", mend=_MEND) from error
    start_relay(place)


def start_relay(place: Place) -> None:
    """Start the relay in a session of its own, a child of nobody here; returns when it listens to the kernel."""
    source = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    place.relay_pid.unlink(missing_ok=True)
    argv = ["setsid", "--fork", sys.executable, "-m", _MODULE, str(place.root)]
    with place.relay_log.open("ab") as log:
        subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", env=environment, check=True)
    until = time.monotonic() + _END_SECONDS
    while not relay_process(place):
        if time.monotonic() > until:
            said = place.relay_log.read_text(errors="replace").strip().splitlines()[-1:]
            raise Failure(f"laboratory: the audit relay did not start: {' '.join(said)}", mend=_MEND)
        select.select([], [], [], _POLL_SECONDS)


def relay_process(place: Place) -> int:
    """The process id of this laboratory's relay when it runs, else 0."""
    try:
        pid = int(place.relay_pid.read_text())
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return 0
    return pid if {_MODULE.encode(), str(place.root).encode()} <= set(words) else 0


def switch_off(place: Place) -> None:
    """End the relay, delete our rules, restore the settings. Mends what a killed ``up`` left; does nothing twice."""
    if pid := relay_process(place):
        _end(pid)
    try:
        for rule in standing_rules():
            netlink.delete_rule(rule)
        if place.audit.exists():
            netlink.change(msgspec.json.decode(place.audit.read_bytes(), type=netlink.Settings))
    except OSError as error:
        raise Failure(
            f"laboratory: the audit rules could not be taken back: {error.strerror}", mend="nw lab down, as root"
        ) from error
    place.audit.unlink(missing_ok=True)


def standing_rules() -> list[bytes]:
    """The rules of ours that are in the kernel; none where there is no audit."""
    try:
        there = netlink.list_rules()
    except OSError:
        return []
    return [rule for rule in rules.rules() if any(rule == one[: len(rule)] for one in there)]


def _end(pid: int) -> None:
    """Ask a process to end, wait for it, and insist when it does not."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        signal.pidfd_send_signal(handle, signal.SIGTERM)
        if not select.select([handle], [], [], _END_SECONDS)[0]:
            signal.pidfd_send_signal(handle, signal.SIGKILL)
            select.select([handle], [], [], _END_SECONDS)
    except ProcessLookupError:
        pass
    finally:
        os.close(handle)
