"""Groups and names of machines: groups that a slip made, names that mislead, and the people who use a machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from nachtwacht.document.nearest import near
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import HostKind
from nachtwacht.scope.checks.likeness import confusable
from nachtwacht.scope.subject import Subject

MISLEADING = frozenset(
    (
        *("all", "any", "every", "everything", "everyone", "none", "nothing", "other", "others", "rest", "default"),
        *("alle", "alles", "geen", "overig", "overige", "true", "false", "null", "yes", "no", "on", "off"),
        *("network", "networks", "hosts", "groups", "group", "crown_jewel", "always"),
    )
)
"""Words that mean something else wherever a name can stand."""
KINDS = frozenset(get_args(get_args(HostKind)[0]))
_USER = re.compile(r"[^\s@\\/,;:<>\"]+\Z")


Slips = list[tuple[str, str]]
"""Groups with the group that was probably meant instead."""


def names_apart(subject: Subject) -> Iterator[ScopeFinding]:
    """Groups are what they were meant to be, are named somewhere, and no two names are taken for one another."""
    named = {name for _, on in subject.lists() for name in on}
    slips = _slips(subject, named)
    yield from _misspelt(subject, slips)
    yield from _idle(subject, named, slips)
    yield from _alike(subject, slips)


def _misspelt(subject: Subject, slips: Slips) -> Iterator[ScopeFinding]:
    """A group that resembles another, and that nothing names or that has only one member, is a slip."""
    for group, other in slips:
        for index, host in enumerate(subject.scope.assets.hosts):
            if host.group == group:
                message = f"'{host.name}' is in the group '{group}', not in '{other}'; did you mean '{other}'?"
                about = (host.name, group)
                yield subject.say("NW213", ("assets", "hosts", index, "group"), message, other, about=about)


def _idle(subject: Subject, named: set[str], slips: Slips) -> Iterator[ScopeFinding]:
    """Every group is named somewhere."""
    told = {group for group, _ in slips}
    for index, host in enumerate(subject.scope.assets.hosts):
        group = host.group
        if group and group not in named and group not in told:
            told.add(group)
            path = ("assets", "hosts", index, "group")
            yield subject.say("NW214", path, f"nothing in this scope names the group '{group}'", about=(group,))


def _alike(subject: Subject, slips: Slips) -> Iterator[ScopeFinding]:
    """No two names are taken for one another."""
    told = {frozenset(pair) for pair in slips}
    for one, other in confusable((*subject.assets, *sorted(subject.groups))):
        if frozenset((one, other)) not in told:
            path = (*subject.assets[other], "name") if other in subject.assets else _first_of(subject, other)
            message = f"'{other}' is easily confused with '{one}'"
            yield subject.say("NW212", path, message, about=sorted((one, other)))


def misleading(subject: Subject) -> Iterator[ScopeFinding]:
    """No asset and no group has a name that reads as something else; one that is all of its kind may bear its name."""
    for name, path in subject.assets.items():
        if name in MISLEADING or (name in KINDS and _of_kind(subject, name) != {name}):
            yield subject.say("NW216", (*path, "name"), f"'{name}' reads as if more were meant", about=(name,))
    for group, members in subject.members.items():
        if group in MISLEADING or (group in KINDS and _of_kind(subject, group) != set(members)):
            message = f"'{group}' reads as if others than its members were meant"
            yield subject.say("NW216", _first_of(subject, group), message, about=(group,))


def _of_kind(subject: Subject, kind: str) -> set[str]:
    return {host.name for host in subject.scope.assets.hosts if host.kind == kind}


def users(subject: Subject) -> Iterator[ScopeFinding]:
    """A user is written as the part of the mail address before the @."""
    for index, host in enumerate(subject.scope.assets.hosts):
        if host.user is not None and not _USER.match(host.user):
            bare = host.user.strip().split("@")[0].rsplit("\\", 1)[-1].strip()
            message = f"'{host.user}' is not a user's short name"
            fix = bare if _USER.match(bare) else ""
            yield subject.say("NW215", ("assets", "hosts", index, "user"), message, fix)


def _slips(subject: Subject, named: set[str]) -> Slips:
    sizes = {group: len(members) for group, members in subject.members.items()}
    found = []
    for group, size in sizes.items():
        for other, more in sizes.items():
            lonely = size < more and size == 1
            unnamed = group not in named and other in named
            if (lonely or unnamed) and _nearly(group, other) and not (group in named and other not in named):
                found.append((group, other))
                break
    return found


def _nearly(one: str, other: str) -> bool:
    plain, others = (re.sub(r"[-_.]", "", word) for word in (one, other))
    return one != other and (plain == others or near(plain, others) or (_long(plain) and _two_apart(plain, others)))


def _long(word: str) -> bool:
    return len(word) >= 8  # noqa: PLR2004  Letters from which on two slips still leave a word recognisable.


def _two_apart(one: str, other: str) -> bool:
    """Whether two slips make one word of the other: one letter out of each, and a slip is left."""
    if abs(len(one) - len(other)) > 2:  # noqa: PLR2004  Two letters more or less.
        return False
    outs = {other[:at] + other[at + 1 :] for at in range(len(other))}
    return any(
        short in outs or any(near(short, out) for out in outs)
        for short in (one[:at] + one[at + 1 :] for at in range(len(one)))
    )


def _first_of(subject: Subject, group: str) -> tuple[str | int, ...]:
    hosts = subject.scope.assets.hosts
    return ("assets", "hosts", next(index for index, host in enumerate(hosts) if host.group == group), "group")


CHECKS = (names_apart, misleading, users)
