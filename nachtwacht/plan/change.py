"""What a new plan means beside the one that stands: what is watched, what may be done, and all that was agreed about it.

Whatever is less than before, or lets us do more, needs somebody's consent (docs/adr/0013-what-needs-consent.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import Cell, CoveragePlan
from nachtwacht.plan.agreements import agreements
from nachtwacht.plan.estate import estate
from nachtwacht.plan.exclusions import exclusions
from nachtwacht.plan.people import contacts, hours
from nachtwacht.plan.planned_work import planned_work
from nachtwacht.plan.sharpness import sharpness
from nachtwacht.plan.shifts import Shift, shifts
from nachtwacht.plan.turn import Turn

Catalogs = tuple[Catalog | None, Catalog | None]
"""What was sold when the old plan was made, and what is sold now; None where it is not known."""


class Watched(Struct, frozen=True, order=True):
    """A use case on an asset that is, or was, to be watched."""

    use_case: str
    asset: str
    because: str = ""
    """For what is lost: why, when the new plan says it."""


class Change(Struct, frozen=True):
    """The difference between two plans, in service terms."""

    gained: tuple[Watched, ...] = ()
    lost: tuple[Watched, ...] = ()
    widened: tuple[Shift, ...] = ()
    narrowed: tuple[Shift, ...] = ()
    altered: tuple[Shift, ...] = ()
    """Rights that are other than they were, but neither wider nor narrower."""
    starts: tuple[str | None, str | None] = (None, None)
    """Until which day we only report, before and after; None when we do not, or no longer."""
    turns: tuple[Turn, ...] = ()
    """All else that is not as it was."""

    @property
    def nothing(self) -> bool:
        """Whether nothing changes for the customer."""
        before, after = self.starts
        return before == after and not (
            self.gained or self.lost or self.widened or self.narrowed or self.altered or self.turns
        )

    @property
    def sooner(self) -> bool:
        """Whether we begin to act on an earlier day than before."""
        before, after = self.starts
        return before is not None and (after is None or after < before)

    @property
    def needs_consent(self) -> bool:
        """Whether somebody has to say yes by name: less is watched, or more may be done."""
        return bool(self.lost or self.widened or self.sooner or any(turn.consent for turn in self.turns))


def differences(
    before: CoveragePlan | None,
    after: CoveragePlan | None,
    *,
    today: date | None = None,
    catalogs: Catalogs = (None, None),
) -> Change:
    """From one plan to another; None stands for a customer who is not (or no longer) watched.

    With ``today``, what is over by then (an exclusion, a day until which we only report) counts as gone. With
    catalogues, defaults of thresholds count, and rules and procedures that were rewritten are told.
    """
    old, new = _watched(before), _watched(after)
    shifted = shifts(before.scope if before else None, after.scope if after else None)
    reasons = {(cell.use_case, cell.asset): cell.because for cell in (after.cells if after else ())}
    return Change(
        gained=tuple(Watched(*key) for key in new if key not in old),
        lost=tuple(Watched(*key, because=reasons.get(key, "")) for key in old if key not in new),
        widened=shifted.widened,
        narrowed=shifted.narrowed,
        altered=shifted.altered,
        starts=_starts(before, after, today),
        turns=tuple(_turns(before, after, today, catalogs)) if before and after else (),
    )


def _turns(before: CoveragePlan, after: CoveragePlan, today: date | None, catalogs: Catalogs) -> Iterator[Turn]:
    yield from exclusions(before, after, today)
    yield from planned_work(before.scope, after.scope, today)
    yield from sharpness(before, after, catalogs)
    yield from contacts(before.scope, after.scope)
    yield from hours(before.scope, after.scope)
    yield from estate(before, after)
    yield from agreements(before.scope, after.scope, today)


def _watched(plan: CoveragePlan | None) -> dict[tuple[str, str], Cell]:
    cells = plan.cells if plan else ()
    return {(cell.use_case, cell.asset): cell for cell in cells if cell.state not in ("excluded", "impossible")}


def _starts(
    before: CoveragePlan | None, after: CoveragePlan | None, today: date | None
) -> tuple[str | None, str | None]:
    """The days until which we only report. Who was not watched before has nothing to compare with."""
    if before is None or after is None:
        return (None, None)
    return (_observing(before, today), _observing(after, today))


def _observing(plan: CoveragePlan, today: date | None) -> str | None:
    until = plan.scope.service.observe_until
    return None if until is None or (today is not None and until <= today.isoformat()) else until
