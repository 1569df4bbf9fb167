"""Where the parts of a document stand: kept as the parser's own marks, and made into places only when somebody asks.

Most documents are right, and nobody asks; working out a place for each of a few thousand values and keys took longer
than reading them.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar, cast

from nachtwacht.document.place import Path, Place

T = TypeVar("T")

Spot = tuple[Any, Any, Any]
"""The event of a key (None in a list), the event with which its value begins, and the spots of the value's own parts
by key or in order (None for a scalar)."""


class Seen(Mapping[Path, T], Generic[T]):
    """One thing about each part of a document, by the part's path, in the order of the document."""

    def __init__(self, top: Spot, about: Callable[[Spot], T | None]) -> None:
        self._top = top
        self._about = about

    def __getitem__(self, path: Path) -> T:
        spot = self._top
        try:
            for step in path:
                spot = spot[2][step]
        except (KeyError, IndexError, TypeError):
            raise KeyError(path) from None
        found = self._about(spot)
        if found is None:
            raise KeyError(path)
        return found

    def __iter__(self) -> Iterator[Path]:
        return (path for path, spot in spots(self._top) if self._about(spot) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def spots(spot: Spot, path: Path = ()) -> Iterator[tuple[Path, Spot]]:
    """Every part with its path, what is around before what is within."""
    yield path, spot
    inner = spot[2]
    parts = inner.items() if isinstance(inner, dict) else enumerate(inner or ())
    for step, part in parts:
        yield from spots(part, (*path, step))


def places(top: Spot, file: str) -> Seen[Place]:
    """Where each value begins."""
    return Seen(top, lambda spot: place(spot[1], file))


def keys(top: Spot, file: str) -> Seen[Place]:
    """Where the key of each value begins."""
    return Seen(top, lambda spot: place(spot[0], file) if spot[0] is not None else None)


def raw(top: Spot) -> Seen[str]:
    """Text of each plain scalar, as written."""
    return Seen(top, _plain_text)


def layered(above: dict[Path, T], below: Mapping[Path, T]) -> Mapping[Path, T]:
    """Both, where what is above hides what is below; nothing is copied."""
    return ChainMap(above, cast("dict[Path, T]", below))


def place(event: Any, file: str) -> Place:
    """Where an event begins."""
    return Place(file, event.start_mark.line + 1, event.start_mark.column + 1)


def _plain_text(spot: Spot) -> str | None:
    event = spot[1]
    text: str | None = getattr(event, "value", None)
    return None if getattr(event, "style", None) else text
