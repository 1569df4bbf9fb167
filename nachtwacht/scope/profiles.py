"""A customer's file over its profile, key by key; the customer's file wins, and a list replaces the whole list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path as File
from typing import Any

import msgspec

from nachtwacht.catalog.profiles import EXTENDS, merge, read_chain
from nachtwacht.document.nearest import nearest
from nachtwacht.document.parsing import Document
from nachtwacht.document.place import Path, finding
from nachtwacht.document.positions import layered
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected, ScopeFinding

__all__ = ["chain", "merge", "through_profile", "with_profile"]


def chain(name: str, root: File) -> tuple[Document, ...] | Rejected:
    """The profile of that name and all that it extends, nearest first, each with its places in its own file.

    ``root`` is the repository. Rejected, with every finding, when the chain cannot be followed to its end.
    """
    return read_chain(name, root / "scopes" / "profiles")


def with_profile(document: Document, catalog: Catalog) -> tuple[Document, tuple[ScopeFinding, ...]]:
    """The document with its profile merged in, and a finding when that profile does not exist.

    What comes from the profile has no place of its own in the customer's file; findings about it point at
    the line that names the profile (see ``Document.position``).
    """
    document, extending = _without_extends(document)
    name = document.data.get("profile")
    if not isinstance(name, str):
        return document, extending
    if name in catalog.profiles:
        return _merged(document, catalog.profiles[name]), extending
    near = nearest(name, catalog.profiles)
    known = ", ".join(sorted(catalog.profiles)) or "none yet"
    message = f"there is no profile '{name}'; there are: {known}"
    unknown = (*extending, finding("NW107", document.position(("profile",)), message, near))
    # With the profile that was meant, the rest of the file can be checked in the same run.
    return _merged(document, catalog.profiles[near]) if near else document, unknown


def through_profile(document: Document, findings: Iterable[ScopeFinding]) -> Iterator[ScopeFinding]:
    """The findings; those about what the profile brings say so, and offer no mend to paste over its name."""
    if ("profile",) not in document.places:
        yield from findings
        return
    place, name, listed = document.position(("profile",)), document.data["profile"], tuple(findings)
    about = [found for found in listed if (found.line, found.column) == (place.line, place.column)]
    own = {found for found in about if found.code in _OF_THE_NAME}
    for found in listed:
        if found not in about or found in own or found.code == "NW102":
            yield found
        elif not own:
            message = f"the profile '{name}' brings what does not fit here: {found.message}"
            yield msgspec.structs.replace(found, message=message, fix="")


_OF_THE_NAME = frozenset(("NW103", "NW105", "NW107"))
"""Codes that speak of the word after ``profile:`` itself."""


def _without_extends(document: Document) -> tuple[Document, tuple[ScopeFinding, ...]]:
    """Profiles extend each other; a customer names its profile."""
    if EXTENDS not in document.data:
        return document, ()
    named = "profile" in document.data
    message = f"'{EXTENDS}' is a key of profiles; a customer's file names its profile with 'profile'"
    wrong = finding("NW101", document.key((EXTENDS,)), message, "remove it" if named else "profile")
    data = {key: value for key, value in document.data.items() if key != EXTENDS}
    if named:
        return msgspec.structs.replace(document, data=data), (wrong,)
    # Read as it was meant, so that the rest of the file is checked in the same run.
    places = {**document.places, ("profile",): document.position((EXTENDS,))}
    data["profile"] = document.data[EXTENDS]
    return msgspec.structs.replace(document, data=data, places=places), (wrong,)


def _merged(document: Document, profile: dict[str, Any]) -> Document:
    merged = merge(profile, document.data)
    place = document.position(("profile",))
    inherited = dict.fromkeys(_inherited(profile, document.data, ()), place)
    return msgspec.structs.replace(document, data=merged, keys=layered(inherited, document.keys))


def _inherited(below: dict[str, Any], above: dict[str, Any], path: Path) -> Iterator[Path]:
    """Paths of what only the profile says; not of what is inside them."""
    for key, value in below.items():
        if key not in above:
            yield (*path, key)
        elif isinstance(value, dict) and isinstance(above[key], dict):
            yield from _inherited(value, above[key], (*path, key))
