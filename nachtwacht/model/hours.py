"""Office hours and other spans of the day, in the customer's own time zone: pure arithmetic, no clock is read."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from nachtwacht.model.scope import Hours, OfficeHours

if TYPE_CHECKING:
    from holidays import HolidayBase

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HORIZON_DAYS = 400


def local(timezone: str, at: float) -> dt.datetime:
    """The customer's wall-clock time for UTC seconds ``at``."""
    return dt.datetime.fromtimestamp(at, ZoneInfo(timezone))


def within_hours(hours: Hours, timezone: str, at: float) -> bool:
    """Whether ``at`` (UTC seconds) falls in a span of the day; ``to`` at or before ``from`` passes midnight."""
    now, start, end = local(timezone, at).time(), _time(hours.start), _time(hours.end)
    return start <= now < end if start < end else now >= start or now < end


def within_office_hours(hours: OfficeHours, timezone: str, at: float) -> bool:
    """Whether ``at`` (UTC seconds) falls in office hours: working days, less public holidays.

    A span that passes midnight belongs to the day on which it begins. ``from`` equal to ``to`` is 24 hours.
    """
    now = local(timezone, at)
    start, end, today = _time(hours.start), _time(hours.end), now.date()
    if start < end:
        return start <= now.time() < end and is_working_day(hours, today)
    began_today = now.time() >= start and is_working_day(hours, today)
    return began_today or (now.time() < end and is_working_day(hours, today - dt.timedelta(days=1)))


def is_working_day(hours: OfficeHours, day: dt.date) -> bool:
    """Whether the office opens on that day."""
    return _DAYS[day.weekday()] in hours.days and day not in _calendar(hours.holidays)


def moment_of(text: str, timezone: str, *, last: bool) -> float:
    """UTC seconds of a day or a time as a scope writes it; a ValueError for what is neither.

    A day counts from its first moment, or with ``last`` to its last one; a time without an offset is the customer's.
    """
    zone = ZoneInfo(timezone)
    if len(text) == len("2026-01-01"):
        day = dt.date.fromisoformat(text) + dt.timedelta(days=1 if last else 0)
        return dt.datetime.combine(day, dt.time(), zone).timestamp()
    moment = dt.datetime.fromisoformat(text)
    return moment.replace(tzinfo=moment.tzinfo or zone).timestamp()


def next_time(hours: OfficeHours, timezone: str, at: float, *, inside: bool) -> float:
    """The first moment from ``at`` on (UTC seconds) that is inside office hours, or outside them.

    Equal to ``at`` when that holds already. When it does not happen within 400 days, the end of those.
    """
    if within_office_hours(hours, timezone, at) is inside:
        return at
    for moment in _edges(hours, timezone, at):
        if moment > at and within_office_hours(hours, timezone, moment) is inside:
            return moment
    return at + _HORIZON_DAYS * 86400


def _edges(hours: OfficeHours, timezone: str, at: float) -> Iterator[float]:
    """Moments at which office hours may begin or end, in order, from the day before ``at``."""
    zone = ZoneInfo(timezone)
    first = local(timezone, at).date() - dt.timedelta(days=1)
    clock_times = sorted({_time(hours.start), _time(hours.end)})
    for days in range(_HORIZON_DAYS):
        day = first + dt.timedelta(days=days)
        for clock_time in clock_times:
            yield dt.datetime.combine(day, clock_time, zone).timestamp()


def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


@functools.lru_cache(maxsize=8)
def _calendar(name: str) -> HolidayBase:
    """Public holidays of ``NL`` or ``DE-BY``; years are filled in as they are asked for."""
    import holidays

    country, _, subdivision = name.partition("-")
    return holidays.country_holidays(country, subdiv=subdivision or None)
