"""Owner, group and mode of a path, by name where the host has one."""

from __future__ import annotations

import grp
import os
import pwd
import stat
from pathlib import Path
from typing import Any

from .machine import Refused


def seen(path: Path) -> dict[str, Any]:
    """``{"owner", "group", "mode"}`` of a path, in the words of a document."""
    found = path.lstat()
    return {"owner": _user(found.st_uid), "group": _group(found.st_gid), "mode": f"{stat.S_IMODE(found.st_mode):04o}"}


def wanted(item: dict[str, Any]) -> dict[str, Any]:
    """The same three of a document's item."""
    return {"owner": item["owner"], "group": item["group"], "mode": f"{int(item['mode'], 8):04o}"}


def give(path: Path, item: dict[str, Any]) -> None:
    """Set owner, group and mode; a name that the host does not know is refused."""
    try:
        owner, group = pwd.getpwnam(item["owner"]).pw_uid, grp.getgrnam(item["group"]).gr_gid
    except KeyError as error:
        raise Refused(f"{path}: {error.args[0]}") from None
    os.chown(path, owner, group)
    path.chmod(int(item["mode"], 8))


def numbers(path: Path) -> dict[str, int]:
    """The same three as numbers, to be put back exactly."""
    found = path.lstat()
    return {"uid": found.st_uid, "gid": found.st_gid, "bits": stat.S_IMODE(found.st_mode)}


def put_back(path: Path, before: dict[str, Any]) -> None:
    """Undo ``give``."""
    os.chown(path, before["uid"], before["gid"])
    path.chmod(before["bits"])


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _group(number: int) -> str:
    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)
