"""One content file into its typed value."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from nachtwacht.document.conform import conform
from nachtwacht.document.file import read_text
from nachtwacht.document.parsing import Document, parse
from nachtwacht.document.place import Place, finding
from nachtwacht.model.finding import Rejected, ScopeFinding

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")


def read_document(file: Path) -> Document | Rejected:
    """A YAML file with positions."""
    text = read_text(file)
    return text if isinstance(text, Rejected) else parse(text, str(file))


def read_content(file: Path, type_: type[T]) -> T | Rejected:
    """The typed value of a content file, or every finding about it."""
    document = read_document(file)
    return document if isinstance(document, Rejected) else conform(document, type_)


def misnamed(file: Path, what: str, name: str, wanted: str) -> tuple[ScopeFinding, ...]:
    """A finding when a name is not its folder's or file's."""
    if name == wanted:
        return ()
    return (finding("NW902", Place(str(file)), f"the {what} is named '{name}' but stands in '{wanted}'", wanted),)
