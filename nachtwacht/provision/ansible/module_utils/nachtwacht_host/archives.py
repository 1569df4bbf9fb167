"""Archives: a tar.gz blob unpacked under a path, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
from pathlib import Path
from typing import Any

from .difference import Difference, compare
from .machine import Machine, Refused, sha256, write
from .record import Entry, Records

Item = dict[str, Any]
MARK = ".nachtwacht-archive"


def key(item: Item) -> str:
    """The path that the archive is unpacked under."""
    return str(item["path"])


def resource(item: Item) -> str:
    """The name that a difference gives it."""
    return f"archive:{item['path']}"


def want(item: Item) -> dict[str, Any]:
    """The blob."""
    return {"blob": item["blob"]}


def before(records: Records, item: Item) -> dict[str, Any]:
    """Absent; somebody else's full folder is refused, for it could not be told apart from ours afterwards."""
    path = records.machine.path(item["path"])
    if path.is_dir() and not any(path.iterdir()):
        return {"state": "empty"}
    if path.exists() and not (path / MARK).exists():
        raise Refused(f"{item['path']} holds files that are not ours; an archive is to be unpacked there")
    return {"state": "absent"}


def differences(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> list[Difference]:
    """Which blob lies there, and whether its files were touched since."""
    found = []
    for item in items:
        path = machine.path(item["path"])
        mark = path / MARK
        have = json.loads(mark.read_text()) if mark.exists() else {"blob": "absent", "tree": ""}
        found += compare(resource(item), {"blob": item["blob"]}, have)
        if have["blob"] == item["blob"]:
            found += compare(resource(item), {"tree": have["tree"]}, {"tree": tree(path)})
    return found


def bring(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> None:
    """Unpack beside the path, then swap."""
    for item in items:
        path = machine.path(item["path"])
        fresh, old = path.with_name(f".{path.name}.fresh"), path.with_name(f".{path.name}.old")
        for place in (fresh, old):
            shutil.rmtree(place, ignore_errors=True)
        if sha256(machine.blob(item["blob"])) != item["blob"]:
            raise Refused(f"the blob for {item['path']} is damaged: sha256 is not {item['blob']}")
        fresh.mkdir()
        with tarfile.open(machine.blob(item["blob"]), "r:gz") as archive:
            _unpack(archive, fresh)
        fresh.chmod(0o755)
        write(fresh / MARK, json.dumps({"blob": item["blob"], "tree": tree(fresh)}).encode(), 0o644)
        if path.exists():
            path.rename(old)
        fresh.rename(path)
        shutil.rmtree(old, ignore_errors=True)


def restore(machine: Machine, entry: Entry) -> None:
    """Remove what was unpacked."""
    path = machine.path(entry["key"])
    for place in (path, path.with_name(f".{path.name}.fresh"), path.with_name(f".{path.name}.old")):
        shutil.rmtree(place, ignore_errors=True)
    if entry["before"]["state"] == "empty":
        path.mkdir()


def remains(machine: Machine, entry: Entry) -> str:
    """Says when something of the archive is still there."""
    path = machine.path(entry["key"])
    return "still there" if path.exists() and any(path.iterdir()) else ""


def tree(path: Path) -> str:
    """A hash over name, size, mode and time of every file; what Python compiles beside them does not count."""
    total = hashlib.sha256()
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(name for name in names if name != MARK):
            place = Path(folder, name)
            found = place.lstat()
            line = f"{place.relative_to(path)} {found.st_size} {found.st_mode} {int(found.st_mtime)}\n"
            total.update(line.encode())
    return total.hexdigest()


def _unpack(archive: tarfile.TarFile, target: Path) -> None:
    """Unpack as root's, refusing members that would land outside (PEP 706's ``data`` filter where Python has it)."""
    if hasattr(tarfile, "data_filter"):
        archive.extractall(target, filter="data")
        return
    for member in archive.getmembers():
        inside = (target / member.name).resolve().is_relative_to(target.resolve())
        if not inside or not (member.isfile() or member.isdir()):
            raise Refused(f"the archive has a member that is no plain file inside it: {member.name}")
    archive.extractall(target)  # noqa: S202  # every member was looked at above
