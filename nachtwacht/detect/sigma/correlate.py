"""Correlations (Sigma 2.1): several matches in a time span make one more.

Time is the events' own, so late events find their place. Counting kinds with ``gt`` and ``gte`` fire as soon as the
count is reached and then start anew; with ``lt``, ``lte``, ``eq`` and ``neq`` they are judged when the span has
passed. Temporal kinds fire for every match that completes one, and forget nothing.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator

import msgspec
from msgspec import Struct

from nachtwacht.detect.sigma import order
from nachtwacht.detect.sigma.match import COMPARE, number_of
from nachtwacht.detect.sigma.rule import Correlation
from nachtwacht.detect.sigma.view import View
from nachtwacht.detect.sigma.window import LATE_SECONDS, Row, Window
from nachtwacht.model.watch import Event, Match

AT_ONCE = frozenset({"gt", "gte"})


class Seen(Struct, frozen=True, kw_only=True):
    """A match on its way into correlations. ``part`` keeps canaries among themselves; ``now`` is the arrival."""

    match: Match
    part: str
    time: float
    now: float


def correlate(key: str, correlation: Correlation, window: Window, seen: Seen) -> Iterator[Match]:
    """Remember one match of a rule that the correlation names, and yield what it completes.

    ``key`` keeps the same correlation in two bindings apart.
    """
    group = _group(correlation, seen)
    value = _value(correlation, seen.match)
    if group is None or value is None:
        return
    row = Row(0, seen.time, seen.match.rule, value)
    row = window.add(key, group, row, seen.now + correlation.span + LATE_SECONDS, seen.match.events)
    rows = window.around(key, group, seen.time - correlation.span, seen.time + correlation.span)
    if correlation.kind == "temporal":
        found: Iterable[list[Row]] = order.together(correlation, rows, row)
    elif correlation.kind == "temporal_ordered":
        found = order.in_order(correlation, rows, row)
    elif correlation.operator in AT_ONCE:
        found = _reached(correlation, rows, row)
    else:
        return
    for chosen in found:
        yield _match(correlation, window.events(chosen), seen.now)
        if correlation.kind not in order.KINDS:
            window.forget(chosen)


def close(key: str, correlation: Correlation, window: Window, now: float) -> Iterator[tuple[str, Match]]:
    """Judge what can only be judged when the span has passed; yields the part and the match."""
    if correlation.kind in order.KINDS or correlation.operator in AT_ONCE:
        return
    for group, first in window.closed(key, correlation.span, now):
        rows = window.around(key, group, first, first + correlation.span)
        if _holds(correlation, rows):
            yield msgspec.json.decode(group)[0], _match(correlation, window.events(rows), now)
        window.forget(rows)


def _match(correlation: Correlation, events: tuple[Event, ...], now: float) -> Match:
    return Match(
        rule=correlation.id,
        title=correlation.title,
        level=correlation.level,
        events=events,
        at=now,
        tags=correlation.tags,
    )


def _group(correlation: Correlation, seen: Seen) -> str | None:
    """The group's values as JSON; None when the events lack one, for then they belong to no group."""
    values = [seen.part]
    for name in correlation.group_by:
        aliased = correlation.aliases.get(name)
        field = aliased.get(seen.match.rule) if aliased is not None else name
        value = _text(seen.match, field) if field is not None else None
        if value is None:
            return None
        values.append(value)
    return msgspec.json.encode(values).decode()


def _value(correlation: Correlation, match: Match) -> str | None:
    if not correlation.fields:
        return ""
    values = [_text(match, field) for field in correlation.fields]
    return None if None in values else "\x1f".join(value or "" for value in values)


def _text(match: Match, field: str) -> str | None:
    """The field's value in the latest event that has it, in lower case, for Sigma knows no case."""
    for event in reversed(match.events):
        texts = View(event.fields).texts(field)
        if texts:
            return texts[0].low
    return None


def _reached(correlation: Correlation, rows: list[Row], new: Row) -> Iterator[list[Row]]:
    """The first window with the new match in it that satisfies the condition."""
    for last in rows[rows.index(new) :]:
        chosen = [row for row in rows if last.time - correlation.span <= row.time <= last.time]
        if new in chosen and _holds(correlation, chosen):
            yield chosen
            return


def _holds(correlation: Correlation, rows: list[Row]) -> bool:
    have = _MEASURES[correlation.kind](correlation, rows)
    return have is not None and COMPARE[correlation.operator](have, correlation.count)


def _numbers(rows: list[Row]) -> list[float]:
    return [number for row in rows if (number := number_of(row.value)) is not None]


def _percentile(correlation: Correlation, rows: list[Row]) -> float | None:
    """Nearest rank: the smallest value that so many per cent do not exceed."""
    numbers = sorted(_numbers(rows))
    rank = -(-correlation.percentile * len(numbers) // 100)
    return numbers[max(rank, 1) - 1] if numbers else None


_MEASURES: dict[str, Callable[[Correlation, list[Row]], float | None]] = {
    "event_count": lambda _, rows: len(rows),
    "value_count": lambda _, rows: len({row.value for row in rows}),
    "value_sum": lambda _, rows: sum(_numbers(rows)),
    "value_avg": lambda _, rows: statistics.fmean(numbers) if (numbers := _numbers(rows)) else None,
    "value_median": lambda _, rows: statistics.median(numbers) if (numbers := _numbers(rows)) else None,
    "value_percentile": _percentile,
}
