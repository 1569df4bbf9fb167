"""The good files that are spoilt, each with the catalogue and the day with which it is checked."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct

from nachtwacht.catalog import read_catalog
from nachtwacht.document.parsing import Document, parse
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
FILES = {
    "full": ROOT / "tests" / "scopes" / "good" / "full.yaml",
    "every_key": ROOT / "tests" / "scope" / "edits" / "every_key.yaml",
}


class Base(Struct, frozen=True):
    """A good file."""

    name: str
    text: str
    document: Document
    lines: tuple[str, ...]


@cache
def base(name: str) -> Base:
    """The base of that name."""
    text = FILES[name].read_text("utf-8")
    document = parse(text, name)
    if isinstance(document, Rejected):
        raise TypeError(document)
    return Base(name, text, document, tuple(text.split("\n")))


@cache
def catalog() -> Catalog:
    """The small catalogue of the tests, which does not change with what is sold."""
    found = read_catalog(ROOT / "tests" / "scopes" / "catalogue")
    if isinstance(found, Rejected):
        raise TypeError(found)
    return found
