"""Who is told, and when: the contacts in their order, their hours, and what the night is too short for."""

from __future__ import annotations

from msgspec import Struct

from nachtwacht.model.hours import next_time
from nachtwacht.model.scope import Contact, Scope, Severity, at_least


class Told(Struct, frozen=True, kw_only=True):
    """One contact and the time (UTC seconds) from which the story may go out."""

    contact: Contact
    due: float


def whom(scope: Scope, severity: Severity, now: float) -> tuple[Told, ...]:
    """Every contact with a mailbox, in the scope's order.

    Outside office hours, what is below ``wake_from`` waits for all of them until the office opens. Above it, a
    contact who is there outside office hours only, or in them only, is told when those hours begin.
    """
    hours, timezone = scope.service.office_hours, scope.customer.timezone
    wakes = at_least(severity, scope.service.wake_from)
    told: list[Told] = []
    for contact in scope.contacts:
        due = now if wakes else next_time(hours, timezone, now, inside=True)
        if contact.reach != "always":
            due = next_time(hours, timezone, due, inside=contact.reach == "office_hours")
        if contact.email:
            told.append(Told(contact=contact, due=due))
    return tuple(told)
