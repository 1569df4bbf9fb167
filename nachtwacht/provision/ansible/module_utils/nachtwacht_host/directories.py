"""Directories; those that are only the way to something wanted are ``implicit`` and have no wishes of their own."""

from __future__ import annotations

import contextlib
import shutil
from typing import Any

from . import ownership
from .difference import Difference, compare
from .machine import Machine, Refused
from .record import Entry, Records

Item = dict[str, Any]


def key(item: Item) -> str:
    """The path."""
    return str(item["path"])


def resource(item: Item) -> str:
    """The name that a difference gives it."""
    return f"directory:{item['path']}"


def want(item: Item) -> dict[str, Any]:
    """Owner, group and mode, and whether the undo takes what is in it as well."""
    if item.get("implicit"):
        return {"implicit": True, "purge": False}
    return {**ownership.wanted(item), "purge": item["purge"]}


def before(records: Records, item: Item) -> dict[str, Any]:
    """Owner, group and mode now, or absent."""
    path = records.machine.path(item["path"])
    if path.is_dir():
        return {"state": "directory", **ownership.numbers(path)}
    if path.exists() or path.is_symlink():
        raise Refused(f"{item['path']} is a file on this host, a directory is wanted")
    return {"state": "absent"}


def differences(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> list[Difference]:
    """Existence, owner, group and mode of each directory."""
    found = []
    for item in items:
        path = machine.path(item["path"])
        if not path.is_dir():
            found += compare(resource(item), {"state": "directory"}, {"state": "absent"})
        elif not item.get("implicit"):
            found += compare(resource(item), ownership.wanted(item), ownership.seen(path))
    return found


def bring(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> None:
    """Make each directory, outer ones first."""
    for item in sorted(items, key=key):
        path = machine.path(item["path"])
        path.mkdir(exist_ok=True)
        if item.get("implicit") and not item.get("owner"):
            path.chmod(0o755)
        else:
            ownership.give(path, item)


def restore(machine: Machine, entry: Entry) -> None:
    """Remove a directory that was not there (when it is empty, or ours whole), else put its mode back."""
    path, was = machine.path(entry["key"]), entry["before"]
    if was["state"] == "directory":
        if path.is_dir():
            ownership.put_back(path, was)
    elif entry["want"]["purge"]:
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.rmdir()


def remains(machine: Machine, entry: Entry) -> str:
    """Says when a directory that was not there still is."""
    path = machine.path(entry["key"])
    if entry["before"]["state"] != "absent" or not path.is_dir():
        return ""
    return f"still there, holds {', '.join(sorted(place.name for place in path.iterdir())[:5]) or 'nothing'}"
