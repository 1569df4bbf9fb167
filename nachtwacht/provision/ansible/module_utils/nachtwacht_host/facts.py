"""What a host is: system, architecture, room, clock, and whether the frame for our state stands."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from typing import Any

from .accounts import group_exists
from .machine import Machine

GROUP = "nachtwacht"


def look(machine: Machine) -> dict[str, Any]:
    """Plain values; times in seconds since the epoch, room in MB."""
    release = _release(machine)
    place = machine.home if machine.home.exists() else machine.path("/")
    return {
        "system": release.get("ID", ""),
        "version": release.get("VERSION_ID", ""),
        "architecture": platform.machine(),
        "python": ".".join(str(part) for part in sys.version_info[:3]),
        "root": os.geteuid() == 0,
        "free_mb": shutil.disk_usage(place).free // 2**20,
        "time": time.time(),
        "frame": machine.home.is_dir(),
        "group": group_exists(GROUP),
    }


def _release(machine: Machine) -> dict[str, str]:
    place = machine.path("/etc/os-release")
    lines = place.read_text().splitlines() if place.exists() else []
    return {name: value.strip('"') for name, _, value in (line.partition("=") for line in lines)}
