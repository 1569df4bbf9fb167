"""Whole examples of parts of the scope, and entries of lists to start from, made of the examples of their keys."""

from __future__ import annotations

import re
from typing import Any

_USUAL: dict[str, tuple[str, ...]] = {
    "Network": ("watched_by",),
    "Host": ("group",),
    "Permission": ("at_most", "undo_after"),
    "AcceptedWarning": ("on",),
    "WorksCouncil": ("date", "reference"),
}
"""Keys that may be left out, but mostly are not."""


def with_samples(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with an example of every part, and a snippet for an entry of every list of parts."""
    parts = schema["$defs"]
    for part in parts.values():
        for value in part["properties"].values():
            name = _name(value)
            entry = _name(value.get("items", {}))
            if name:
                value["examples"] = [sample(parts, name)]
            elif entry:
                value["examples"] = [[sample(parts, entry)]]
                value["items"] = {**value["items"], "defaultSnippets": [_snippet(parts, entry)]}
    return schema


def sample(parts: dict[str, Any], name: str) -> dict[str, Any]:
    """An example of a part: each key that is mostly there, with its example."""
    properties = parts[name]["properties"]
    return {key: _example(parts, properties[key]) for key in _keys(parts[name], name)}


def _example(parts: dict[str, Any], value: dict[str, Any]) -> Any:
    name, entry = _name(value), _name(value.get("items", {}))
    if name or entry:
        return sample(parts, name) if name else [sample(parts, entry)]
    return value["examples"][0]


def _keys(part: dict[str, Any], name: str) -> list[str]:
    wanted = {*part.get("required", part["properties"]), *_USUAL.get(name, ())}
    return [key for key in part["properties"] if key in wanted]


def _name(value: dict[str, Any]) -> str:
    return str(value.get("$ref", "")).rpartition("/")[2]


def _snippet(parts: dict[str, Any], name: str) -> dict[str, Any]:
    """An entry whose values are places to fill in one after the other (``${1:…}``, as the Language Server Protocol has it)."""
    body = {key: _place(number, value) for number, (key, value) in enumerate(sample(parts, name).items(), start=1)}
    return {"label": f"new {_spaced(name)}", "description": parts[name]["description"], "body": body}


def _spaced(name: str) -> str:
    """The name of a part in small letters, its words apart."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _place(number: int, value: Any) -> Any:
    if isinstance(value, list):
        return [_place(number, value[0])]
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"${{{number}:{text}}}"
