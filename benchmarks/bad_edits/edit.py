"""One bad edit: a good file as somebody spoilt it, and what must be said about it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

UNKNOWN = None
"""Of a fix: nobody can know what was meant."""


class Edit(Struct, frozen=True):
    """An edit of a base file."""

    theme: str
    name: str
    base: str
    text: str
    """The whole file after the edit."""
    lines: tuple[int, ...]
    """Lines, from 1, of which one must be named."""
    fixes: tuple[Any, ...] = ()
    """Mends that are right, as values or as words; empty when none can be known."""
    codes: tuple[str, ...] = ()
    """Codes that are right; empty when several would do."""
    harmless: bool = False
    """Whether reading it without a word would hurt nobody."""
