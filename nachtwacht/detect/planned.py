"""Planned work: what happens on an asset in a change window is annotated, or lowered in severity, never dropped."""

from __future__ import annotations

from msgspec import Struct

from nachtwacht.model.hours import moment_of
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
    return tuple(found for window in scope.change_windows if (found := _planned(window, scope)) is not None)


def _planned(window: ChangeWindow, scope: Scope) -> Planned | None:
    zone = scope.customer.timezone
    try:
        start, end = moment_of(window.start, zone, last=False), moment_of(window.until, zone, last=True)
    except ValueError:
        return None
    return Planned(
        assets=frozenset(scope.expand(window.on)), start=start, end=end, reason=window.reason, lower_to=window.lower_to
    )


def lowered(windows: tuple[Planned, ...], asset: str, at: float, severity: Severity) -> tuple[Severity, str]:
    """The severity on that asset at that time (UTC seconds), and the reason of the window, empty when there is none."""
    for window in windows:
        if asset in window.assets and window.start <= at < window.end:
            lower = window.lower_to is not None and SEVERITIES.index(window.lower_to) < SEVERITIES.index(severity)
            return (window.lower_to if lower and window.lower_to else severity), window.reason
    return severity, ""
