"""Planned work: what happens on an asset in a change window is annotated, or lowered in severity, never dropped."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from nachtwacht.model.scope import SEVERITIES, ChangeWindow, Scope, Severity


class Planned(Struct, frozen=True, kw_only=True):
    """A change window ready to be asked; ``start`` and ``end`` in UTC seconds, the end not included."""

    assets: frozenset[str]
    start: float
    end: float
    reason: str
    lower_to: Severity | None


def planned(scope: Scope) -> tuple[Planned, ...]:
    """The scope's change windows; one whose times cannot be read is left out, for ``check`` has said so."""
    zone = ZoneInfo(scope.customer.timezone)
    return tuple(found for window in scope.change_windows if (found := _planned(window, scope, zone)) is not None)


def _planned(window: ChangeWindow, scope: Scope, zone: ZoneInfo) -> Planned | None:
    try:
        start, end = _moment(window.start, zone, last=False), _moment(window.until, zone, last=True)
    except ValueError:
        return None
    return Planned(
        assets=frozenset(scope.expand(window.on)), start=start, end=end, reason=window.reason, lower_to=window.lower_to
    )


def _moment(text: str, zone: ZoneInfo, *, last: bool) -> float:
    """A day counts from its first to its last moment; a time without offset is the customer's own."""
    if len(text) == len("2026-01-01"):
        day = date.fromisoformat(text) + timedelta(days=1 if last else 0)
        return datetime.combine(day, time(), zone).timestamp()
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()


def lowered(windows: tuple[Planned, ...], asset: str, at: float, severity: Severity) -> tuple[Severity, str]:
    """The severity on that asset at that time (UTC seconds), and the reason of the window, empty when there is none."""
    for window in windows:
        if asset in window.assets and window.start <= at < window.end:
            lower = window.lower_to is not None and SEVERITIES.index(window.lower_to) < SEVERITIES.index(severity)
            return (window.lower_to if lower and window.lower_to else severity), window.reason
    return severity, ""
