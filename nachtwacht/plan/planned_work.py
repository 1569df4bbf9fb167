"""Planned work: windows in which what is seen is noted as such, or counts as less severe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from nachtwacht.model.hours import moment_of
from nachtwacht.model.scope import SEVERITIES, ChangeWindow, Scope
from nachtwacht.plan.turn import Turn, paired, turn

_NO_CAP = len(SEVERITIES)


class Work(Struct, frozen=True):
    """A window as the runtime takes it: the assets, and the time in UTC seconds, the end not included."""

    window: ChangeWindow
    assets: frozenset[str]
    start: float
    end: float

    @property
    def cap(self) -> int:
        """How severe a finding is at most, as its rank."""
        return _NO_CAP if self.window.lower_to is None else SEVERITIES.index(self.window.lower_to)


def planned_work(before: Scope, after: Scope, today: date | None) -> Iterator[Turn]:
    """Windows that are new, gone or other than they were; those that are over say nothing."""
    old, new = _works(before, today), _works(after, today)
    lowered = _lowered(old, new)
    pairs = paired(
        old,
        new,
        lambda one: (one.window, one.assets),
        lambda one: (one.window.on, one.window.start, one.window.until),
        lambda one: (one.window.on, one.window.reason),
        lambda one: (one.window.reason, one.window.owner),
        lambda one: one.window.on,
    )
    said = [found for was, becomes in pairs for found in _turned(was, becomes, lowered)]
    yield from said
    if lowered and not any(found.consent for found in said):
        yield turn("window_order", "left_out", "less", assets=tuple(sorted(lowered)))


def _works(scope: Scope, today: date | None) -> list[Work]:
    over = moment_of(today.isoformat(), scope.customer.timezone, last=False) if today else 0.0
    found = (_work(window, scope) for window in scope.change_windows)
    return [work for work in found if work is not None and work.end > max(over, work.start)]


def _work(window: ChangeWindow, scope: Scope) -> Work | None:
    zone = scope.customer.timezone
    try:
        start, end = moment_of(window.start, zone, last=False), moment_of(window.until, zone, last=True)
    except (ValueError, OverflowError):
        return None
    return Work(window, frozenset(scope.expand(window.on)), start, end)


def _lowered(old: list[Work], new: list[Work]) -> frozenset[str]:
    """Assets on which something counts as less severe than before at some time; the first window that fits decides."""
    starts = sorted({time for work in (*old, *new) for time in (work.start, work.end)})
    assets = frozenset(asset for work in new for asset in work.assets)
    touched = frozenset(asset for work in old for asset in work.assets) | assets
    return frozenset(a for a in touched if any(_cap(new, a, at) < _cap(old, a, at) for at in starts))


def _cap(works: Iterable[Work], asset: str, at: float) -> int:
    return next((work.cap for work in works if asset in work.assets and work.start <= at < work.end), _NO_CAP)


def _turned(was: Work | None, becomes: Work | None, lowered: frozenset[str]) -> Iterator[Turn]:
    if was is not None and becomes is not None and (was.window, was.assets) == (becomes.window, becomes.assets):
        return
    one = becomes or was
    assert one is not None
    assets = one.assets | (was.assets if was else frozenset())
    less = bool(assets & lowered)
    kind = "window_gone" if becomes is None else "window_new" if was is None else "window_changed"
    kind += "_lowering" if becomes is not None and becomes.window.lower_to else ""
    yield turn(
        kind,
        "left_out",
        "less" if less else "other",
        assets=tuple(sorted(one.assets)) or one.window.on,
        moment_from=one.window.start,
        moment_until=one.window.until,
        reason=one.window.reason,
        owner=one.window.owner,
        severity=one.window.lower_to,
    )
