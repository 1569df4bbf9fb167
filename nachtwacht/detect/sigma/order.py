"""Temporal correlations: which remembered matches, together or in order, does a new match complete? Pure."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.detect.sigma import rule as ours
from nachtwacht.detect.sigma.match import COMPARE
from nachtwacht.detect.sigma.rule import Correlation
from nachtwacht.detect.sigma.window import Row

KINDS = frozenset({"temporal", "temporal_ordered"})


def together(correlation: Correlation, rows: list[Row], new: Row) -> Iterator[list[Row]]:
    """At most one choice: of each rule that fired within one span with ``new``, the match nearest to it in time."""
    for near in _windows(correlation, rows, new):
        chosen = {row.rule: row for row in sorted(near, key=lambda row: -abs(row.time - new.time))} | {new.rule: new}
        if _satisfied(correlation, set(chosen)):
            yield sorted(chosen.values(), key=lambda row: (row.time, row.id))
            return


def _windows(correlation: Correlation, rows: list[Row], new: Row) -> Iterator[list[Row]]:
    """Every window of one span with ``new`` in it; where something must be absent, all that is near at once."""
    if correlation.wanted is not None and _negates(correlation.wanted):
        yield rows
        return
    for first in rows:
        if new.time - correlation.span <= first.time <= new.time:
            yield [row for row in rows if first.time <= row.time <= first.time + correlation.span]


def _negates(wanted: ours.Wanted) -> bool:
    if isinstance(wanted, ours.Named):
        return False
    return isinstance(wanted, ours.NotNamed) or any(_negates(node) for node in wanted.nodes)


def _satisfied(correlation: Correlation, fired: set[str]) -> bool:
    if correlation.wanted is not None:
        return _wanted(correlation.wanted, fired)
    return COMPARE[correlation.operator](len(fired), correlation.count)


def _wanted(wanted: ours.Wanted, fired: set[str]) -> bool:
    match wanted:
        case ours.Named():
            return wanted.rule in fired
        case ours.NotNamed():
            return not _wanted(wanted.node, fired)
        case ours.AllNamed():
            return all(_wanted(node, fired) for node in wanted.nodes)
        case ours.SomeNamed():
            return any(_wanted(node, fired) for node in wanted.nodes)


def in_order(correlation: Correlation, rows: list[Row], new: Row) -> Iterator[list[Row]]:
    """Every chain that goes through ``new``, in the order of the rules; a chain for each match of the last rule.

    A late match of an early rule may complete several at once.
    """
    steps = correlation.rules
    place = steps.index(new.rule)
    last = place == len(steps) - 1
    ends = [new] if last else [row for row in rows if row.rule == steps[-1] and row.time >= new.time]
    for end in ends:
        chain = _back(steps, rows, new, end)
        if chain is not None and chain[-1].time - chain[0].time <= correlation.span:
            yield chain


def _back(steps: tuple[str, ...], rows: list[Row], new: Row, end: Row) -> list[Row] | None:
    """The tightest chain back from ``end`` through ``new``, or None."""
    chain = [end]
    for step in reversed(steps[:-1]):
        if step == new.rule and new not in chain:
            candidates = [new] if new.time <= chain[0].time else []
        else:
            candidates = [row for row in rows if row.rule == step and row.time <= chain[0].time and row not in chain]
        if not candidates:
            return None
        chain.insert(0, candidates[-1])
    return chain if new in chain else None
