"""Exclusions and planned work laid beside one another: what they take away together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import Exclusion, at_least
from nachtwacht.scope.checks.calendar import A_YEAR, day, moment
from nachtwacht.scope.checks.words import PLACEHOLDERS
from nachtwacht.scope.subject import Subject

LONGEST = timedelta(days=90)
BETWEEN = timedelta(days=8)
"""Exclusions with a shorter pause count as one."""
UNSEEN = timedelta(days=14)
LONGEST_WORK = timedelta(days=7)
ONE_JOB = timedelta(days=3)
_Span = tuple[date, date, int]


def not_for_good(subject: Subject) -> Iterator[ScopeFinding]:
    """No exclusions of one thing follow one another for longer than one may last, or lie over one another."""
    told: set[tuple[str, int]] = set()
    for (use, asset), spans in _spans(subject).items():
        first, reach = spans[0][0], spans[0][1]
        for start, until, index in spans[1:]:
            over = start <= reach
            first = first if start - reach < BETWEEN else start
            reach = max(reach, until)
            if reach - first > LONGEST and first < start:
                code, message = (
                    "NW508",
                    f"together with the one before, '{use}' is off on {asset} from {first} to {reach}",
                )
            elif over:
                code, message = "NW509", f"'{use}' is already off on {asset} on {start}"
            else:
                continue
            if (code, index) not in told:
                told.add((code, index))
                about = (use, asset) if code == "NW509" else ()
                yield subject.say(code, ("exclusions", index, "from"), message, about=about)


def something_left(subject: Subject) -> Iterator[ScopeFinding]:
    """On no day is everything off, and no crown jewel is unwatched for more than two weeks."""
    cells = {(watch.use, asset) for asset, watches in subject.watches.items() for watch in watches}
    spans = _spans(subject)
    for index, exclusion in enumerate(subject.scope.exclusions):
        start = day(exclusion.start)
        if start is None or not cells:
            continue
        off = {cell for cell, all_ in spans.items() if any(begin <= start <= end for begin, end, _ in all_)}
        if cells <= off:
            yield subject.say("NW341", ("exclusions", index), f"on {start} every use case is off everywhere")
            return
    yield from _jewels(subject, spans)


def _jewels(subject: Subject, spans: dict[tuple[str, str], list[_Span]]) -> Iterator[ScopeFinding]:
    for host in subject.scope.assets.hosts:
        watches = subject.watches.get(host.name, ())
        if host.criticality != "crown_jewel" or not watches:
            continue
        every = [spans.get((watch.use, host.name), []) for watch in watches]
        for begin, _, index in every[0]:
            ends = [max((end for start, end, _ in one if start <= begin <= end), default=begin) for one in every]
            if UNSEEN <= min(ends) - begin <= LONGEST and min(ends) >= subject.today:
                message = f"from {begin} to {min(ends)} nothing watches '{host.name}', a crown jewel"
                yield subject.say("NW342", ("exclusions", index), message, about=(host.name,))


def soon(subject: Subject) -> Iterator[ScopeFinding]:
    """Exclusions begin within a year."""
    for index, exclusion in enumerate(subject.scope.exclusions):
        start = day(exclusion.start)
        if start and start > subject.today + A_YEAR:
            message = f"it begins on {start}, more than a year from now"
            about = (exclusion.use_case, *subject.expand(exclusion.on))
            yield subject.say("NW507", ("exclusions", index, "from"), message, about=about)


def work(subject: Subject) -> Iterator[ScopeFinding]:
    """Planned work is to come, lasts days, is accounted for, and is done on something that is watched."""
    for index, window in enumerate(subject.scope.change_windows):
        path, on = ("change_windows", index), subject.expand(window.on)
        start, until = moment(window.start), moment(window.until)
        for key, text in (("reason", window.reason), ("owner", window.owner)):
            if text.strip().lower() in PLACEHOLDERS:
                yield subject.say("NW524", (*path, key), f"'{text}' says nothing")
        # A date may carry an offset; then only the days are compared.
        if start and until and until.replace(tzinfo=None) - start.replace(tzinfo=None) > LONGEST_WORK:
            days = (until.date() - start.date()).days
            yield subject.say("NW520", (*path, "until"), f"the work would last {days} days", about=on)
        if until and until.date() < subject.today:
            yield subject.say("NW523", (*path, "until"), f"it ended on {until.date()}", "remove it", about=on)
        if start and start.date() > subject.today + A_YEAR:
            yield subject.say(
                "NW507", (*path, "from"), f"it begins on {start.date()}, more than a year from now", about=on
            )
        if on and subject.scope.use_cases and not any(name in subject.watches for name in on):
            yield subject.say("NW521", (*path, "on"), f"no use case watches {', '.join(on)}", about=on)


def jewels_stay_seen(subject: Subject) -> Iterator[ScopeFinding]:
    """Planned work does not make a crown jewel unimportant for longer than three days."""
    for index, window in enumerate(subject.scope.change_windows):
        start, until = moment(window.start), moment(window.until)
        if window.lower_to is None or at_least(window.lower_to, "high") or not start or not until:
            continue
        if until.replace(tzinfo=None) - start.replace(tzinfo=None) <= ONE_JOB:
            continue
        names = [name for name in subject.expand(window.on) if name in subject.hosts]
        jewels = [name for name in names if subject.hosts[name].criticality == "crown_jewel"]
        if jewels:
            message = f"what happens on {', '.join(jewels)} would only be {window.lower_to} meanwhile"
            yield subject.say("NW522", ("change_windows", index, "lower_to"), message, "high", about=jewels)


def _spans(subject: Subject) -> dict[tuple[str, str], list[_Span]]:
    """Use case and asset -> when it is off and by which exclusion, in order of time."""
    spans: dict[tuple[str, str], list[_Span]] = {}
    for index, exclusion in enumerate(subject.scope.exclusions):
        if found := _days(exclusion):
            for asset in subject.expand(exclusion.on):
                spans.setdefault((exclusion.use_case, asset), []).append((*found, index))
    return {cell: sorted(found) for cell, found in spans.items()}


def _days(exclusion: Exclusion) -> tuple[date, date] | None:
    start, until = day(exclusion.start), day(exclusion.until)
    return (start, until) if start and until and start <= until else None


CHECKS = (not_for_good, something_left, soon, work, jewels_stay_seen)
