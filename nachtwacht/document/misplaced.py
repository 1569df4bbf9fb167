"""Keys that are right but stand at the wrong place: a line that begins too far to the left or right, or in another part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from nachtwacht.document.nearest import near

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from nachtwacht.document.parsing import Document
    from nachtwacht.document.place import Path

_STUCK = re.compile(r"([A-Za-z_]+)(?:\s*[:=;]+\s*|\s+)(?=[^\s])")

_DEEPEST = 6
"""Levels of the scope language."""


class Stray(Struct, frozen=True):
    """A key that is known, but not where it stands."""

    key: str
    holder: Path
    """Where it belongs; a path that no document has when there are several such places."""
    message: str
    fix: str


def strays(document: Document, schema: dict[str, Any], errors: Iterable[ValidationError]) -> dict[Path, Stray]:
    """Path of each unknown key that is right elsewhere -> where it belongs, and how it gets there."""
    found: dict[Path, Stray] = {}
    for error in _flat(errors):
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        if error.validator != "additionalProperties" or not isinstance(error.instance, dict):
            continue
        for key in error.instance:
            path = (*error.absolute_path, key)
            if key not in known and (stray := _stray(document, schema, path, known)):
                found[path] = stray
    return found


def _flat(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    for error in errors:
        yield error
        yield from _flat(error.context or ())


def _stray(document: Document, schema: dict[str, Any], path: Path, known: dict[str, Any]) -> Stray | None:
    key = str(path[-1])
    if stuck := _stuck(key, known):
        message = f"between '{stuck[0]}' and its value belongs a colon and a space"
        return Stray(stuck[0], path[:-1], message, f"{stuck[0]}: {stuck[1]}")
    holder = _holder(document, schema, path)
    if holder is not None:
        return _moved(document, path, holder)
    absent = [name for name in known if name not in _at(document.data, path[:-1])]
    homes = [] if any(near(name, key) for name in absent) else _homes(schema, key)
    if not homes:
        return None
    return Stray(key, (None, key), f"it belongs to {' or '.join(homes)}", f"move it to {' or '.join(homes)}")  # type: ignore[arg-type]


def _stuck(key: str, known: dict[str, Any]) -> tuple[str, str] | None:
    """The key and the value of 'kind:sensor' and 'kind sensor'."""
    found = _STUCK.match(key)
    return (found[1], key[found.end() :]) if found and found[1] in known else None


def _moved(document: Document, path: Path, holder: Path) -> Stray:
    """A line at the wrong depth: how far from the margin it should begin."""
    key = str(path[-1])
    beside = [place for one, place in document.keys.items() if one[:-1] == holder and len(one) > len(holder)]
    place = document.key(path)
    others = [one for one in beside if one.line != place.line]
    depth = (others[0].column if others else document.key(holder).column + 2) - 1
    part = f"'{holder[-1]}'" if holder and isinstance(holder[-1], str) else "the entry above" if holder else "the file"
    spaces = f"{depth} space{'' if depth == 1 else 's'}" if depth else "no spaces"
    return Stray(
        key, holder, f"it belongs to {part}, so its line begins at another place", f"begin the line with {spaces}"
    )


def _holder(document: Document, schema: dict[str, Any], path: Path) -> Path | None:
    """The part that ends just above the key, or around it, that knows the key and does not have it yet."""
    here = document.key(path)
    above = [one for one, place in document.keys.items() if place.line < here.line and one[: len(path)] != path]
    last = max(above, key=lambda one: (document.keys[one].line, document.keys[one].column), default=())
    for length in range(len(last), -1, -1):
        part = last[:length]
        value = _at(document.data, part)
        known = _schema_at(schema, part).get("properties", {})
        if (
            part != path[:-1]
            and path[-1] in known
            and (value is None or (isinstance(value, dict) and path[-1] not in value))
        ):
            return part
    return None


def _homes(schema: dict[str, Any], key: str) -> list[str]:
    """The parts that know a key, in words."""
    found: list[str] = []
    _walk(schema, schema, "", key, found, 0)
    return list(dict.fromkeys(found))


def _walk(root: dict[str, Any], part: dict[str, Any], name: str, key: str, found: list[str], depth: int) -> None:  # noqa: PLR0917
    part = plain_part(root, part)
    entry = part.get("type") == "array"
    inner = plain_part(root, part.get("items", {})) if entry else part
    known = inner.get("properties", {})
    if key in known:
        found.append(f"an entry of '{name}'" if entry else f"'{name}'" if name else "the top of the file")
    for other, below in known.items() if depth < _DEEPEST else ():
        _walk(root, below, other, key, found, depth + 1)


def _schema_at(root: dict[str, Any], path: Path) -> dict[str, Any]:
    part = plain_part(root, root)
    for step in path:
        below = part.get("items", {}) if isinstance(step, int) else part.get("properties", {}).get(step, {})
        part = plain_part(root, below)
    return part


def plain_part(root: dict[str, Any], part: Any) -> dict[str, Any]:
    """A part of a schema without references and without the choice of being absent."""
    if not isinstance(part, dict):
        return {}
    if "anyOf" in part:
        part = next((one for one in part["anyOf"] if one.get("type") != "null"), part)
    reference = part.get("$ref", "")
    return plain_part(root, root.get("$defs", {}).get(reference.rsplit("/", 1)[1], {})) if reference else part


def _at(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
