"""Warnings that a scope accepts for a while: which findings they quiet, and what is wrong with the acceptances.

An entry quiets a warning of its code when everything that the warning is about stands in the entry's ``on``, where
the name of a group stands for its hosts. What it quiets is still there, marked with why, by whom and until when.
An error is never accepted, and neither is a warning about an acceptance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from nachtwacht.document.codes import CODES
from nachtwacht.document.nearest import nearest
from nachtwacht.document.place import Path
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import AcceptedWarning, Scope
from nachtwacht.scope.checks.calendar import day
from nachtwacht.scope.subject import Subject

LONGEST = timedelta(days=366)
"""How far ahead an acceptance may end."""
OF_ANOTHER_FILE = ("NW7", "NW8")
"""Codes whose findings are made elsewhere, so that an entry for them cannot be called idle here."""
NEVER = frozenset(("NW553", "NW554"))
"""Warnings about acceptances themselves."""


def accept(subject: Subject, findings: Iterable[ScopeFinding]) -> Iterator[ScopeFinding]:
    """The findings, accepted ones marked, and then what is wrong with the acceptances."""
    said = tuple(findings)
    if not subject.scope.accepted_warnings:
        yield from said
        return
    yield from marked(subject.scope, said, subject.today)
    for index, entry in enumerate(subject.scope.accepted_warnings):
        yield from _entry(subject, ("accepted_warnings", index), entry, said)


def marked(scope: Scope, findings: Iterable[ScopeFinding], today: date) -> Iterator[ScopeFinding]:
    """The findings, each warning that an entry in force accepts marked as such."""
    wholes = [(entry, _covered(scope, entry)) for entry in scope.accepted_warnings if _in_force(entry, today)]
    for found in findings:
        entry = next((entry for entry, on in wholes if _accepts(entry, on, found)), None)
        why = f"{entry.reason}; {entry.accepted_by}; until {entry.until}" if entry else ""
        yield msgspec.structs.replace(found, accepted=why) if why else found


def _accepts(entry: AcceptedWarning, on: frozenset[str], found: ScopeFinding) -> bool:
    return found.code == entry.warning and _may_be_accepted(found.code) and set(found.about) <= on


def _may_be_accepted(code: str) -> bool:
    return code in CODES and CODES[code].severity == "warning" and code not in NEVER


def _covered(scope: Scope, entry: AcceptedWarning) -> frozenset[str]:
    """What an entry names, the hosts of its groups included."""
    return frozenset((*entry.on, *scope.expand(entry.on)))


def _in_force(entry: AcceptedWarning, today: date) -> bool:
    until = day(entry.until)
    filled = entry.reason.strip() and entry.accepted_by.strip()
    return bool(filled) and until is not None and today <= until <= today + LONGEST


def _entry(
    subject: Subject, path: Path, entry: AcceptedWarning, said: tuple[ScopeFinding, ...]
) -> Iterator[ScopeFinding]:
    """What is wrong with one entry."""
    if not _may_be_accepted(entry.warning):
        yield _no_warning(subject, path, entry.warning)
        return
    for key, text in (("reason", entry.reason), ("accepted_by", entry.accepted_by)):
        if not text.strip():
            yield subject.say("NW556", (*path, key), f"'{key}' is empty")
    until, limit = day(entry.until), subject.today + LONGEST
    on = _covered(subject.scope, entry)
    quieted = [found for found in said if _accepts(entry, on, found)]
    if until is not None and until > limit:
        message = f"{entry.warning} would be accepted until {until}, more than a year ahead"
        yield subject.say("NW555", (*path, "until"), message, str(limit))
    elif until is not None and until < subject.today and quieted:
        message = f"{entry.warning} was accepted until {until}; it is shown again"
        yield subject.say("NW553", (*path, "until"), message, about=entry.on)
    elif not entry.warning.startswith(OF_ANOTHER_FILE):
        yield from _idle(subject, path, entry, said)


def _no_warning(subject: Subject, path: Path, code: str) -> ScopeFinding:
    known = CODES.get(code)
    if known is None:
        alike = [other for other in CODES if _may_be_accepted(other) and sorted(other) == sorted(code)]
        fix = alike[0] if len(alike) == 1 else ""
        return subject.say("NW551", (*path, "warning"), f"there is no warning {code}", fix)
    what = "an error" if known.severity == "error" else "about an acceptance"
    message = f"{code} is {what} and cannot be accepted: {known.title.lower()}"
    return subject.say("NW552", (*path, "warning"), message)


def _idle(
    subject: Subject, path: Path, entry: AcceptedWarning, said: tuple[ScopeFinding, ...]
) -> Iterator[ScopeFinding]:
    """Entries, and names in them, that accept nothing (any more)."""
    same = [found for found in said if found.code == entry.warning]
    on = _covered(subject.scope, entry)
    quieted = [found for found in same if set(found.about) <= on]
    if not quieted:
        about = [name for found in same[:1] for name in found.about]
        but = f"; {entry.warning} is about {', '.join(about)}" if about else ""
        message = f"there is no warning {entry.warning} that this accepts{but}"
        yield subject.say("NW554", (*path, "warning"), message, f"on: [{', '.join(about)}]" if about else "remove it")
        return
    used = {name for found in quieted for name in found.about}
    for number, name in enumerate(entry.on):
        if not used.intersection((name, *subject.scope.expand((name,)))):
            near = nearest(name, {other for found in same for other in found.about} - set(entry.on))
            message = f"no warning {entry.warning} that this accepts is about '{name}'"
            yield subject.say("NW554", (*path, "on", number), message, near or "remove it")
