"""Findings as one JSON document."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from nachtwacht.model.finding import ScopeFinding


def render(findings: Sequence[ScopeFinding], customers: int) -> str:
    """``{"findings": [{code, severity, file, line, column, message, fix}], "customers": N}``."""
    return msgspec.json.encode({"findings": findings, "customers": customers}).decode()
