"""The language in which the form speaks, when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

from nachtwacht.document.parsing import Document, parse
from nachtwacht.edit.storing import Stored, stored
from nachtwacht.model.scope import Language


def language_of(folder: Path) -> Language:
    """The customer's language; English when the file does not say it in a way that can be read."""
    found = stored(folder)
    document = parse(found.text, "") if isinstance(found, Stored) else None
    customer = document.data.get("customer") if isinstance(document, Document) else None
    return "nl" if isinstance(customer, dict) and customer.get("language") == "nl" else "en"
