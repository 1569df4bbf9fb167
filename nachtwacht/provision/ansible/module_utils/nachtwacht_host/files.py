"""Files: text or blob, owner, group, mode; what they displace is kept and put back."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

from . import ownership
from .difference import Difference, compare
from .machine import Machine, Refused, replacing, sha256, sync
from .record import Entry, Records

Item = dict[str, Any]


def key(item: Item) -> str:
    """The path."""
    return str(item["path"])


def resource(item: Item) -> str:
    """The name that a difference gives it."""
    return f"file:{item['path']}"


def want(item: Item) -> dict[str, Any]:
    """What the record remembers: the content's hash in the content's stead."""
    content = {"content": f"sha256:{_digest(item)}"}
    return {**content, **ownership.wanted(item), **({"blob": item["blob"]} if item.get("blob") else {})}


def before(records: Records, item: Item) -> dict[str, Any]:
    """What is at the path now; a regular file's content is kept."""
    path = records.machine.path(item["path"])
    if path.is_symlink():
        return {"state": "link", "target": str(path.readlink())}
    if path.is_dir():
        raise Refused(f"{item['path']} is a directory on this host, a file is wanted")
    if not path.exists():
        return {"state": "absent"}
    return {"state": "file", "kept": records.keep(path), "time": path.stat().st_mtime_ns, **ownership.numbers(path)}


def differences(machine: Machine, items: list[Item], entries: dict[str, Entry]) -> list[Difference]:
    """Content, owner, group and mode of each file."""
    found = []
    for item in items:
        path = machine.path(item["path"])
        wanted = {prop: value for prop, value in want(item).items() if prop != "blob"}
        if path.is_symlink() or not path.is_file():
            found += compare(resource(item), {"content": wanted["content"]}, {"content": "absent"})
            continue
        found += compare(
            resource(item), wanted, {"content": _content(path, entries.get(item["path"])), **ownership.seen(path)}
        )
    return found


def bring(machine: Machine, items: list[Item], entries: dict[str, Entry]) -> None:
    """Put each file in place, checked first where a broken one would lock somebody out."""
    for item in items:
        path = machine.path(item["path"])
        with replacing(path) as fresh:
            if item.get("blob"):
                shutil.copyfile(machine.blob(item["blob"]), fresh)
                if sha256(fresh) != item["blob"]:
                    raise Refused(f"the blob for {item['path']} is damaged: sha256 is not {item['blob']}")
            else:
                fresh.write_text(item["content"], encoding="utf-8", newline="")
            ownership.give(fresh, item)
            check(machine, item["path"], fresh)
        if item.get("blob"):
            entries[item["path"]]["stamp"] = _stamp(path)


def restore(machine: Machine, entry: Entry) -> None:
    """Put back what was there before."""
    path, was = machine.path(entry["key"]), entry["before"]
    if was["state"] == "absent":
        path.unlink(missing_ok=True)
    elif was["state"] == "link":
        path.unlink(missing_ok=True)
        path.symlink_to(was["target"])
    else:
        _put_back(machine, path, was)


def _put_back(machine: Machine, path: Path, was: dict[str, Any]) -> None:
    if not path.parent.is_dir():
        return
    with replacing(path) as fresh:
        shutil.copyfile(machine.home / "displaced" / was["kept"], fresh)
        ownership.put_back(fresh, was)
        os.utime(fresh, ns=(was["time"], was["time"]))


def remains(machine: Machine, entry: Entry) -> str:
    """Says when the path is not as it was before."""
    path, was = machine.path(entry["key"]), entry["before"]
    if was["state"] == "absent":
        return "still there" if path.is_symlink() or path.exists() else ""
    if was["state"] == "link":
        return "" if path.is_symlink() and str(path.readlink()) == was["target"] else "not the link that it was"
    return "" if path.is_file() and sha256(path) == was["kept"] else "not the content that it was"


def check(machine: Machine, path: str, fresh: Path) -> None:
    """Have sudo, sshd or nft read a file before it takes its place."""
    sync(fresh)
    if path.startswith("/etc/sudoers"):
        machine.run("visudo", "-c", "-q", "-f", str(fresh))
    elif path.startswith("/etc/ssh/sshd_config"):
        machine.run("/usr/sbin/sshd", "-t", "-f", str(fresh))
    elif path.endswith(".nft") and machine.runs_systemd:
        machine.run("nft", "-c", "-f", str(fresh))


def _digest(item: Item) -> str:
    return str(item["blob"]) if item.get("blob") else hashlib.sha256(item["content"].encode()).hexdigest()


def _content(path: Path, entry: Entry | None) -> str:
    """``sha256:…`` of a file; a blob that has not been touched since it was placed is not read again."""
    if entry and entry.get("stamp") == _stamp(path):
        return str(entry["want"]["content"])
    return f"sha256:{sha256(path)}"


def _stamp(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]
