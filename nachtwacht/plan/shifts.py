"""How response rights shift from one scope to another: widened, narrowed, or otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from nachtwacht.model.scope import SEVERITIES, Approval, Part, Scope, Severity, at_least, seconds
from nachtwacht.plan.hours import STANDING, Moment, moments
from nachtwacht.plan.rights import Right, rights

_YESES: tuple[tuple[Approval, ...], ...] = (
    ("none",),
    ("none", "analyst"),
    ("none", "customer"),
    ("none", "analyst", "customer"),
)
"""Whose yes there is."""


class Shift(Struct, frozen=True, order=True):
    """One right before and after; None where there was or will be none."""

    before: Right | None
    after: Right | None
    moment: Moment = STANDING[0]
    """In which hours: what they were, and what they become."""

    @property
    def right(self) -> Right:
        """The one that there is, the new one first."""
        right = self.after or self.before
        assert right is not None
        return right


class Shifts(Struct, frozen=True):
    """Every right that is not as it was."""

    widened: tuple[Shift, ...] = ()
    narrowed: tuple[Shift, ...] = ()
    altered: tuple[Shift, ...] = ()
    """Otherwise, but neither wider nor narrower: a waiting time, for example."""


def shifts(before: Scope | None, after: Scope | None) -> Shifts:
    """All shifts between two scopes, at every kind of hour that there is."""
    old, new = _by_asset(before), _by_asset(after)
    both = old.keys() & new.keys()
    old, new = _shared(old, both), _shared(new, both)
    found = [
        shift
        for moment in moments(before, after)
        for key in dict.fromkeys((*old, *new))
        for shift in _compared(_at(old.get(key, ()), moment[0]), _at(new.get(key, ()), moment[1]), moment)
    ]
    return Shifts(
        widened=tuple(shift for shift, wider, _ in found if wider),
        narrowed=tuple(shift for shift, _, narrower in found if narrower),
        altered=tuple(shift for shift, wider, narrower in found if not (wider or narrower)),
    )


_Held = dict[tuple[str, str], tuple[Right, ...]]
"""The rights for an action on an asset, in the order of the scope."""


def _by_asset(scope: Scope | None) -> _Held:
    found: _Held = {}
    for right in rights(scope) if scope else ():
        key = (right.action, right.asset)
        found[key] = (*found.get(key, ()), right)
    return found


def _shared(held: _Held, both: Collection[tuple[str, str]]) -> _Held:
    """The rights; who may be acted on in one of the scopes only uses up no ceiling in the other."""
    among: dict[tuple[str, frozenset[str]], frozenset[str]] = {}
    for (action, _), found in held.items():
        for right in found:
            if (action, right.shared_with) not in among:
                kept = frozenset(asset for asset in right.shared_with if (action, asset) in both)
                among[action, right.shared_with] = kept
    return {
        key: tuple(replace(right, shared_with=among[key[0], right.shared_with]) for right in found)
        for key, found in held.items()
    }


def _at(held: tuple[Right, ...], part: Part) -> tuple[Right, ...]:
    return tuple(right for right in held if right.part == part)


def _compared(old: tuple[Right, ...], new: tuple[Right, ...], moment: Moment) -> Iterator[tuple[Shift, bool, bool]]:
    """Each shift of one asset at one moment, whether it is wider, whether it is narrower."""
    found = [
        (Shift(one, other, moment), _beyond(other, old), _beyond(one, new))
        for one, other in _matched(_widest(old), _widest(new))
        if one is None or other is None or one.terms != other.terms or one.shared_with != other.shared_with
    ]
    yield from (one for one in found if one[1] or one[2] or _reads_otherwise(one[0]))
    if not any(wider for _, wider, _ in found):
        yield from ((shift, True, False) for shift in _lasting(old, new, moment))
    if not any(narrower for _, _, narrower in found):
        turned = _lasting(new, old, moment)
        yield from ((Shift(shift.after, shift.before, moment), False, True) for shift in turned)


def _reads_otherwise(shift: Shift) -> bool:
    return shift.before is not None and shift.after is not None and shift.before.terms != shift.after.terms


def _beyond(right: Right | None, others: Iterable[Right]) -> bool:
    """Whether a right lets us do something that none of the others does."""
    return right is not None and all(right.wider_than(other) for other in others)


def _widest(held: tuple[Right, ...]) -> list[Right]:
    """Those that no other one of the same asset covers; of equals the first."""
    kept: list[Right] = []
    for right in dict.fromkeys(held):
        if _beyond(right, kept):
            kept = [*(one for one in kept if one.wider_than(right)), right]
    return kept


def _matched(old: list[Right], new: list[Right]) -> Iterator[tuple[Right | None, Right | None]]:
    """Pairs of rights that differ least, the same in both directions; who is left over has no other half."""
    waiting = list(product(old, new))
    if len(waiting) > 1:
        waiting.sort(key=lambda pair: (_distance(*pair), sorted(map(_ranked, pair))))
    free_old, free_new = list(old), list(new)
    for one, other in waiting:
        if one in free_old and other in free_new:
            free_old.remove(one)
            free_new.remove(other)
            yield one, other
    yield from ((one, None) for one in free_old)
    yield from ((None, other) for other in free_new)


def _distance(one: Right, other: Right) -> int:
    pairs = zip((one.terms[:4], one.shared_with), (other.terms[:4], other.shared_with), strict=True)
    return len(one.wider_than(other)) + len(other.wider_than(one)) + sum(left != right for left, right in pairs)


def _ranked(right: Right) -> tuple[str, list[str]]:
    return repr(right.terms), sorted(right.shared_with)


def _lasting(old: tuple[Right, ...], new: tuple[Right, ...], moment: Moment) -> Iterator[Shift]:
    """Where the same rights in another order let something last longer: the first one that fits decides."""
    if max(len(old), len(new)) > 1:
        for severity, yeses in product(SEVERITIES, _YESES):
            one, other = _first(old, severity, yeses), _first(new, severity, yeses)
            if one and other and _length(other) > _length(one):
                yield Shift(one, other, moment)
                return


def _first(held: tuple[Right, ...], severity: Severity, yeses: tuple[Approval, ...]) -> Right | None:
    fitting = (right for right in held if at_least(severity, right.from_severity) and right.undo_after)
    return next((right for right in fitting if right.approval in yeses), None)


def _length(right: Right) -> int:
    return seconds(right.undo_after or "1s")
