"""Permissions that are given with care: few, severe, asked about where much depends on it, and of some use."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import SEVERITIES, Permission, Severity, at_least, seconds
from nachtwacht.scope.subject import Subject

CUTS = ("isolate", "disable", "lock", "quarantine", "revoke", "suspend")
"""How actions begin that keep people from their work."""
MOST = {"hour": 60, "day": 500}
SHORTEST_SECONDS = 600
LONGEST_WAIT = 60
"""Minutes."""


def ceilings(subject: Subject) -> Iterator[ScopeFinding]:
    """What keeps people from their work without asking has a ceiling that can be reached, and a severe reason."""
    for index, permission in enumerate(subject.scope.response):
        path, about = ("response", index), _about(subject, permission)
        freely = permission.approval == "none"
        if freely and permission.at_most is None and _cuts(permission):
            message = f"'{permission.allow}' may be done without asking, any number of times"
            yield subject.say("NW412", path, message, "at_most: 3 per hour", about=about)
        floor: Severity = "high" if _cuts(permission) else "medium"
        if freely and not at_least(permission.from_severity, floor):
            message = f"'{permission.allow}' may be done without asking for what is only {permission.from_severity}"
            yield subject.say("NW413", (*path, "from_severity"), message, floor, about=about)
        if permission.at_most:
            count, _, span = permission.at_most.split(" ")
            if int(count) > MOST[span]:
                message = f"'{permission.at_most}' is no ceiling for '{permission.allow}'"
                yield subject.say("NW414", (*path, "at_most"), message, about=about)


def times(subject: Subject) -> Iterator[ScopeFinding]:
    """A response lasts longer than an attacker's patience, and a question not as long as the response."""
    for index, permission in enumerate(subject.scope.response):
        path, about = ("response", index), _about(subject, permission)
        lasts = seconds(permission.undo_after) if permission.undo_after else 0
        if permission.undo_after and lasts < SHORTEST_SECONDS:
            fix = permission.undo_after[:-1] + ("h" if permission.undo_after.endswith("m") else "m")
            message = f"'{permission.allow}' would be undone after {permission.undo_after}"
            yield subject.say("NW415", (*path, "undo_after"), message, fix, about=about)
        wait = permission.wait_minutes
        if permission.approval != "none" and wait and (wait > LONGEST_WAIT or 0 < lasts <= wait * 60):
            message = f"we would wait {wait} minutes for a yes to '{permission.allow}'"
            yield subject.say("NW417", (*path, "wait_minutes"), message, "15", about=about)


def without_effect(subject: Subject) -> Iterator[ScopeFinding]:
    """Nothing is said about waiting where nobody is asked, or about silence where nobody waits."""
    for index, permission in enumerate(subject.scope.response):
        path, about = ("response", index), _about(subject, permission)
        if permission.approval == "none" and permission.wait_minutes is not None:
            message = "nobody is asked, so nobody waits"
            yield subject.say("NW416", (*path, "wait_minutes"), message, "remove it", about=about)
        silent = permission.if_no_answer == "allow" and permission.wait_minutes is None
        if permission.approval == "analyst" and silent:
            message = "without wait_minutes silence never counts"
            yield subject.say("NW416", (*path, "if_no_answer"), message, "deny", about=about)


def what_all_depend_on(subject: Subject) -> Iterator[ScopeFinding]:
    """A crown jewel, a directory's server and a mail server are not cut off without asking."""
    directories = {identity.host for identity in subject.scope.assets.identities}
    for index, permission in enumerate(subject.scope.response):
        if permission.approval != "none" or not _cuts(permission):
            continue
        hosts = [host for name in subject.expand(permission.on) if (host := subject.hosts.get(name))]
        kept = [
            host.name
            for host in hosts
            if not host.never_contain
            and (host.criticality == "crown_jewel" or host.kind == "mail" or host.name in directories)
        ]
        if kept:
            message = f"{', '.join(kept)} may be cut off without asking, and everybody depends on it"
            yield subject.say("NW420", ("response", index, "on"), message, about=(permission.allow, *kept))


def of_use(subject: Subject) -> Iterator[ScopeFinding]:
    """Something that is watched asks for the response, and is severe enough."""
    asked = _asked(subject)
    for index, permission in enumerate(subject.scope.response):
        kinds = subject.actions.get(permission.allow)
        able = [name for name in subject.expand(permission.on) if subject.sight.kinds.get(name) in (kinds or ())]
        able = [name for name in able if not (subject.hosts[name].never_contain if name in subject.hosts else False)]
        if not able:
            continue
        highest = [
            asked[key]
            for name in able
            for key in ((permission.allow, name), (permission.allow, subject.sight.kinds[name]))
            if key in asked
        ]
        about = _about(subject, permission)
        if not highest:
            message = f"nothing that is watched ever asks for '{permission.allow}' on {', '.join(able)}"
            yield subject.say("NW410", ("response", index, "allow"), message, about=about)
        elif not any(at_least(severity, permission.from_severity) for severity in highest):
            most = max(highest, key=SEVERITIES.index)
            message = f"what asks for '{permission.allow}' there is at most {most}, never {permission.from_severity}"
            yield subject.say("NW410", ("response", index, "from_severity"), message, most, about=about)


def _asked(subject: Subject) -> dict[tuple[str, str], Severity]:
    """Action with an asset or a kind of host -> the highest severity of what asks for it, by its runbook."""
    asked: dict[tuple[str, str], Severity] = {}
    acts: dict[str, tuple[tuple[str, str], ...]] = {}
    for asset, watches in subject.watches.items():
        for watch in watches:
            book = watch.pack.runbook
            if book not in acts:
                acts[book] = _acts(subject, book)
            for action, kind in acts[book]:
                key = (action, kind or asset)
                before = asked.setdefault(key, watch.severity)
                if before != watch.severity and not at_least(before, watch.severity):
                    asked[key] = watch.severity
    return asked


def _acts(subject: Subject, book: str) -> tuple[tuple[str, str], ...]:
    """What a runbook does: each action, with the kind of host that it is done on or nothing for the asset itself."""
    runbook = subject.catalog.runbooks.get(book)
    acts = [step for step in runbook.steps if step.kind == "act"] if runbook else []
    return tuple((step.action, step.on.removeprefix("kind:") if step.on.startswith("kind:") else "") for step in acts)


def _cuts(permission: Permission) -> bool:
    return permission.allow.startswith(CUTS)


def _about(subject: Subject, permission: Permission) -> tuple[str, ...]:
    return (permission.allow, *subject.expand(permission.on))


CHECKS = (ceilings, times, without_effect, what_all_depend_on, of_use)
