"""Findings as annotations of a pull request, in the workflow commands that GitHub Actions reads."""

from __future__ import annotations

from collections.abc import Sequence

from nachtwacht.model.finding import ScopeFinding


def render(findings: Sequence[ScopeFinding], customers: int) -> str:
    """One line a finding, and a notice that says how much was checked."""
    lines = [_line(found) for found in findings]
    return "\n".join([*lines, f"::notice::{customers} customers checked, {len(findings)} findings"])


def _line(found: ScopeFinding) -> str:
    place = f"file={_property(found.file)},line={found.line},col={found.column},title={found.code}"
    message = f"{found.message}\nfix: {found.fix}" if found.fix else found.message
    if found.accepted:
        reason = f"{found.message}\naccepted: {found.accepted}"
        return f"::notice {place}::{_data(reason)}"
    return f"::{found.severity} {place}::{_data(message)}"


def _data(text: str) -> str:
    """Escaped as the runner asks: percent, carriage return and line feed."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
