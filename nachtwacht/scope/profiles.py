"""A customer's file over its profile, key by key; the customer's file wins, and a list replaces the whole list."""

from __future__ import annotations

from typing import Any

import msgspec

from nachtwacht.document.nearest import nearest
from nachtwacht.document.parsing import Document
from nachtwacht.document.place import finding
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import ScopeFinding


def with_profile(document: Document, catalog: Catalog) -> tuple[Document, tuple[ScopeFinding, ...]]:
    """The document with its profile merged in, and a finding when that profile does not exist.

    What comes from the profile has no place of its own in the customer's file; findings about it point at
    the line that names the profile (see ``Document.position``).
    """
    name = document.data.get("profile")
    if not isinstance(name, str):
        return document, ()
    if name in catalog.profiles:
        return _merged(document, catalog.profiles[name]), ()
    near = nearest(name, catalog.profiles)
    known = ", ".join(sorted(catalog.profiles)) or "none yet"
    message = f"there is no profile '{name}'; there are: {known}"
    unknown = (finding("NW107", document.position(("profile",)), message, near),)
    # With the profile that was meant, the rest of the file can be checked in the same run.
    return _merged(document, catalog.profiles[near]) if near else document, unknown


def _merged(document: Document, profile: dict[str, Any]) -> Document:
    merged = merge(profile, document.data)
    place = document.position(("profile",))
    inherited = {(key,): place for key in merged if key not in document.data}
    return msgspec.structs.replace(document, data=merged, keys={**document.keys, **inherited})


def merge(below: Any, above: Any) -> Any:
    """``above`` over ``below``: mappings are merged key by key, anything else is replaced."""
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{key: merge(below[key], value) if key in below else value for key, value in above.items()}}
