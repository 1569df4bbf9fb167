"""What a document wishes for, item by item, with what its items need to stand on."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from . import tables
from .kinds import KINDS
from .machine import Machine
from .record import Record

Wishes = dict[str, list[Any]]
"""Kind -> items."""


def wishes(machine: Machine, document: dict[str, Any], records: list[Record]) -> Wishes:
    """The document's items by kind, with tables' files and units, and the folders on the way to everything."""
    unknown = sorted(set(document) - set(KINDS))
    if unknown:
        raise ValueError(f"unknown kinds in the document: {', '.join(unknown)}")
    wanted: Wishes = {kind: list(document.get(kind, [])) for kind in KINDS}
    files, units = tables.derived(wanted["tables"])
    wanted["files"] += files
    wanted["units"] += units
    wanted["directories"] += _on_the_way(machine, wanted, records)
    return wanted


def blobs(wanted: Wishes) -> list[str]:
    """The blobs that the items are made of."""
    return sorted({item["blob"] for kind in ("files", "archives") for item in wanted[kind] if item.get("blob")})


def _on_the_way(machine: Machine, wanted: Wishes, records: list[Record]) -> list[dict[str, Any]]:
    """Folders above wanted paths that are missing, or that one of ours has made."""
    places = [item["path"] for kind in ("directories", "keys", "files", "archives") for item in wanted[kind]]
    parents = {str(parent) for place in places for parent in PurePosixPath(place).parents} - {"/"}
    named = {item["path"] for item in wanted["directories"]}
    ours = {entry["key"] for record in records for entry in record.entries if entry["kind"] == "directories"}
    needed = [path for path in sorted(parents - named) if path in ours or not machine.path(path).exists()]
    return [{"path": path, "implicit": True} for path in needed]
