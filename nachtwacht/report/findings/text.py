"""Findings for people: one line what is wrong and where, one line how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from nachtwacht.model.finding import ScopeFinding

_COLOURS = {"error": "red", "warning": "yellow"}


def render(findings: Sequence[ScopeFinding], customers: int) -> str:
    """All findings, and a last line that counts."""
    errors = sum(1 for found in findings if found.severity == "error")
    accepted = sum(1 for found in findings if found.accepted)
    counts = f"{_count(errors, 'error')}, {_count(len(findings) - errors - accepted, 'warning')}"
    counts += f", {accepted} accepted" if accepted else ""
    verdict = click.style("not right", fg="red") if errors else click.style("right", fg="green")
    return "\n".join([*lines(findings), f"{_count(customers, 'customer')} checked: {verdict} ({counts})"])


def lines(findings: Sequence[ScopeFinding]) -> Iterator[str]:
    """One or two lines a finding that nobody accepted; a terminal gets colours, click takes them out elsewhere."""
    for found in (one for one in findings if not one.accepted):
        place = click.style(f"{_plain(found.file)}:{found.line}:{found.column}:", bold=True)
        kind = click.style(f"{found.severity} {found.code}", fg=_COLOURS[found.severity])
        yield f"{place} {kind} {_plain(found.message)}"
        if found.fix:
            yield f"    fix: {_plain(found.fix)}"


def _plain(text: str) -> str:
    """Without what steers a terminal: customers wrote parts of it."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
