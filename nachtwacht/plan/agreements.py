"""What the law and the contract ask, the language that the customer reads, and the warnings that somebody lives with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nachtwacht.model.scope import AcceptedWarning, Scope
from nachtwacht.plan.turn import Side, Turn, paired, turn

_NIS2 = ("none", "important", "essential")


def agreements(before: Scope, after: Scope, today: date | None) -> Iterator[Turn]:
    """Every agreement that is not what it was."""
    yield from _customer(before, after)
    yield from _privacy(before, after)
    yield from _works_council(before, after)
    yield from _warnings(before, after, today)


def _customer(before: Scope, after: Scope) -> Iterator[Turn]:
    old, new = before.customer, after.customer
    for field in ("id", "name", "sector", "contract", "language"):
        was, becomes = getattr(old, field), getattr(new, field)
        if was != becomes:
            name = "language" if field == "language" else "text"
            facts = {f"{name}_before": was, f"{name}_after": becomes}
            yield turn(f"customer_{field}", "agreements", **facts)


def _privacy(before: Scope, after: Scope) -> Iterator[Turn]:
    old, new = before.privacy, after.privacy
    if old.retention_days != new.retention_days:
        # Shorter, and we can look back less far; longer, and more is kept of people than was agreed.
        side: Side = "less" if new.retention_days < old.retention_days else "may"
        facts = {"days_before": old.retention_days, "days_after": new.retention_days}
        yield turn("retention", "agreements", side, **facts)
    if old.data_region != new.data_region:
        yield turn("region", "agreements", "may", region_before=old.data_region, region_after=new.data_region)
    if old.processor_agreement != new.processor_agreement:
        references = {"text_before": old.processor_agreement, "text_after": new.processor_agreement}
        yield turn("processor", "agreements", **references)
    if old.nis2 != new.nis2:
        lower = _NIS2.index(new.nis2.class_) < _NIS2.index(old.nis2.class_)
        classes = {"nis_before": old.nis2.class_, "nis_after": new.nis2.class_}
        yield turn("nis2", "agreements", "less" if lower else "other", **classes)


def _works_council(before: Scope, after: Scope) -> Iterator[Turn]:
    old, new = before.privacy.works_council, after.privacy.works_council
    if old.status != new.status:
        # Whoever no longer has to be asked has not agreed.
        side: Side = "other" if new.status == "agreed" else "may"
        yield turn("council", "agreements", side, council_before=old.status, council_after=new.status)
    elif old != new:
        yield turn("council_said", "agreements", day=new.date, text=new.reference)


def _warnings(before: Scope, after: Scope, today: date | None) -> Iterator[Turn]:
    pairs = paired(
        before.accepted_warnings,
        after.accepted_warnings,
        lambda one: one,
        lambda one: (one.warning, one.on),
        lambda one: (one.warning, one.reason),
    )
    for old, new in pairs:
        was, becomes = _standing(old, today), _standing(new, today)
        if was == becomes:
            continue
        one = becomes or was
        assert one is not None
        kind = "warning_new" if was is None else "warning_gone" if becomes is None else "warning_changed"
        facts = {"code": one.warning, "names": one.on, "reason": one.reason, "person": one.accepted_by}
        yield turn(kind, "agreements", day=one.until, **facts)


def _standing(one: AcceptedWarning | None, today: date | None) -> AcceptedWarning | None:
    """The acceptance, when it is not over."""
    return one if one is not None and (today is None or one.until >= today.isoformat()) else None
