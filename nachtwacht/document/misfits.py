"""How badly a text fits the scope language: what tells apart two ways of mending it that both make it YAML."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from nachtwacht.document.misplaced import plain_part

_FEWEST = 3
"""Sections of a scope that a text must have to be taken for one."""


def misfits(text: str) -> int:
    """Keys that are unknown, missing or given twice, and parts of the wrong kind; 0 for what is no scope at all."""
    from nachtwacht.document.building import Builder  # It needs this part of the package itself.

    builder = Builder("")
    try:
        builder.read(text)
    except yaml.YAMLError:
        return 0
    schema = _schema()
    known = plain_part(schema, schema)["properties"]
    data = builder.data
    if not isinstance(data, dict) or len(known.keys() & data.keys()) < _FEWEST:
        return 0
    return len(builder.findings) + _count(schema, schema, data)


@cache
def _schema() -> dict[str, Any]:
    from nachtwacht.document.conform import schema_of
    from nachtwacht.model.scope import Scope

    return schema_of(Scope)


def _count(root: dict[str, Any], part: dict[str, Any], data: Any) -> int:
    part = plain_part(root, part)
    if "properties" in part:
        if not isinstance(data, dict):
            return 2
        known = part["properties"]
        wrong = len(data.keys() - known.keys()) + len(set(part.get("required", ())) - data.keys())
        return wrong + sum(_count(root, known[key], value) for key, value in data.items() if key in known)
    if part.get("type") == "array":
        if not isinstance(data, list):
            return 2
        return sum(_count(root, part.get("items", {}), item) for item in data)
    return int(data is None or (isinstance(data, dict | list) and part.get("type") != "object"))
