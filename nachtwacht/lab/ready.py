"""Waits until a host is ready: its ports answer, and sshd shows the pinned key and lets us in."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterable
from threading import Event

from nachtwacht.lab.audit.outlet import path_of
from nachtwacht.lab.place import Place
from nachtwacht.lab.topology import LabHost
from nachtwacht.model.failure import Failure

LIMIT_SECONDS = 60.0
_RETRY_SECONDS = 0.05
_TRY_SECONDS = 2.0


def ssh(place: Place, host: LabHost, argv: Iterable[str] = ()) -> list[str]:
    """The ssh call for a host, with pinned keys."""
    return ["ssh", "-F", str(place.ssh_config), host.name, *argv]


def await_ready(place: Place, host: LabHost, stop: Event | None = None, limit: float = LIMIT_SECONDS) -> float:
    """Seconds until every port of the host answered and ssh let us in.

    Raises Failure after ``limit`` seconds, or when ``stop`` is set.
    """
    stop = stop or Event()
    begun = time.monotonic()
    for port in host.answers:
        _await_port(host, port, begun + limit, stop)
    said = ""
    while time.monotonic() < begun + limit:
        answer = subprocess.run(
            ssh(place, host, ["true"]), capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
        )
        if answer.returncode == 0:
            return time.monotonic() - begun
        said = answer.stderr.strip()
        _pause(host, stop)
    raise Failure(f"laboratory: {host.name}: no log-in within {limit:g} s: {said}", mend=f"nw lab reset {host.name}")


def await_outlet(place: Place, host: LabHost, limit: float = LIMIT_SECONDS) -> None:
    """Until the host has its audit socket. Raises Failure after ``limit`` seconds."""
    until = time.monotonic() + limit
    outlet = path_of(int((place.pids / host.name).read_text()))
    while not outlet.is_socket():
        if time.monotonic() > until:
            raise Failure(f"laboratory: {host.name}: has no audit socket", mend=f"read {place.relay_log}")
        _pause(host, Event())


def _await_port(host: LabHost, port: int, until: float, stop: Event) -> None:
    """A connection that gets through; the reason of the last refusal otherwise."""
    reason = "no answer"
    while time.monotonic() < until:
        try:
            with socket.create_connection((host.address, port), timeout=_TRY_SECONDS):
                return
        except OSError as error:
            reason = str(error)
        _pause(host, stop)
    raise Failure(f"laboratory: {host.name}: port {port} did not open: {reason}", mend=f"nw lab reset {host.name}")


def _pause(host: LabHost, stop: Event) -> None:
    """Leave the processor to the hosts that start."""
    if stop.wait(_RETRY_SECONDS):
        raise Failure(f"laboratory: {host.name}: stopped while it started", mend="nw lab up")
