"""What was made and what was displaced, per document, on disk before anything is touched."""

from __future__ import annotations

import fcntl
import json
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .machine import Machine, sha256, write

Entry = dict[str, Any]
"""``{"kind", "key", "want", "before", …}``: one thing, how it is wanted, and how it was before anybody of us came."""


@dataclass
class Record:
    """The record of one document; ``entries`` in the order in which they were brought."""

    name: str
    entries: list[Entry] = field(default_factory=list)
    pending: dict[str, str] = field(default_factory=dict)
    """Unit -> ``restart`` or ``reload`` that is still due; survives a crash between a file and its unit."""
    made: float = field(default_factory=time.time)
    """When the document first came, in seconds since the epoch: what came later goes first."""

    def find(self, kind: str, key: str) -> Entry | None:
        """The entry of that thing, or None."""
        return next((entry for entry in self.entries if entry["kind"] == kind and entry["key"] == key), None)


class Records:
    """All records of a host."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.folder = machine.home / "state"
        self.displaced = machine.home / "displaced"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Only one change at a time on a host."""
        for folder in (self.folder, self.displaced, self.machine.home / "blobs"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.machine.home / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def place(self, name: str) -> Path:
        """The file of a record."""
        return self.folder / f"{urllib.parse.quote(name, safe='@')}.json"

    def load(self, name: str) -> Record | None:
        """The record of that name, or None."""
        place = self.place(name)
        return _read(place) if place.exists() else None

    def save(self, record: Record) -> None:
        """Write a record, synced."""
        value = {"name": record.name, "entries": record.entries, "pending": record.pending, "made": record.made}
        write(self.place(record.name), json.dumps(value, indent=1).encode())

    def drop(self, name: str) -> None:
        """Forget a record whose things are gone, with the displaced files that nobody refers to any more."""
        self.place(name).unlink(missing_ok=True)
        self.tidy()

    def all(self) -> list[Record]:
        """Every record."""
        found = [_read(place) for place in self.folder.glob("*.json")] if self.folder.is_dir() else []
        return sorted(found, key=lambda record: (record.made, record.name))

    def others(self, name: str) -> list[Record]:
        """Every record but that one."""
        return [record for record in self.all() if record.name != name]

    def keep(self, path: Path) -> str:
        """Keep a copy of a file that is about to be displaced; gives its sha256."""
        digest = sha256(path)
        place = self.displaced / digest
        if not place.exists():
            write(place, path.read_bytes())
        return digest

    def tidy(self) -> None:
        """Remove displaced files that no record refers to."""
        kept = {entry["before"].get("kept") for record in self.all() for entry in record.entries}
        for place in self.displaced.iterdir():
            if place.name not in kept:
                place.unlink()

    def tidy_blobs(self, candidates: set[str]) -> None:
        """Remove those of the given blobs that no record refers to."""
        used = {entry["want"].get("blob") for record in self.all() for entry in record.entries}
        for digest in candidates - used:
            self.machine.blob(digest).unlink(missing_ok=True)


def _read(place: Path) -> Record:
    value = json.loads(place.read_text())
    return Record(value["name"], value["entries"], value["pending"], value["made"])
