"""Findings for people: one line what is wrong and where, one line how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from nachtwacht.model.finding import ScopeFinding

_COLOURS = {"error": "red", "warning": "yellow"}


def render(findings: Sequence[ScopeFinding], customers: int) -> str:
    """All findings, and a last line that counts."""
    errors = sum(1 for found in findings if found.severity == "error")
    counts = f"{_count(errors, 'error')}, {_count(len(findings) - errors, 'warning')}"
    verdict = click.style("not right", fg="red") if errors else click.style("right", fg="green")
    return "\n".join([*lines(findings), f"{_count(customers, 'customer')} checked: {verdict} ({counts})"])


def lines(findings: Sequence[ScopeFinding]) -> Iterator[str]:
    """One or two lines a finding; a terminal gets colours, click takes them out elsewhere."""
    for found in findings:
        place = click.style(f"{found.file}:{found.line}:{found.column}:", bold=True)
        kind = click.style(f"{found.severity} {found.code}", fg=_COLOURS[found.severity])
        yield f"{place} {kind} {found.message}"
        if found.fix:
            yield f"    fix: {found.fix}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
