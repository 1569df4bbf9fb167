"""Exclusions: a reason, an owner, an end within 90 days, and something that they exclude."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import Exclusion
from nachtwacht.scope.checks.calendar import day
from nachtwacht.scope.subject import Subject

LONGEST = timedelta(days=90)


def ends(subject: Subject) -> Iterator[ScopeFinding]:
    """It ends after it begins, within 90 days, and not in the past."""
    for index, exclusion in enumerate(subject.scope.exclusions):
        start, until = day(exclusion.start), day(exclusion.until)
        path = ("exclusions", index, "until")
        if start is None or until is None:
            continue
        if until < start:
            yield subject.say("NW503", path, f"it ends {until}, before it begins {start}", str(start))
        elif until - start > LONGEST:
            days = (until - start).days
            yield subject.say("NW502", path, f"it lasts {days} days; at most 90", str(start + LONGEST))
        elif until < subject.today:
            yield subject.say(
                "NW501", path, f"it ended on {until}", "remove the exclusion", about=_about(subject, exclusion)
            )


def excludes_something(subject: Subject) -> Iterator[ScopeFinding]:
    """The use case watches the assets that it is taken off."""
    watched = {(case.use, asset) for case in subject.scope.use_cases for asset in subject.expand(case.on)}
    for index, exclusion in enumerate(subject.scope.exclusions):
        idle = [name for name in subject.expand(exclusion.on) if (exclusion.use_case, name) not in watched]
        if idle and exclusion.use_case in subject.catalog.packs:
            message = f"'{exclusion.use_case}' does not watch {', '.join(idle)}, so there is nothing to exclude"
            yield subject.say("NW504", ("exclusions", index, "on"), message)


def accounted_for(subject: Subject) -> Iterator[ScopeFinding]:
    """Reason, owner and approval are filled in, and the last two are two people."""
    for index, exclusion in enumerate(subject.scope.exclusions):
        filled = {"reason": exclusion.reason, "owner": exclusion.owner, "approved_by": exclusion.approved_by}
        for key, text in filled.items():
            if not text.strip():
                yield subject.say("NW505", ("exclusions", index, key), f"'{key}' is empty")
        if exclusion.owner.strip() and exclusion.owner == exclusion.approved_by:
            message = f"'{exclusion.owner}' owns and approved it"
            yield subject.say("NW506", ("exclusions", index, "approved_by"), message, about=_about(subject, exclusion))


def _about(subject: Subject, exclusion: Exclusion) -> tuple[str, ...]:
    return (exclusion.use_case, *subject.expand(exclusion.on))


CHECKS = (ends, excludes_something, accounted_for)
