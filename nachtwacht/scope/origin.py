"""Where each value of a scope comes from: the customer's file, a profile of its chain, or the language itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from nachtwacht.document.parsing import Document
from nachtwacht.document.place import Path
from nachtwacht.model.scope import Scope


class Layer(Struct, frozen=True, kw_only=True):
    """A document that brings values; ``profile`` is empty for the customer's own."""

    document: Document
    profile: str = ""


class Origin(Struct, frozen=True, kw_only=True):
    """One value and where it is written. A value that nobody wrote is a default of the language."""

    path: str
    """Dotted, with indices: ``contacts[0].name``."""
    value: Any
    source: Literal["customer", "profile", "language"]
    profile: str = ""
    file: str = ""
    line: int = 0
    """Counted from 1; 0 when it is written nowhere."""


def origins(scope: Scope, layers: Sequence[Layer]) -> tuple[Origin, ...]:
    """Every value of the scope, in the order of the files (pure).

    ``layers``: the customer's document, then its profile, then what that extends: the nearest wins, key by key, and
    a list replaces the whole list.
    """
    return tuple(_walk(scope, (), tuple(layers)))


def _walk(value: Any, path: Path, layers: tuple[Layer, ...]) -> Iterator[Origin]:
    if isinstance(value, Struct):
        yield from _keys(
            {field.encode_name: getattr(value, field.name) for field in msgspec.structs.fields(value)}, path, layers
        )
    elif isinstance(value, dict) and value:
        yield from _keys(value, path, layers)
    elif isinstance(value, tuple | list) and value:
        whole = _writer(path, layers)
        for index, entry in enumerate(value):
            yield from _walk(entry, (*path, index), (whole,) if whole else ())
    elif value is not None or _writer(path, layers):
        yield _origin(value, path, layers)


def _keys(values: dict[str, Any], path: Path, layers: tuple[Layer, ...]) -> Iterator[Origin]:
    """What is written comes in the order of the nearest file that writes it; then what is written nowhere."""
    written = [key for layer in layers for key in _mapping(layer.document, path)]
    for key in dict.fromkeys((*written, *values)):
        if key in values:
            yield from _walk(values[key], (*path, key), layers)


def _mapping(document: Document, path: Path) -> dict[str, Any]:
    part: Any = document.data
    for step in path:
        if isinstance(part, dict) and step in part:
            part = part[str(step)]
        elif isinstance(part, list) and isinstance(step, int) and step < len(part):
            part = part[step]
        else:
            return {}
    return part if isinstance(part, dict) else {}


def _writer(path: Path, layers: tuple[Layer, ...]) -> Layer | None:
    return next((layer for layer in layers if path in layer.document.places), None)


def _origin(value: Any, path: Path, layers: tuple[Layer, ...]) -> Origin:
    writer, dotted = _writer(path, layers), _dotted(path)
    if writer is None:
        return Origin(path=dotted, value=value, source="language")
    place = writer.document.position(path)
    source: Literal["customer", "profile"] = "profile" if writer.profile else "customer"
    return Origin(path=dotted, value=value, source=source, profile=writer.profile, file=place.file, line=place.line)


def _dotted(path: Path) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
