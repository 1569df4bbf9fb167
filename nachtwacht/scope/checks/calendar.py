"""Days: that they exist, and come in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from nachtwacht.document.place import Path
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.subject import Subject

A_YEAR = timedelta(days=366)


def days_exist(subject: Subject) -> Iterator[ScopeFinding]:
    """Every date is in the calendar."""
    for path, text in _dates(subject):
        if day(text) is None:
            yield subject.say("NW109", path, f"{text} is no day of the calendar", _last_day(text))


def windows(subject: Subject) -> Iterator[ScopeFinding]:
    """Change windows begin and end at a time that exists, in that order."""
    for index, window in enumerate(subject.scope.change_windows):
        start, until = moment(window.start), moment(window.until)
        for key, text, found in (("from", window.start, start), ("until", window.until, until)):
            if found is None:
                message = f"'{text}' is no time; write 2026-11-30 22:00"
                yield subject.say("NW109", ("change_windows", index, key), message)
        if start and until and until <= start:
            path = ("change_windows", index, "until")
            yield subject.say("NW503", path, f"it ends {window.until}, before it begins {window.start}")


def not_far_away(subject: Subject) -> Iterator[ScopeFinding]:
    """Watching without acting ends within a year: a day beyond is a slip, and nothing is done until then."""
    until = subject.scope.service.observe_until
    found = day(until) if until else None
    if found is not None and found > subject.today + A_YEAR:
        message = f"nothing would be done automatically before {found}, more than a year from now"
        yield subject.say("NW239", ("service", "observe_until"), message, _nearer(found, subject.today))


def hours_last(subject: Subject) -> Iterator[ScopeFinding]:
    """Office hours and hours of administration have a length."""
    office, admin = subject.scope.service.office_hours, subject.scope.business.admin_hours
    for path, hours in ((("service", "office_hours", "to"), office), (("business", "admin_hours", "to"), admin)):
        if hours.start == hours.end:
            yield subject.say("NW110", path, f"the hours begin and end at {hours.start}")


def _nearer(far: date, today: date) -> str:
    """The same day of the year within the next twelve months, when the year has one digit wrong; else empty."""
    for year in (today.year, today.year + 1):
        if sum(one != other for one, other in zip(f"{far.year}", f"{year}", strict=True)) == 1:
            try:
                meant = far.replace(year=year)
            except ValueError:
                continue
            if today <= meant <= today + A_YEAR:
                return meant.isoformat()
    return ""


def day(text: str) -> date | None:
    """The day, or None when there is no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """A day with a time, ``2026-11-30 22:00``, in the customer's time zone; or None."""
    for shape in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, shape)  # noqa: DTZ007  The zone is the customer's and not needed to compare.
        except ValueError:
            continue
    return None


def _dates(subject: Subject) -> Iterator[tuple[Path, str]]:
    scope = subject.scope
    if scope.service.observe_until:
        yield ("service", "observe_until"), scope.service.observe_until
    for index, exclusion in enumerate(scope.exclusions):
        yield ("exclusions", index, "from"), exclusion.start
        yield ("exclusions", index, "until"), exclusion.until
    for index, entry in enumerate(scope.accepted_warnings):
        yield ("accepted_warnings", index, "until"), entry.until
    if scope.privacy.works_council.date:
        yield ("privacy", "works_council", "date"), scope.privacy.works_council.date


def _last_day(text: str) -> str:
    """The last day of the month that was meant, for a 31st that does not exist."""
    year, month, number = (int(part) for part in text.split("-"))
    if not 1 <= month <= 12 or number <= 28 or not 1 <= year < 9999:  # noqa: PLR2004
        return ""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return (first_of_next - timedelta(days=1)).isoformat()


CHECKS = (days_exist, windows, not_far_away, hours_last)
