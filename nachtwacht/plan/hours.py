"""Hours that become other hours: what was outside office hours may be inside from now on, and rights depend on it."""

from __future__ import annotations

from itertools import product

from nachtwacht.model.scope import Hours, OfficeHours, Part, Scope

Moment = tuple[Part, Part]
"""A kind of hour: in which part of the day it was, and in which it will be."""

STANDING: tuple[Moment, ...] = (
    ("office_hours", "office_hours"),
    ("outside_office_hours", "outside_office_hours"),
)
ALL: tuple[Moment, ...] = (
    *STANDING,
    ("office_hours", "outside_office_hours"),
    ("outside_office_hours", "office_hours"),
)
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PARTS: tuple[Part, Part] = ("outside_office_hours", "office_hours")


def moments(before: Scope | None, after: Scope | None) -> tuple[Moment, ...]:
    """Every kind of hour that there is between two scopes.

    When the clock or the public holidays change, every kind is taken to occur: some day of some year it does.
    """
    if before is None or after is None:
        return STANDING
    one, other = before.service.office_hours, after.service.office_hours
    if before.customer.timezone != after.customer.timezone or one.holidays != other.holidays:
        return ALL
    if one == other:
        return STANDING
    found = {_moment(one, other, day, minute) for day, minute in product(range(7), _boundaries(one, other))}
    return tuple(moment for moment in ALL if moment in found or moment == STANDING[1])


def in_office(hours: OfficeHours, day: int, minute: int) -> bool:
    """Whether a minute of a day (0 is Monday) without public holidays is in office hours."""
    start, end = minute_of(hours.start), minute_of(hours.end)
    if start < end:
        return start <= minute < end and _WEEK[day] in hours.days
    return (minute >= start and _WEEK[day] in hours.days) or (minute < end and _WEEK[day - 1] in hours.days)


def minute_of(text: str) -> int:
    """``08:30`` as minutes since midnight."""
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute)


def within(hours: Hours, minute: int) -> bool:
    """Whether a minute of the day is in a span; ``to`` at or before ``from`` passes midnight."""
    start, end = minute_of(hours.start), minute_of(hours.end)
    return start <= minute < end if start < end else minute >= start or minute < end


def reaches_beyond(one: Hours, other: Hours) -> bool:
    """Whether a span of the day has a minute that the other one has not."""
    edges = [0, *(minute_of(text) for text in (one.start, one.end, other.start, other.end))]
    return any(within(one, minute) and not within(other, minute) for minute in edges)


def _moment(one: OfficeHours, other: OfficeHours, day: int, minute: int) -> Moment:
    return _PARTS[in_office(one, day, minute)], _PARTS[in_office(other, day, minute)]


def _boundaries(one: OfficeHours, other: OfficeHours) -> list[int]:
    return sorted({0, *(minute_of(text) for text in (one.start, one.end, other.start, other.end))})
