"""A document against a type: the typed value, or every way in which the document differs from it."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from nachtwacht.document.parsing import Document
from nachtwacht.document.place import finding
from nachtwacht.model.finding import Rejected

T = TypeVar("T")

_NOTHING_BEHIND = re.compile(r"\+?[0-9]+\.0*\Z")


def conform(document: Document, type_: type[T]) -> T | Rejected:
    """The value that the document holds. JSON Schema is only consulted for a document that is wrong."""
    try:
        return msgspec.convert(document.data, type_)
    except (msgspec.ValidationError, OverflowError) as error:
        # The validator costs a tenth of a second to import, and names all mistakes where msgspec names the first.
        from nachtwacht.document.violations import violations

        return Rejected(violations(document, schema_of(type_)) or _first(document, error))


def schema_of(type_: Any) -> dict[str, Any]:
    """JSON Schema 2020-12 of a type."""
    schema: dict[str, Any] = _in_order(msgspec.json.schema(type_))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _in_order(part: Any) -> Any:
    """The words of a choice in the order of the model; msgspec sorts them by letter."""
    if isinstance(part, dict):
        ordered = {key: _in_order(value) for key, value in part.items()}
        return {**ordered, "enum": list(ordered["x-words"])} if "x-words" in ordered else ordered
    return [_in_order(item) for item in part] if isinstance(part, list) else part


def _first(document: Document, error: Exception) -> tuple[Any, ...]:
    """For what only msgspec refuses, such as a whole number that needs more than 64 bits."""
    said, _, where = str(error).partition(" - at ")
    path = tuple(int(step) if step.isdigit() else step for step in re.findall(r"[^`$.\[\]]+", where))
    raw = document.raw.get(path, "")
    fix = raw.strip("+").partition(".")[0] if _NOTHING_BEHIND.match(raw) else ""
    words = "this must be a whole number, written without a dot" if fix else said
    return (finding("NW103", document.position(path), words, fix),)
