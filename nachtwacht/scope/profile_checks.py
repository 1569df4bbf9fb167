"""Profiles checked on their own, so that a mistake in one is reported in its own file and not at every customer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from nachtwacht.catalog.profiles import EXTENDS, flat, merge, read_chain
from nachtwacht.document.file import read_text
from nachtwacht.document.parsing import Document
from nachtwacht.document.place import Path as Spot
from nachtwacht.document.place import finding
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.model.scope import Scope
from nachtwacht.scope.checks import MEANING, NAMES
from nachtwacht.scope.checks.privacy import secrets
from nachtwacht.scope.subject import Subject

_REST: dict[str, Any] = {
    "version": 1,
    "customer": {"id": "any", "name": "", "sector": "", "timezone": "UTC", "language": "en", "contract": ""},
    "service": {
        "office_hours": {"days": ["mon"], "from": "08:00", "to": "18:00", "holidays": "NL"},
        "wake_from": "high",
    },
    "contacts": [],
    "business": {"countries": ["NL"], "admin_hours": {"from": "06:00", "to": "22:00"}},
    "assets": {},
    "use_cases": [],
    "privacy": {
        "data_region": "eu",
        "retention_days": 90,
        "processor_agreement": "",
        "works_council": {"status": "not_required"},
        "nis2": {"class": "none"},
    },
}
"""What a customer would add; a profile on top of it must be a scope."""

_OWN: dict[Spot, str] = {
    ("customer",): "who the customer is",
    ("contacts",): "who is called",
    ("assets",): "networks and machines",
    ("exclusions",): "what was agreed not to report",
    ("change_windows",): "planned work",
    ("accepted_warnings",): "an accepted warning",
    ("service", "observe_until"): "the day on which acting begins",
    ("privacy", "processor_agreement"): "the agreement",
    ("privacy", "works_council"): "what the works council decided",
}
"""What is one customer's own, in words; a profile would hand it to all the others."""

_NOWHERE = Document("", {}, {}, {}, {})
"""For checks whose places nobody reads."""
Usual = frozenset[tuple[str, str]]
_OF_ASSETS = frozenset(("NW203",))
"""What can only be known of a customer: a profile's use case may name a group that its customers have."""


def check_profiles(root: Path, catalog: Catalog) -> tuple[ScopeFinding, ...]:
    """Everything in the profiles that is not of the scope language, makes no sense, or belongs to one customer.

    Places are only worked out when something is wrong. ``root`` is the repository.
    """
    folder = root / "scopes" / "profiles"
    found: set[ScopeFinding] = set()
    usual = _usual(catalog)
    for name, profile in catalog.profiles.items():
        found.update(_secrets(folder / f"{name}.yaml"))
        foreign = "profile" in profile or any(_said(profile, path) for path in _OWN)
        if foreign or not _fits(profile) or _sense(_NOWHERE, profile, catalog, usual):
            found.update(_findings(name, folder, catalog, usual))
    return tuple(sorted(found))


def profile_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a profile: the scope's, with nothing required but the version, and with ``extends``."""
    from nachtwacht.scope.schema import scope_schema

    schema = scope_schema()
    parts = schema["$defs"]
    for path in (("profile",), *_OWN):
        parts["Scope" if len(path) == 1 else str(path[0]).title()]["properties"].pop(path[-1])
    scope = parts["Scope"]
    scope["required"] = ["version"]
    words = "One other profile of `scopes/profiles/` that this one builds on; what stands here wins."
    scope["properties"] = {
        EXTENDS: {"type": "string", "description": words, "examples": ["office"]},
        **scope["properties"],
    }
    return schema


def _secrets(file: Path) -> Iterator[ScopeFinding]:
    text = read_text(file)
    if isinstance(text, str):
        yield from secrets(text, str(file))


def _fits(profile: dict[str, Any]) -> bool:
    try:
        msgspec.convert(merge(_REST, profile), Scope)
    except (msgspec.ValidationError, OverflowError):
        return False
    return "version" in profile


def _findings(name: str, folder: Path, catalog: Catalog, usual: Usual) -> Iterator[ScopeFinding]:
    """What is wrong in the file of that profile itself, and not in one that it extends."""
    from nachtwacht.document.violations import violations

    line = read_chain(name, folder)
    if isinstance(line, Rejected):
        return
    document, above = line[0], flat(line[1:])
    yield from _belongs_elsewhere(document)
    stripped = msgspec.structs.replace(document, data=_stripped(document.data))
    wrong = violations(stripped, profile_schema())
    yield from wrong
    brought = flat((stripped, *line[1:]))
    if _fits(brought) and not wrong:
        inherited = {(found.code, found.message) for found in _sense(document, above, catalog, usual)}
        written = {(at.line, at.column) for path, at in document.keys.items() if path != ("version",)}
        for found in _sense(document, brought, catalog, usual):
            # What points to no part of this file is about what a customer adds.
            nowhere = (found.line, found.column) == (1, 1) and (1, 1) not in written
            if not nowhere and (found.code, found.message) not in inherited:
                yield found


def _belongs_elsewhere(document: Document) -> Iterator[ScopeFinding]:
    if "profile" in document.data:
        message = f"a customer's file has a 'profile'; a profile that builds on another says '{EXTENDS}'"
        instead = "remove it" if EXTENDS in document.data else EXTENDS
        yield finding("NW101", document.key(("profile",)), message, instead)
    for path, words in _OWN.items():
        if _said(document.data, path):
            message = f"'{path[-1]}' is one customer's own ({words}); a profile is used for many"
            yield finding("NW911", document.key(path), message, "remove it")


def _said(data: Any, path: Spot) -> bool:
    """Whether something stands at a path; an empty list says nothing."""
    for key in path:
        if not isinstance(data, dict) or key not in data:
            return False
        data = data[key]
    return data not in ([], {}, None)


def _stripped(data: dict[str, Any]) -> dict[str, Any]:
    """Without what belongs elsewhere, which has been said already."""
    left = {key: value for key, value in data.items() if (key,) not in _OWN and key != "profile"}
    for part in ("service", "privacy"):
        if isinstance(left.get(part), dict):
            left[part] = {key: value for key, value in left[part].items() if (part, key) not in _OWN}
    return left


def _usual(catalog: Catalog) -> Usual:
    """Code and message of what the checks of a scope say without any profile."""
    return frozenset((found.code, found.message) for found in _checked(_NOWHERE, _REST, catalog))


def _sense(document: Document, profile: dict[str, Any], catalog: Catalog, usual: Usual) -> set[ScopeFinding]:
    """What the checks of a scope say more with the profile than without it."""
    if not _fits({"version": 1, **profile}):
        return set()
    said = _checked(document, merge(_REST, profile), catalog)
    return {found for found in said if found.code not in _OF_ASSETS and (found.code, found.message) not in usual}


def _checked(document: Document, data: dict[str, Any], catalog: Catalog) -> set[ScopeFinding]:
    whole = msgspec.structs.replace(document, data=data)
    subject = Subject(whole, msgspec.convert(data, Scope), catalog, date.min)
    return {found for check in (*NAMES, *MEANING) for found in check(subject)}
