"""Single lines of accounts' ``authorized_keys``; the other lines are somebody else's and stay."""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from typing import Any

from .difference import Difference, compare
from .machine import Machine, Refused, write
from .record import Entry, Records

Item = dict[str, Any]


def key(item: Item) -> str:
    """Account and line; the line itself is the identity."""
    return f"{item['account']} {item['line'].strip()}"


def resource(item: Item) -> str:
    """The name that a difference gives it."""
    return f"authorized_key:{item['account']}:{item['line'].strip()[-24:]}"


def want(item: Item) -> dict[str, Any]:
    """Account and line (public material)."""
    return {"account": item["account"], "line": item["line"].strip()}


def before(records: Records, item: Item) -> dict[str, Any]:
    """Whether the line, the file and its folder are there."""
    place = _place(records.machine, item["account"])
    if place is None:
        return {"state": "absent", "file": False, "folder": False, "home": False}
    state = "present" if item["line"].strip() in _lines(place) else "absent"
    home = place.parent.parent.exists()
    return {"state": state, "file": place.exists(), "folder": place.parent.exists(), "home": home}


def differences(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> list[Difference]:
    """Whether each line is there."""
    found = []
    for item in items:
        place = _place(machine, item["account"])
        state = "present" if place and item["line"].strip() in _lines(place) else "absent"
        found += compare(resource(item), {"state": "present"}, {"state": state})
    return found


def bring(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> None:
    """Add each line that is missing, with the file and folder that it needs."""
    for item in items:
        place = _place(machine, item["account"])
        if place is None:
            raise Refused(f"no account {item['account']} on this host, its authorized_keys cannot be written")
        lines = _lines(place)
        if item["line"].strip() in lines:
            continue
        account = pwd.getpwnam(item["account"])
        for folder, mode in ((place.parent.parent, 0o755), (place.parent, 0o700)):
            if not folder.exists():
                folder.mkdir(mode)
                os.chown(folder, account.pw_uid, account.pw_gid)
        _store(place, [*lines, item["line"].strip()], account)


def restore(machine: Machine, entry: Entry) -> None:
    """Take the line out again, and what had to be made for it when nothing else is in there."""
    was, place = entry["before"], _place(machine, entry["want"]["account"])
    if place is None or was["state"] == "present":
        return
    lines = [line for line in _lines(place) if line != entry["want"]["line"]]
    if lines or was["file"]:
        if place.exists():
            _store(place, lines, pwd.getpwnam(entry["want"]["account"]))
        return
    place.unlink(missing_ok=True)
    for folder, there in ((place.parent, was["folder"]), (place.parent.parent, was["home"])):
        if not there and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def remains(machine: Machine, entry: Entry) -> str:
    """Says when the line is still there."""
    place = _place(machine, entry["want"]["account"])
    there = place is not None and entry["want"]["line"] in _lines(place)
    return "still there" if there and entry["before"]["state"] == "absent" else ""


def _place(machine: Machine, account: str) -> Path | None:
    try:
        return machine.path(pwd.getpwnam(account).pw_dir) / ".ssh" / "authorized_keys"
    except KeyError:
        return None


def _lines(place: Path) -> list[str]:
    return place.read_text().splitlines() if place.exists() else []


def _store(place: Path, lines: list[str], account: pwd.struct_passwd) -> None:
    # A file that is mounted over (a container's) cannot be replaced; the line is then written into it.
    text = "".join(f"{line}\n" for line in lines)
    if os.path.ismount(place):
        place.write_text(text)
        return
    write(place, text.encode())
    os.chown(place, account.pw_uid, account.pw_gid)
