"""Every violation of a JSON Schema in a document, as findings in plain words with a mend."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from nachtwacht.document.kinds import other_kind
from nachtwacht.document.mends import mend, mend_items, written
from nachtwacht.document.misplaced import Stray, strays
from nachtwacht.document.nearest import did_you_mean, nearest
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
_LONG = 60
Strays = dict[Path, Stray]

MOST = 300
"""Whoever makes as many mistakes in one file needs no more to find out; attacks make a hundred thousand."""


def violations(document: Document, schema: dict[str, Any]) -> tuple[ScopeFinding, ...]:
    """All violations, sorted by place; of more than ``MOST`` only as many."""
    errors = list(islice(Draft202012Validator(schema).iter_errors(document.data), MOST))
    astray = strays(document, schema, errors)
    return tuple(sorted({found for error in errors for found in explain(document, error, astray)}))


def explain(
    document: Document, error: ValidationError, astray: Strays | None = None, around: Path = ()
) -> Iterator[ScopeFinding]:
    """The findings that one error of the validator stands for."""
    path: Path = (*around, *error.path)
    if error.validator == "anyOf":
        yield from _alternatives(document, error, astray or {}, path)
    elif error.validator == "additionalProperties":
        yield from _unknown_keys(document, error, astray or {}, path)
    elif error.validator == "required":
        yield from _missing_key(document, error, astray or {}, path)
    elif error.validator == "type":
        yield _wrong_kind(document, error, path)
    elif error.validator in ("enum", "const"):
        yield _wrong_word(document, error, path)
    elif error.validator in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        message = f"{_part(path)} is {error.instance}, which is out of range: {_bounds(_schema(error))}"
        yield finding("NW106", document.position(path), message)
    else:
        yield _wrong_shape(document, error, path)


def _wrong_shape(document: Document, error: ValidationError, path: Path) -> ScopeFinding:
    schema = _schema(error)
    message = f"{_part(path)} cannot be {_shown(error.instance)}. {schema.get('description', '')}".strip()
    items = mend_items(str(error.instance), schema) if isinstance(path[-1] if path else "", int) else []
    fix = ", ".join(written(item) for item in items) if len(items) > 1 else mend(error.instance, schema)
    return finding("NW105", document.position(path), message, fix)


def _alternatives(document: Document, error: ValidationError, astray: Strays, path: Path) -> Iterator[ScopeFinding]:
    """Of a value that may be absent, or one of several kinds: what is wrong with the likeliest kind."""
    causes = [cause for cause in error.context or () if _schema(cause).get("type") != "null"]
    deeper = [cause for cause in causes if cause.validator != "type"]
    for cause in (deeper or causes)[:1]:
        yield from explain(document, cause, astray, path)


def _unknown_keys(document: Document, error: ValidationError, astray: Strays, path: Path) -> Iterator[ScopeFinding]:
    for key, near in _misspelt(error).items():
        message = f"'{_short(key)}' is no key of {_part(path)}"
        stray = astray.get((*path, key))
        if stray is not None:
            yield finding("NW101", document.key((*path, key)), f"{message}; {stray.message}", stray.fix)
        else:
            yield finding("NW101", document.key((*path, key)), message + did_you_mean(near), near or "remove it")


def _missing_key(document: Document, error: ValidationError, astray: Strays, path: Path) -> Iterator[ScopeFinding]:
    key = error.message.split("'")[1]
    elsewhere = {(*stray.holder, stray.key) for stray in astray.values()}
    if key not in _misspelt(error).values() and (*path, key) not in elsewhere:
        # One finding is enough for a key that is there but misspelt, or that stands at the wrong place.
        said = _schema(error).get("properties", {}).get(key, {})
        message = f"{_part(path)} needs the key '{key}'{_example(said)}"
        yield finding("NW102", document.key(path), message, _sole(key, said) or f"{key}: …")


def _example(schema: dict[str, Any]) -> str:
    examples = schema.get("examples") or ()
    return f", such as {key_value(examples[0])}" if examples and not isinstance(examples[0], dict) else ""


def key_value(value: Any) -> str:
    """An example as it is written in a file."""
    if isinstance(value, list):
        return f"[{', '.join(key_value(item) for item in value)}]"
    return written(value) if isinstance(value, str) else str(value).lower()


def _sole(key: str, schema: dict[str, Any]) -> str:
    words = schema.get("enum", [schema["const"]] if "const" in schema else [])
    return f"{key}: {words[0]}" if len(words) == 1 else ""


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
    schema = _schema(error)
    wanted = " or ".join(_KINDS.get(kind, kind) for kind in kinds)
    shape = f". {schema['description']}" if schema.get("pattern") and schema.get("description") else ""
    message = f"{_part(path)} must be {wanted}, not {_shown(error.instance)}{shape}"
    return finding("NW103", document.position(path), message, other_kind(document, error.instance, path, schema))


def _wrong_word(document: Document, error: ValidationError, path: Path) -> ScopeFinding:
    schema = _schema(error)
    words = [str(word) for word in schema.get("enum", [error.validator_value])]
    raw = document.raw.get(path) or str(error.instance)
    fix = "" if isinstance(error.instance, list | dict) or error.instance is None else nearest(raw, words)
    if isinstance(path[-1] if path else "", int) and isinstance(error.instance, str):
        items = mend_items(error.instance, schema)
        fix = ", ".join(items) if len(items) > 1 else fix
    message = f"{_part(path)} cannot be {_shown(error.instance)}; it is one of: {', '.join(words)}"
    return finding("NW104", document.position(path), message, fix or (words[0] if len(words) == 1 else ""))


def _part(path: Path) -> str:
    words = [f"entry {key + 1}" if isinstance(key, int) else f"'{key}'" for key in path]
    return " in ".join(reversed(words)) or "the file"


def _short(key: str) -> str:
    return key if len(key) < _LONG else textwrap.shorten(key, _LONG, placeholder="…")


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a set of keys" if isinstance(value, dict) else "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{textwrap.shorten(text, _LONG, placeholder='…')}'"


def _bounds(schema: dict[str, Any]) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f"at least {low}" if high is None else f"at most {high}"
