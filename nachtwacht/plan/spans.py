"""Spans of days, first and last included, and what is left of one when others are taken away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

Span = tuple[date, date]

_DAY = timedelta(days=1)


def span(start: str, until: str, today: date | None) -> Span | None:
    """The days from ``start`` to ``until`` that are not over yet; None when there are none."""
    first, last = date.fromisoformat(start), date.fromisoformat(until)
    first = max(first, today) if today else first
    return (first, last) if first <= last else None


def left_of(whole: Span | None, taken: Iterable[Span]) -> bool:
    """Whether a day of the span is in none of the others."""
    if whole is None:
        return False
    day, last = whole
    for start, end in sorted(taken):
        if start > day:
            return True
        if end >= last:
            return False
        day = max(day, end + _DAY)
    return True
