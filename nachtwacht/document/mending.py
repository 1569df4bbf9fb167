"""A document with its findings' mends applied, so that what they hide can be checked in the same run."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import msgspec

from nachtwacht.document.parsing import Document, parse
from nachtwacht.document.place import Path
from nachtwacht.model.finding import Rejected, ScopeFinding


def mended(document: Document, findings: Iterable[ScopeFinding]) -> Document:
    """The document as it would be when every mend of a key or a value were followed."""
    data = copy.deepcopy(document.data)
    keys = {(place.line, place.column): path for path, place in document.keys.items()}
    values = {(place.line, place.column): path for path, place in document.places.items() if path}
    for found in findings:
        spot = (found.line, found.column)
        if found.code == "NW101" and spot in keys:
            _mend_key(data, keys[spot], found.fix)
        elif found.fix and spot in values:
            _put(data, values[spot], _value(found.fix))
    return msgspec.structs.replace(document, data=data)


def _mend_key(data: Any, path: Path, fix: str) -> None:
    holder = _holder(data, path)
    if isinstance(holder, dict):
        value = holder.pop(path[-1], None)
        key, stuck, rest = fix.partition(": ")
        if stuck:
            holder.setdefault(key, _value(rest))
        elif fix.isidentifier():
            holder.setdefault(fix, value)


def _put(data: Any, path: Path, value: Any) -> None:
    holder = _holder(data, path)
    if _has(holder, path[-1]):
        holder[path[-1]] = value


def _holder(data: Any, path: Path) -> Any:
    """The mapping or list that a path's last step is in; None when an earlier mend took it away."""
    for step in path[:-1]:
        if not _has(data, step):
            return None
        data = data[step]
    return data


def _has(holder: Any, step: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(step, int) and step < len(holder)
    return isinstance(holder, dict) and step in holder


def _value(fix: str) -> Any:
    """The value that a mend is written for; several for a list come as a list."""
    document = parse(f"value: {fix}\n", "")
    return fix if isinstance(document, Rejected) else document.data["value"]
