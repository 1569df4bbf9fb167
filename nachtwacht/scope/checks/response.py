"""Permissions: that they can be carried out, are asked to somebody, come to an end, and do not contradict."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from nachtwacht.document.nearest import nearest
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import PARTS, Part, Permission, When, seconds
from nachtwacht.scope.subject import Subject

_IN_WORDS = {"office_hours": "in office hours", "outside_office_hours": "outside office hours"}

LONGEST_SECONDS = 7 * 86400


def known_actions(subject: Subject) -> Iterator[ScopeFinding]:
    """Every permission is for an action that exists, on assets that can carry it out."""
    for index, permission in enumerate(subject.scope.response):
        kinds = subject.actions.get(permission.allow)
        if kinds is None:
            near = nearest(permission.allow, subject.actions)
            known = ", ".join(sorted(subject.actions)) or "none"
            message = f"'{permission.allow}' is no action; there are: {known}"
            yield subject.say("NW204", ("response", index, "allow"), message, near)
            continue
        unable = [name for name in subject.expand(permission.on) if subject.sight.kinds.get(name) not in kinds]
        if unable:
            message = f"{', '.join(unable)} cannot {permission.allow}; that takes a {' or '.join(sorted(kinds))}"
            yield subject.say("NW401", ("response", index, "on"), message)


def somebody_answers(subject: Subject) -> Iterator[ScopeFinding]:
    """Who must approve can be reached at that hour, and it is said how long we wait and what silence means."""
    for index, permission in enumerate(subject.scope.response):
        path = ("response", index)
        if permission.approval == "customer":
            for hours in _unreachable(subject, permission.when):
                yield subject.say("NW402", (*path, "approval"), f"no contact can be reached {_IN_WORDS[hours]}")
            if permission.wait_minutes is None:
                message = "it is not said how long we wait for the customer's answer"
                yield subject.say("NW405", (*path, "approval"), message, "wait_minutes: 15, if_no_answer: deny")
        if permission.if_no_answer == "allow":
            message = f"'{permission.allow}' is done when nobody answers"
            about = (permission.allow, *subject.expand(permission.on))
            yield subject.say("NW406", (*path, "if_no_answer"), message, "deny", about=about)


def somebody_is_told(subject: Subject) -> Iterator[ScopeFinding]:
    """At every hour some contact can be reached."""
    for hours in _unreachable(subject, "always") if subject.scope.contacts else ():
        yield subject.say("NW408", ("contacts",), f"no contact can be reached {_IN_WORDS[hours]}", "reach: always")


def comes_to_an_end(subject: Subject) -> Iterator[ScopeFinding]:
    """What can be undone is undone after some time."""
    for index, permission in enumerate(subject.scope.response):
        if permission.undo_after is None and permission.allow in subject.actions:
            message = f"'{permission.allow}' would never be undone"
            yield subject.say("NW403", ("response", index, "allow"), message, "undo_after: 4h")


def not_for_long(subject: Subject) -> Iterator[ScopeFinding]:
    """No response lasts longer than a week."""
    for index, permission in enumerate(subject.scope.response):
        if permission.undo_after and seconds(permission.undo_after) > LONGEST_SECONDS:
            message = f"'{permission.allow}' would last {permission.undo_after}, longer than a week"
            about = (permission.allow, *subject.expand(permission.on))
            yield subject.say("NW409", ("response", index, "undo_after"), message, about=about)


def never_contained(subject: Subject) -> Iterator[ScopeFinding]:
    """No permission names an asset that must never be contained."""
    untouchable = {host.name for host in subject.scope.assets.hosts if host.never_contain}
    for index, permission in enumerate(subject.scope.response):
        members = [name for name in subject.expand(permission.on) if name in untouchable]
        if members:
            message = f"{', '.join(members)} must never be contained, so '{permission.allow}' is not done there"
            yield subject.say("NW404", ("response", index, "on"), message, about=(permission.allow, *members))


def no_contradiction(subject: Subject) -> Iterator[ScopeFinding]:
    """No two permissions speak of the same action on the same asset at the same hour."""
    for (first, one), (second, other) in combinations(enumerate(subject.scope.response), 2):
        shared = set(subject.expand(one.on)) & set(subject.expand(other.on))
        if one.allow == other.allow and shared and _same_hour(one, other):
            line = subject.document.position(("response", first)).line
            message = f"line {line} already says when we may '{other.allow}' on {', '.join(sorted(shared))}"
            yield subject.say("NW407", ("response", second, "allow"), message)


def _same_hour(one: Permission, other: Permission) -> bool:
    return bool(set(PARTS[one.when]) & set(PARTS[other.when]))


def _unreachable(subject: Subject, when: When) -> list[Part]:
    reached = {hours for contact in subject.scope.contacts for hours in PARTS[contact.reach]}
    return [hours for hours in PARTS[when] if hours not in reached]


CHECKS = (
    known_actions,
    somebody_answers,
    somebody_is_told,
    comes_to_an_end,
    not_for_long,
    never_contained,
    no_contradiction,
)
