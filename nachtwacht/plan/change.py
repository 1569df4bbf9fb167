"""What a new plan means beside the one that stands: coverage gained and lost, response widened and narrowed."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from nachtwacht.model.coverage import Cell, CoveragePlan
from nachtwacht.plan.rights import Right, rights


class Watched(Struct, frozen=True, order=True):
    """A use case on an asset that is, or was, to be watched."""

    use_case: str
    asset: str
    because: str = ""
    """For what is lost: why, when the new plan says it."""


class Shift(Struct, frozen=True, order=True):
    """One right before and after; None where there was or will be none."""

    before: Right | None
    after: Right | None

    @property
    def right(self) -> Right:
        """The one that there is, the new one first."""
        right = self.after or self.before
        assert right is not None
        return right


class Change(Struct, frozen=True):
    """The difference between two plans, in service terms."""

    gained: tuple[Watched, ...] = ()
    lost: tuple[Watched, ...] = ()
    widened: tuple[Shift, ...] = ()
    narrowed: tuple[Shift, ...] = ()
    starts: tuple[str | None, str | None] = (None, None)
    """Until which day we only report, before and after."""

    @property
    def nothing(self) -> bool:
        """Whether neither coverage nor response changes."""
        return not (self.gained or self.lost or self.widened or self.narrowed or self.starts[0] != self.starts[1])

    @property
    def needs_consent(self) -> bool:
        """Whether somebody has to say yes by name: less is watched, or more may be done."""
        before, after = self.starts
        return bool(self.lost or self.widened or (before is not None and (after is None or after < before)))


def differences(before: CoveragePlan | None, after: CoveragePlan | None) -> Change:
    """From one plan to another; None stands for a customer who is not (or no longer) watched."""
    old, new = _watched(before), _watched(after)
    shifts = _shifts(rights(before.scope) if before else (), rights(after.scope) if after else ())
    reasons = {(cell.use_case, cell.asset): cell.because for cell in (after.cells if after else ())}
    return Change(
        gained=tuple(Watched(*key) for key in new if key not in old),
        lost=tuple(Watched(*key, because=reasons.get(key, "")) for key in old if key not in new),
        widened=tuple(shift for shift in shifts if _wider(shift.before, shift.after)),
        narrowed=tuple(shift for shift in shifts if _wider(shift.after, shift.before)),
        starts=_starts(before, after),
    )


def _watched(plan: CoveragePlan | None) -> dict[tuple[str, str], Cell]:
    cells = plan.cells if plan else ()
    return {(cell.use_case, cell.asset): cell for cell in cells if cell.state not in ("excluded", "impossible")}


def _shifts(before: Iterable[Right], after: Iterable[Right]) -> list[Shift]:
    old = {right.key: right for right in before}
    new = {right.key: right for right in after}
    return [Shift(old.get(key), new.get(key)) for key in dict.fromkeys((*old, *new))]


def _wider(one: Right | None, other: Right | None) -> bool:
    """Whether the second lets us do something that the first does not."""
    return other is not None and (one is None or bool(other.wider_than(one)))


def _starts(before: CoveragePlan | None, after: CoveragePlan | None) -> tuple[str | None, str | None]:
    """The days until which we only report. Who was not watched before has nothing to compare with."""
    if before is None or after is None:
        return (None, None)
    return (before.scope.service.observe_until, after.scope.service.observe_until)
