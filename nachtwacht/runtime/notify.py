"""Tells systemd how the service is (sd_notify(3)); does nothing where systemd did not start it."""

from __future__ import annotations

import os
import socket
from contextlib import suppress


def notify(state: str, address: str | None = None) -> None:
    """Send ``READY=1``, ``WATCHDOG=1``, ``STOPPING=1`` or ``STATUS=…``; ``address`` is NOTIFY_SOCKET's value."""
    if not address:
        return
    path = "\0" + address[1:] if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
        channel.sendto(state.encode(), path)


def take_address() -> str | None:
    """NOTIFY_SOCKET, taken out of the environment so that no child speaks for us."""
    return os.environ.pop("NOTIFY_SOCKET", None)
