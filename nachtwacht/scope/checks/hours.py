"""Hours of the office and of administration: a likely length, the right way round, the one within the other."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import Hours, OfficeHours
from nachtwacht.scope.subject import Subject

_DAY = 24 * 60
LONGEST_OFFICE, SHORTEST_OFFICE = 16 * 60, 2 * 60
LONGEST_ADMIN = 18 * 60
IN_SHIFTS = 12 * 60
"""Minutes."""
_OFFICE, _ADMIN = ("service", "office_hours"), ("business", "admin_hours")


def days(subject: Subject) -> Iterator[ScopeFinding]:
    """There are working days, each once, and not every day."""
    listed = subject.scope.service.office_hours.days
    once = tuple(dict.fromkeys(listed))
    path = (*_OFFICE, "days")
    if not listed:
        yield subject.say("NW340", path, "there is no working day", "[mon, tue, wed, thu, fri]")
    elif len(once) < len(listed):
        twice = next(day for at, day in enumerate(listed) if day in listed[:at])
        yield subject.say("NW234", path, f"'{twice}' stands twice", f"[{', '.join(once)}]", about=(twice,))
    if len(once) == 7 and lasting(subject.scope.service.office_hours) <= IN_SHIFTS:  # noqa: PLR2004  The days of the week.
        yield subject.say("NW235", path, "every day is a working day, also Saturday and Sunday")


def office(subject: Subject) -> Iterator[ScopeFinding]:
    """The office opens before it closes, and is open for a likely time."""
    hours = subject.scope.service.office_hours
    length, path = lasting(hours), (*_OFFICE, "from")
    if hours.start == hours.end:
        return
    if minutes(hours.start) > minutes(hours.end):
        message = f"office hours from {hours.start} to {hours.end} pass midnight: the night would count as the day"
        yield subject.say("NW231", path, message, f'from: "{hours.end}", to: "{hours.start}"')
    elif not SHORTEST_OFFICE <= length <= LONGEST_OFFICE:
        message = f"office hours from {hours.start} to {hours.end} last {_words(length)}"
        yield subject.say("NW236", path, message)


def administration(subject: Subject) -> Iterator[ScopeFinding]:
    """Hours of administration leave the night odd, and cover the office hours."""
    admin, office_hours = subject.scope.business.admin_hours, subject.scope.service.office_hours
    start, end, path = minutes(admin.start), minutes(admin.end), (*_ADMIN, "from")
    if start == end:
        return
    if start > end:
        message = f"from {admin.start} to {admin.end} passes midnight: no log-in at night would be odd"
        yield subject.say("NW232", path, message, f'from: "{admin.end}", to: "{admin.start}"')
    elif lasting(admin) > LONGEST_ADMIN:
        message = f"from {admin.start} to {admin.end} leaves {_words(_DAY - lasting(admin))} in which a log-in is odd"
        yield subject.say("NW232", path, message)
    else:
        yield from _covers(subject, admin, office_hours)


def _covers(subject: Subject, admin: Hours, office_hours: OfficeHours) -> Iterator[ScopeFinding]:
    late, early = admin.start > office_hours.start, admin.end < office_hours.end
    in_shifts = lasting(office_hours) > IN_SHIFTS  # Then people work whom no administrator sees.
    if (late or early) and not in_shifts and office_hours.start < office_hours.end:
        message = (
            f"administration from {admin.start} to {admin.end} leaves out part of the office hours, "
            f"{office_hours.start} to {office_hours.end}"
        )
        whole = min(admin.start, office_hours.start), max(admin.end, office_hours.end)
        key, time = ("from", whole[0]) if late else ("to", whole[1])
        yield subject.say("NW233", (*_ADMIN, key), message, f'"{time}"')


def minutes(clock: str) -> int:
    """Minutes since midnight."""
    return int(clock[:2]) * 60 + int(clock[3:])


def lasting(hours: Hours | OfficeHours) -> int:
    """Minutes between begin and end, over midnight when they are that way round."""
    return (minutes(hours.end) - minutes(hours.start)) % _DAY


def _words(length: int) -> str:
    return f"{length // 60} h {length % 60:02} min" if length % 60 else f"{length // 60} hours"


CHECKS = (days, office, administration)
