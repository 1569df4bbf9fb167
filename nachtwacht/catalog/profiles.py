"""``scopes/profiles/<name>.yaml``: reusable scopes, as the mappings that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nachtwacht.catalog.content import read_document
from nachtwacht.model.finding import Rejected

if TYPE_CHECKING:
    from pathlib import Path


def read_profile(file: Path) -> dict[str, Any] | Rejected:
    """A profile's keys; whether they fit the scope language is checked with the scope."""
    document = read_document(file)
    if isinstance(document, Rejected):
        return document
    return Rejected(document.surprises) if document.surprises else document.data
