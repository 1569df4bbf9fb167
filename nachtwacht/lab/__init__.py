"""The laboratory: real Debian hosts with systemd and sshd on private networks, on this machine, in seconds."""

from __future__ import annotations

from nachtwacht.lab.laboratory import (
    HostStatus,
    Laboratory,
    Status,
    down,
    reset,
    run,
    ssh_command,
    start_host,
    status,
    stop_host,
    up,
)
from nachtwacht.lab.place import state_folder

__all__ = [
    "HostStatus",
    "Laboratory",
    "Status",
    "down",
    "reset",
    "run",
    "ssh_command",
    "start_host",
    "state_folder",
    "status",
    "stop_host",
    "up",
]
