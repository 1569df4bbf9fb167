"""Documents as the engine keeps them: what has a name is found under it, so that a plan speaks of files and not of numbers."""

from __future__ import annotations

from typing import Any

from nachtwacht.model.state import Difference

NAMED = {"users": "name", "directories": "path", "keys": "path", "files": "path", "archives": "path"}
"""Kinds whose order does not matter -> the field that names an item."""
KINDS = {
    "package": "packages", "user": "users", "directory": "directories", "key": "keys", "file": "files",
    "archive": "archives", "authorized_key": "authorized_keys", "setting": "settings", "table": "tables", "unit": "units",
}  # fmt: skip
"""The word that a difference begins with -> kind."""
OBSERVED = frozenset({"drift", "gone", "record", "frame", "certificate", "files_seen", "line"})
"""What a look at the host adds to a document, so that the engine sees that it differs; nobody asks for it."""
Plain = dict[str, Any]


def keyed(document: Plain) -> Plain:
    """A document with its named items as a map; fields without a value are left out."""
    return {
        kind: {item[NAMED[kind]]: _full(item) for item in items} if kind in NAMED else [_full(item) for item in items]
        for kind, items in document.items()
    }


def unkeyed(plain: Plain) -> Plain:
    """The document again, as the host's module reads it."""
    return {
        kind: [_whole(item) for item in (items.values() if isinstance(items, dict) else items)]
        for kind, items in plain.items()
        if kind not in OBSERVED
    }


def wished(inputs: Plain) -> Plain:
    """Inputs without what former looks have added to them."""
    return {name: value for name, value in inputs.items() if name not in OBSERVED}


def drifted(plain: Plain, differences: tuple[Difference, ...]) -> Plain:
    """The keyed document as the host has it: each difference put in the wanted value's place."""
    seen: Plain = {
        kind: dict(items) if isinstance(items, dict) else list(items)
        for kind, items in plain.items()
        if kind not in OBSERVED
    }
    for one in differences:
        word, _, name = one.resource.partition(":")
        kind = KINDS[word]
        if kind in NAMED:
            _put_named(seen.setdefault(kind, {}), name, one)
        else:
            seen.setdefault("drift", {})[one.resource] = {one.property: one.have}
    return seen


def _put_named(items: Plain, name: str, one: Difference) -> None:
    if one.have == "absent":
        items.pop(name, None)
    elif name in items:
        items[name] = {**items[name], one.property: one.have}


def _full(item: Any) -> Any:
    return {field: value for field, value in item.items() if value is not None} if isinstance(item, dict) else item


def _whole(item: Any) -> Any:
    """Numbers come back from the engine as floats."""
    if isinstance(item, float) and item.is_integer():
        return int(item)
    if isinstance(item, dict):
        return {name: _whole(value) for name, value in item.items()}
    return [_whole(value) for value in item] if isinstance(item, list) else item


whole = _whole
