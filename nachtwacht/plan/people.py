"""Whom we call, in which order and when; and the hours that the customer works."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from nachtwacht.model.scope import Contact, Part, Scope
from nachtwacht.plan.hours import moments
from nachtwacht.plan.turn import Turn, paired, turn


def contacts(before: Scope, after: Scope) -> Iterator[Turn]:
    """People that are new, gone, or called otherwise; a loss when nobody can be called at an hour any more."""
    found = paired(
        before.contacts,
        after.contacts,
        lambda one: one,
        lambda one: one.name,
        lambda one: one.email.casefold(),
        lambda one: "".join(char for char in one.phone if char.isdigit()),
    )
    pairs = list(found)
    for old, new in pairs:
        yield from _contact(old, new)
    yield from _order(before, after, pairs)
    for moment in moments(before, after):
        if _reachable(before, moment[0]) and not _reachable(after, moment[1]):
            yield turn("nobody", "contacts", "less", moment=moment)


def hours(before: Scope, after: Scope) -> Iterator[Turn]:
    """The customer's clock, working hours and holidays. Fewer of them make more wait until the morning."""
    old, new = before.service.office_hours, after.service.office_hours
    if before.customer.timezone != after.customer.timezone:
        yield turn(
            "timezone", "hours", "less", zone_before=before.customer.timezone, zone_after=after.customer.timezone
        )
    if (set(old.days), old.start, old.end) != (set(new.days), new.start, new.end):
        fewer = _fewer(before, after)
        facts: dict[str, object] = {
            "days_before": old.days,
            "hours_before": (old.start, old.end),
            "days_after": new.days,
            "hours_after": (new.start, new.end),
        }
        yield turn("office_hours", "hours", "less" if fewer else "other", **facts)
    if old.holidays != new.holidays:
        yield turn("holidays", "hours", "less", holidays_before=old.holidays, holidays_after=new.holidays)


def _fewer(before: Scope, after: Scope) -> bool:
    """Whether an hour of the week is no office hour any more, whatever the clock and the holidays become."""
    old, new = before.service.office_hours, replace(after.service.office_hours, holidays="")
    same_clock = replace(after, customer=before.customer, service=replace(after.service, office_hours=new))
    same_holidays = replace(before, service=replace(before.service, office_hours=replace(old, holidays="")))
    return ("office_hours", "outside_office_hours") in moments(same_holidays, same_clock)


def _reachable(scope: Scope, part: Part) -> bool:
    return any(contact.reach in ("always", part) for contact in scope.contacts)


def _contact(old: Contact | None, new: Contact | None) -> Iterator[Turn]:
    one = new or old
    assert one is not None
    if old is None or new is None:
        kind = "contact_new" if old is None else "contact_gone"
        facts = {"person": one.name, "role": one.role, "reach": one.reach, "minutes": one.wait_minutes}
        yield turn(kind, "contacts", **facts)
        return
    if old.name != new.name:
        yield turn("contact_name", "contacts", person=old.name, person_after=new.name)
    for field in ("role", "phone", "email", "reach"):
        was, becomes = getattr(old, field), getattr(new, field)
        if was != becomes:
            facts = {f"{field}_before": was, f"{field}_after": becomes}
            yield turn(f"contact_{field}", "contacts", person=new.name, **facts)
    if old.wait_minutes != new.wait_minutes:
        facts = {"minutes_before": old.wait_minutes, "minutes_after": new.wait_minutes}
        yield turn("contact_wait", "contacts", person=new.name, **facts)


def _order(before: Scope, after: Scope, pairs: list[tuple[Contact | None, Contact | None]]) -> Iterator[Turn]:
    """Said when those who stay are called in another order."""
    stay = [(old, new) for old, new in pairs if old is not None and new is not None]
    asked = [before.contacts.index(old) for old, _ in sorted(stay, key=lambda pair: after.contacts.index(pair[1]))]
    if asked != sorted(asked):
        yield turn("contact_order", "contacts", people=tuple(contact.name for contact in after.contacts))
