"""What software writes while it runs: named by glob patterns, removed by the undo."""

from __future__ import annotations

import glob
import shutil
from pathlib import Path
from typing import Any

from .machine import Machine, Refused
from .record import Entry, Records

NARROW = 3


def key(item: str) -> str:
    """The pattern; one so wide that it could take the customer's own files is refused."""
    if len(Path(item).parts) <= NARROW - 1 or item.startswith(("/*", "/home", "/root")):
        raise Refused(f"{item} is too wide a pattern for leftovers")
    return item


def resource(item: str) -> str:
    """The pattern."""
    return f"leftover:{item}"


def want(_item: str) -> dict[str, Any]:
    """Nothing: a pattern wishes for no state."""
    return {}


def before(records: Records, item: str) -> dict[str, Any]:
    """What matched before anything was installed, and is therefore not ours to remove."""
    return {"state": "absent", "theirs": found(records.machine, item)}


def restore(machine: Machine, entry: Entry) -> None:
    """Remove what matches now and did not before."""
    for path in set(found(machine, entry["key"])) - set(entry["before"]["theirs"]):
        place = machine.path(path)
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)


def remains(machine: Machine, entry: Entry) -> str:
    """Says what still matches."""
    left = sorted(set(found(machine, entry["key"])) - set(entry["before"]["theirs"]))
    return f"still there: {' '.join(left[:5])}" if left else ""


def found(machine: Machine, pattern: str) -> list[str]:
    """Paths of the host that match."""
    root = str(machine.path("/")).rstrip("/")
    return sorted(path[len(root) :] for path in glob.glob(f"{root}{pattern}", recursive=True))  # noqa: PTH207  # Path.glob wants a relative pattern
