"""A value of one kind where another belongs: what it would be in the right kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nachtwacht.document import moments
from nachtwacht.document.mends import listed, mend, mend_items, quoted, written
from nachtwacht.document.nearest import nearest

if TYPE_CHECKING:
    from nachtwacht.document.parsing import Document
    from nachtwacht.document.place import Path

_TRUTH = ("true", "false")
_LONGEST_TRUTH = len("onwaar")


def other_kind(document: Document, value: Any, path: Path, schema: dict[str, Any]) -> str:
    """The value in the kind that the schema asks for; empty when nobody can know it."""
    kinds = schema.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    raw = document.raw.get(path) or (value if isinstance(value, str) else "")
    if "boolean" in kinds:
        return nearest(raw, _TRUTH) if raw and len(raw) <= _LONGEST_TRUTH else ""
    if "array" in kinds:
        return _list(value, raw, schema)
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return _alone(value[0], schema)
    if "integer" in kinds and raw:
        return _whole(raw, path, schema)
    if "string" in kinds and raw:
        return _text(raw, schema)
    return ""


def _list(value: Any, raw: str, schema: dict[str, Any]) -> str:
    items = schema.get("items", {})
    if not isinstance(items, dict) or isinstance(value, dict | list) or not raw or "$ref" in items:
        return ""
    found = mend_items(raw, items)
    return listed(found) if found else ""


def _alone(item: str, schema: dict[str, Any]) -> str:
    """A list of one where the one belongs."""
    if schema.get("pattern") and not re.search(schema["pattern"], item):
        return mend(item, schema)
    words = schema.get("enum", ())
    return (item if item in words else nearest(item, words)) if words else written(item)


def _whole(raw: str, path: Path, schema: dict[str, Any]) -> str:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    unit = "m" if "minutes" in key else "d" if "days" in key else ""
    number = moments.whole(raw, unit)
    if number is None or not schema.get("minimum", number) <= number <= schema.get("maximum", number):
        return ""
    return str(number)


def _text(raw: str, schema: dict[str, Any]) -> str:
    """A plain scalar that is no text: its letters in quotes, in the shape that is asked for."""
    if words := schema.get("enum"):
        return nearest(raw, [str(word) for word in words])
    if not (pattern := schema.get("pattern")):
        return "" if raw.lower() in ("~", "null") else quoted(raw)
    return quoted(raw) if re.search(pattern, raw) else mend(raw, schema)
