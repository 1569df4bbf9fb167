"""What this host has been made to do and until when, on disk: a restart of the machine does not set it free."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path("/var/lib/nachtwacht/responses")


def read(name: str) -> dict[str, Any]:
    """The note of that name; empty when there is none or it cannot be read."""
    try:
        data = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def keep(name: str, data: dict[str, Any]) -> str:
    """Put a note in place whole; says what it means when the disk does not take it, and that is no reason not to act."""
    try:
        _write(name, data)
    except OSError as error:
        return f"; a restart of the machine would end it, because it could not be noted: {error.strerror}"
    return ""


def _write(name: str, data: dict[str, Any]) -> None:
    file = FOLDER / f"{name}.json"
    fresh = file.with_suffix(".fresh")
    with fresh.open("w", encoding="utf-8") as stream:
        json.dump(data, stream)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)


def forget(name: str) -> None:
    """Take a note away."""
    (FOLDER / f"{name}.json").unlink(missing_ok=True)
