"""Findings as one JSON document."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from nachtwacht.model.finding import ScopeFinding


def render(findings: Sequence[ScopeFinding], customers: int) -> str:
    """``{"findings": [{code, severity, file, line, column, message, fix}], "customers": N}``; ``accepted`` besides, if any are."""
    accepted = [_fields(found) | {"accepted": found.accepted} for found in findings if found.accepted]
    document = {
        "findings": [_fields(found) for found in findings if not found.accepted],
        "customers": customers,
        **({"accepted": accepted} if accepted else {}),
    }
    return msgspec.json.encode(document).decode()


def _fields(found: ScopeFinding) -> dict[str, str | int]:
    names = ("code", "severity", "file", "line", "column", "message", "fix")
    return {name: getattr(found, name) for name in names}
