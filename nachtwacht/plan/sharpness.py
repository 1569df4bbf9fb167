"""How sharply is watched: severities, thresholds, what counts as foreign or unusual, and what may wait until morning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.scope import SEVERITIES, Scope, Severity, at_least
from nachtwacht.plan.hours import reaches_beyond
from nachtwacht.plan.known import known_networks
from nachtwacht.plan.rights import rights
from nachtwacht.plan.thresholds import thresholds
from nachtwacht.plan.turn import Turn, turn

Key = tuple[str, str]


def sharpness(
    before: CoveragePlan, after: CoveragePlan, catalogs: tuple[Catalog | None, Catalog | None]
) -> Iterator[Turn]:
    """All that makes the same use cases see more or less than they did."""
    yield from _severities(before, after)
    yield from thresholds(before, after, catalogs)
    yield from _countries(before.scope, after.scope)
    yield from known_networks(before.scope.business, after.scope.business)
    yield from _admin_hours(before.scope, after.scope)
    yield from _waking(before.scope, after.scope)


def _severities(before: CoveragePlan, after: CoveragePlan) -> Iterator[Turn]:
    old, new = _severest(before), _severest(after)
    together: dict[tuple[str, Severity, Severity], list[str]] = {}
    for (use, asset), severity in new.items():
        was = old.get((use, asset), severity)
        if was != severity:
            together.setdefault((use, was, severity), []).append(asset)
    for (use, was, severity), assets in together.items():
        facts = {"use": use, "assets": tuple(assets), "severity_before": was, "severity_after": severity}
        if not at_least(severity, was):
            yield turn("severity_lowered", "sharpness", "less", **facts)
        elif _reaches(after.scope, was, severity):
            yield turn("severity_reaches", "sharpness", "may", **facts)
        else:
            yield turn("severity_raised", "sharpness", "more", **facts)


def _severest(plan: CoveragePlan) -> dict[Key, Severity]:
    """Of every cell that can be watched; a use case may name an asset twice, and then both report."""
    found: dict[Key, Severity] = {}
    for cell in plan.cells:
        if cell.state != "impossible":
            key = (cell.use_case, cell.asset)
            found[key] = max(found.get(key, "low"), cell.severity, key=SEVERITIES.index)
    return found


def _reaches(scope: Scope, was: Severity, becomes: Severity) -> bool:
    """Whether a severity that is raised comes to reach what a response right begins at."""
    floors = {right.from_severity for right in rights(scope)}
    return any(at_least(becomes, floor) and not at_least(was, floor) for floor in floors)


def _countries(before: Scope, after: Scope) -> Iterator[Turn]:
    old, new = before.business.countries, after.business.countries
    added, gone = _without(new, old), _without(old, new)
    if added:
        yield turn("country_added", "sharpness", "less", countries=added)
    if gone:
        yield turn("country_gone", "sharpness", "more", countries=gone)


def _without(some: Iterable[Any], others: Iterable[Any]) -> tuple[Any, ...]:
    known = set(others)
    return tuple(dict.fromkeys(one for one in some if one not in known))


def _admin_hours(before: Scope, after: Scope) -> Iterator[Turn]:
    old, new = before.business.admin_hours, after.business.admin_hours
    if old == new:
        return
    wider, narrower = reaches_beyond(new, old), reaches_beyond(old, new)
    facts = {"hours_before": (old.start, old.end), "hours_after": (new.start, new.end)}
    if wider or narrower:
        kind = "admin_shifted" if wider and narrower else "admin_wider" if wider else "admin_narrower"
        yield turn(kind, "sharpness", "less" if wider else "more", **facts)


def _waking(before: Scope, after: Scope) -> Iterator[Turn]:
    old, new = before.service.wake_from, after.service.wake_from
    if old != new:
        raised = at_least(new, old)
        kind = "wake_raised" if raised else "wake_lowered"
        facts = {"severity_before": old, "severity_after": new}
        yield turn(kind, "sharpness", "less" if raised else "more", **facts)
