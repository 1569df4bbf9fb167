"""Profiles checked on their own, so that a mistake in one is reported in its own file and not at every customer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from nachtwacht.catalog.content import read_document
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.model.scope import Scope
from nachtwacht.scope.profiles import merge

_REST: dict[str, Any] = {
    "version": 1,
    "customer": {"id": "any", "name": "", "sector": "", "timezone": "", "language": "en", "contract": ""},
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


def check_profiles(root: Path, catalog: Catalog) -> tuple[ScopeFinding, ...]:
    """Everything in the profiles that is not of the scope language."""
    return tuple(
        found
        for name, profile in catalog.profiles.items()
        if not _fits(profile)
        for found in _findings(root / "scopes" / "profiles" / f"{name}.yaml")
    )


def _fits(profile: dict[str, Any]) -> bool:
    try:
        msgspec.convert(merge(_REST, profile), Scope)
    except msgspec.ValidationError:
        return False
    return True


def _findings(file: Path) -> tuple[ScopeFinding, ...]:
    from nachtwacht.document.violations import violations
    from nachtwacht.scope.schema import scope_schema

    document = read_document(file)
    if isinstance(document, Rejected):
        return document.findings
    schema = scope_schema()
    schema["$defs"]["Scope"]["required"] = []
    return violations(document, schema)
