"""Exclusions: what is left out for a while, day by day and cell by cell, beside what was left out before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.scope import Exclusion, Scope
from nachtwacht.plan.spans import Span, left_of, span
from nachtwacht.plan.turn import Side, Turn, paired, turn


class Days(Struct, frozen=True):
    """Which days of which cell the old plan leaves out, and which cells it has at all."""

    excluded: dict[tuple[str, str], list[Span]]
    watched: frozenset[tuple[str, str]]
    today: date | None

    def loses(self, exclusion: Exclusion, assets: tuple[str, ...]) -> bool:
        """Whether the exclusion takes a day away that was watched, or was to be."""
        days = span(exclusion.start, exclusion.until, self.today)
        keys = [(exclusion.use_case, asset) for asset in assets]
        return any(key in self.watched and left_of(days, self.excluded.get(key, ())) for key in keys)

    def over(self, exclusion: Exclusion | None) -> bool:
        """Whether the exclusion is none, or none any more."""
        return exclusion is None or span(exclusion.start, exclusion.until, self.today) is None


def exclusions(before: CoveragePlan, after: CoveragePlan, today: date | None) -> Iterator[Turn]:
    """Exclusions that are new, gone, or other than they were; the ones that are over say nothing."""
    days = _days(before, today)
    pairs = paired(
        before.scope.exclusions,
        after.scope.exclusions,
        lambda one: one,
        lambda one: (one.use_case, one.on, one.start),
        lambda one: (one.use_case, one.on),
        lambda one: (one.use_case, one.start, one.reason),
    )
    for old, new in pairs:
        if days.over(old) and days.over(new):
            continue
        if new is None or days.over(new):
            assert old is not None
            yield _exclusion("exclusion_gone", old, before.scope, "more")
        elif old is None or days.over(old):
            loses = days.loses(new, after.scope.expand(new.on))
            yield _exclusion("exclusion_new", new, after.scope, "less" if loses else "other")
        else:
            yield from _other_exclusion(old, new, (before.scope, after.scope), days)


def _days(plan: CoveragePlan, today: date | None) -> Days:
    excluded: dict[tuple[str, str], list[Span]] = {}
    for exclusion in plan.scope.exclusions:
        found = span(exclusion.start, exclusion.until, today)
        for asset in plan.scope.expand(exclusion.on) if found else ():
            excluded.setdefault((exclusion.use_case, asset), []).append(found or (date.min, date.min))
    watched = frozenset((cell.use_case, cell.asset) for cell in plan.cells if cell.state != "impossible")
    return Days(excluded, watched, today)


def _exclusion(kind: str, one: Exclusion, scope: Scope, side: Side) -> Turn:
    return turn(
        kind,
        "left_out",
        side,
        use=one.use_case,
        assets=scope.expand(one.on) or one.on,
        day_from=one.start,
        day_until=one.until,
        reason=one.reason,
        owner=one.owner,
        approved=one.approved_by,
    )


def _other_exclusion(old: Exclusion, new: Exclusion, scopes: tuple[Scope, Scope], days: Days) -> Iterator[Turn]:
    was, becomes = scopes[0].expand(old.on), scopes[1].expand(new.on)
    joined = tuple(asset for asset in becomes if asset not in was)
    gone = tuple(asset for asset in was if asset not in becomes and asset in _names(scopes[1]))
    use, loses = new.use_case, days.loses(new, becomes)
    if new.until != old.until:
        longer = new.until > old.until
        side: Side = ("less" if loses else "other") if longer else "more"
        facts = {"use": use, "assets": becomes or new.on, "day_before": old.until, "day_after": new.until}
        yield turn("exclusion_longer" if longer else "exclusion_shorter", "left_out", side, **facts)
    if new.start != old.start:
        earlier = new.start < old.start
        side = ("less" if loses else "other") if earlier else "more"
        facts = {"use": use, "assets": becomes or new.on, "day_before": old.start, "day_after": new.start}
        yield turn("exclusion_start", "left_out", side, **facts)
    if joined:
        side = "less" if days.loses(new, joined) else "other"
        yield turn("exclusion_joined", "left_out", side, use=use, assets=joined, day_until=new.until)
    if gone:
        yield turn("exclusion_left", "left_out", "more", use=use, assets=gone)
    if (old.reason, old.owner, old.approved_by) != (new.reason, new.owner, new.approved_by):
        facts = {"reason": new.reason, "owner": new.owner, "approved": new.approved_by}
        yield turn("exclusion_said", "left_out", use=use, assets=becomes or new.on, **facts)


def _names(scope: Scope) -> frozenset[str]:
    return frozenset((*(host.name for host in scope.assets.hosts), *scope.assets.names()))
