"""Whether an address can be reached from here: an echo, or a TCP connection that is answered in any way."""

from __future__ import annotations

import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from responder.settings import Neighbour

if TYPE_CHECKING:
    from collections.abc import Iterable

SSH = 22
WAIT = 1.0
"""Seconds until silence counts as an answer."""
AGAIN = 5.0
"""Seconds within which a neighbour must answer again after a release: address resolution has to recover."""


def reaches(address: str, port: int = 0) -> bool:
    """Whether anything answers: TCP when a port is given (a refusal is an answer too), else an echo or sshd."""
    if port:
        return _tcp(address, port)
    return bool(reached((Neighbour(address, address),)))


def reached(neighbours: Iterable[Neighbour]) -> tuple[str, ...]:
    """Names of the neighbours that answer, all of them and both ways tried at once."""
    chosen = tuple(neighbours)
    if not chosen:
        return ()
    with ThreadPoolExecutor(2 * len(chosen)) as pool:
        echoes = [pool.submit(_echo, each.address) for each in chosen]
        calls = [pool.submit(_tcp, each.address, SSH) for each in chosen]
        answers = [echo.result() or call.result() for echo, call in zip(echoes, calls, strict=True)]
    return tuple(each.name for each, answer in zip(chosen, answers, strict=True) if answer)


def reached_again(neighbours: Iterable[Neighbour]) -> tuple[str, ...]:
    """Names of the neighbours that answer, tried until one does or five seconds have gone."""
    chosen, end = tuple(neighbours), time.monotonic() + AGAIN
    while True:
        names = reached(chosen)
        if names or not chosen or time.monotonic() > end:
            return names


def _echo(address: str) -> bool:
    argv = ["/usr/bin/ping", "-n", "-q", "-c", "1", "-W", "1", address]
    try:
        return subprocess.run(argv, capture_output=True, timeout=WAIT + 1, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _tcp(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=WAIT).close()
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return True
