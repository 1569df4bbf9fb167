"""Every violation of a JSON Schema in a document, as findings in plain words with a mend."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from nachtwacht.document.mends import mend, quoted
from nachtwacht.document.nearest import nearest
from nachtwacht.document.place import Path, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import ValidationError

    from nachtwacht.document.parsing import Document
    from nachtwacht.model.finding import ScopeFinding

_KINDS = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list, [a, b]",
    "object": "a set of keys",
    "null": "nothing",
}


def violations(document: Document, schema: dict[str, Any]) -> tuple[ScopeFinding, ...]:
    """All violations, sorted by place."""
    errors = Draft202012Validator(schema).iter_errors(document.data)
    return tuple(sorted({found for error in errors for found in explain(document, error)}))


def explain(document: Document, error: ValidationError, around: Path = ()) -> Iterator[ScopeFinding]:
    """The findings that one error of the validator stands for."""
    path: Path = (*around, *error.path)
    if error.validator == "anyOf":
        yield from _alternatives(document, error, path)
    elif error.validator == "additionalProperties":
        yield from _unknown_keys(document, error, path)
    elif error.validator == "required":
        yield from _missing_key(document, error, path)
    elif error.validator == "type":
        yield _wrong_kind(document, error, path)
    elif error.validator in ("enum", "const"):
        yield _wrong_word(document, error, path)
    elif error.validator in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        message = f"{error.instance} is out of range: {_bounds(_schema(error))}"
        yield finding("NW106", document.position(path), message)
    else:
        form = _schema(error).get("x-form") or _schema(error).get("description", "")
        message = f"{_shown(error.instance)} is not in the right shape. {form}".strip()
        yield finding("NW105", document.position(path), message, mend(error.instance, _schema(error)))


def _alternatives(document: Document, error: ValidationError, path: Path) -> Iterator[ScopeFinding]:
    """Of a value that may be absent, or one of several kinds: what is wrong with the likeliest kind."""
    causes = [cause for cause in error.context or () if _schema(cause).get("type") != "null"]
    deeper = [cause for cause in causes if cause.validator != "type"]
    for cause in (deeper or causes)[:1]:
        yield from explain(document, cause, path)


def _unknown_keys(document: Document, error: ValidationError, path: Path) -> Iterator[ScopeFinding]:
    for key, near in _misspelt(error).items():
        message = f"'{key}' is no key of {_part(path)}" + (f"; did you mean '{near}'?" if near else "")
        yield finding("NW101", document.key((*path, key)), message, near or "remove it")


def _missing_key(document: Document, error: ValidationError, path: Path) -> Iterator[ScopeFinding]:
    key = error.message.split("'")[1]
    if key not in _misspelt(error).values():  # One finding is enough for a key that is there but misspelt.
        yield finding("NW102", document.key(path), f"{_part(path)} needs the key '{key}'", f"{key}: …")


def _misspelt(error: ValidationError) -> dict[str, str]:
    """Each key that the schema does not know -> the key that was most likely meant, or nothing."""
    known = _schema(error).get("properties", {})
    absent = [name for name in known if name not in _value(error)]
    # A key that is there already may come from the profile.
    return {key: nearest(key, absent) or nearest(key, known) for key in _value(error) if key not in known}


def _schema(error: ValidationError) -> dict[str, Any]:
    return dict(error.schema) if isinstance(error.schema, Mapping) else {}


def _value(error: ValidationError) -> Any:
    return error.instance


def _wrong_kind(document: Document, error: ValidationError, path: Path) -> ScopeFinding:
    named: Any = error.validator_value
    kinds: list[str] = named if isinstance(named, list) else [named]
    wanted = " or ".join(_KINDS.get(kind, kind) for kind in kinds)
    message = f"{_part(path)} must be {wanted}, not {_shown(error.instance)}"
    return finding("NW103", document.position(path), message, _other_kind(document, error.instance, path, kinds))


def _other_kind(document: Document, value: Any, path: Path, kinds: list[str]) -> str:
    raw = document.raw.get(path)
    if "string" in kinds and raw:
        return quoted(raw)
    if "boolean" in kinds and isinstance(value, str) and value.lower() in ("yes", "y", "on", "no", "n", "off"):
        return "true" if value.lower() in ("yes", "y", "on") else "false"
    if "array" in kinds and isinstance(value, str) and value:
        return f"[{value}]"
    if "integer" in kinds and isinstance(value, str) and value.strip().isdecimal():
        return value.strip()
    return ""


def _wrong_word(document: Document, error: ValidationError, path: Path) -> ScopeFinding:
    words = [str(word) for word in _schema(error).get("enum", [error.validator_value])]
    near = nearest(error.instance, words) if isinstance(error.instance, str) else ""
    message = f"{_part(path)} cannot be {_shown(error.instance)}; it is one of: {', '.join(words)}"
    return finding("NW104", document.position(path), message, near or (words[0] if len(words) == 1 else ""))


def _part(path: Path) -> str:
    words = [f"entry {key + 1}" if isinstance(key, int) else f"'{key}'" for key in path]
    return " in ".join(reversed(words)) or "the file"


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a set of keys" if isinstance(value, dict) else "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{textwrap.shorten(text, 60, placeholder='…')}'"


def _bounds(schema: dict[str, Any]) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f"at least {low}" if high is None else f"at most {high}"
