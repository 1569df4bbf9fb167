"""Findings about scope files, in the formats that people, editors, CI and code hosts read."""

from __future__ import annotations

import importlib
from collections.abc import Sequence

from nachtwacht.model.finding import ScopeFinding

FORMATS = ("text", "json", "sarif", "junit", "github")


def render(findings: Sequence[ScopeFinding], customers: int, form: str) -> str:
    """The findings as one document in one of ``FORMATS``."""
    renderer = importlib.import_module(f"nachtwacht.report.findings.{form}")
    text: str = renderer.render(findings, customers)
    return text


def errors(findings: Sequence[ScopeFinding]) -> int:
    """How many of the findings stop everything else."""
    return sum(1 for found in findings if found.severity == "error")
