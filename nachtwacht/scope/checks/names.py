"""Names of assets, groups, use cases, their settings, and people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nachtwacht.document.nearest import did_you_mean, nearest
from nachtwacht.document.place import Path, finding
from nachtwacht.model.content import Parameter
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import Contact, Scope
from nachtwacht.scope.subject import Subject


def names_once(subject: Subject) -> Iterator[ScopeFinding]:
    """No two assets share a name, and no asset has the name of a group."""
    for name, path in subject.named():
        first = subject.assets[name]
        if first != path:
            line = subject.document.position(first).line
            yield subject.say("NW201", (*path, "name"), f"'{name}' is already the name of an asset in line {line}")
        elif name in subject.groups:
            yield subject.say("NW201", (*path, "name"), f"'{name}' is also the name of a group")


def known_assets(subject: Subject) -> Iterator[ScopeFinding]:
    """Every name in ``on`` is that of an asset or a group."""
    for path, on in subject.lists():
        if not on:
            yield subject.say("NW203", path, "names no asset and no group")
        for index, name in enumerate(on):
            yield from _unknown(subject, (*path, index), name, subject.names, "asset or group")


def known_hosts(subject: Subject) -> Iterator[ScopeFinding]:
    """Directories, applications and networks name hosts that exist; hosts name networks that exist."""
    assets = subject.scope.assets
    hosts = frozenset(host.name for host in assets.hosts)
    networks = frozenset(network.name for network in assets.networks)
    for kind in ("identities", "applications"):
        for index, asset in enumerate(getattr(assets, kind)):
            yield from _unknown(subject, ("assets", kind, index, "host"), asset.host, hosts, "host")
    for index, network in enumerate(assets.networks):
        if network.watched_by:
            yield from _unknown(subject, ("assets", "networks", index, "watched_by"), network.watched_by, hosts, "host")
    for index, host in enumerate(assets.hosts):
        if host.network:
            yield from _unknown(subject, ("assets", "hosts", index, "network"), host.network, networks, "network")


def known_use_cases(subject: Subject) -> Iterator[ScopeFinding]:
    """Every use case is a detection pack."""
    packs = subject.catalog.packs
    for index, case in enumerate(subject.scope.use_cases):
        yield from _unknown(subject, ("use_cases", index, "use"), case.use, packs, "use case", code="NW202")
    for index, exclusion in enumerate(subject.scope.exclusions):
        path = ("exclusions", index, "use_case")
        yield from _unknown(subject, path, exclusion.use_case, packs, "use case", code="NW202")


def known_settings(subject: Subject) -> Iterator[ScopeFinding]:
    """Every setting in ``with`` is a parameter of the pack, with a value of the kind of its default."""
    for index, case in enumerate(subject.scope.use_cases):
        pack = subject.catalog.packs.get(case.use)
        for key, value in case.settings.items() if pack else ():
            path = ("use_cases", index, "with", key)
            parameter = pack.spec.parameters.get(key) if pack else None
            if parameter is None:
                near = nearest(key, pack.spec.parameters if pack else ())
                message = f"'{case.use}' has no setting '{key}'{did_you_mean(near)}"
                yield finding("NW208", subject.document.key(path), message, near)
            elif not _alike(value, parameter):
                message = f"'{key}' must be of the same kind as {parameter.default!r}"
                yield subject.say("NW208", path, message, _meant(value, parameter.default))


def known_people(subject: Subject) -> Iterator[ScopeFinding]:
    """Owners and approvers of exclusions, planned work and accepted warnings are among the contacts."""
    known = {word for contact in subject.scope.contacts for word in called(contact)}
    for path, name in _people(subject.scope):
        if name.strip() and name.lower() not in known:
            near = nearest(name, known)
            message = f"'{name}' is none of the contacts{did_you_mean(near)}"
            yield subject.say("NW209", path, message, near, about=(name,))


def _people(scope: Scope) -> Iterator[tuple[Path, str]]:
    for index, exclusion in enumerate(scope.exclusions):
        yield ("exclusions", index, "owner"), exclusion.owner
        yield ("exclusions", index, "approved_by"), exclusion.approved_by
    for index, window in enumerate(scope.change_windows):
        yield ("change_windows", index, "owner"), window.owner
    for index, entry in enumerate(scope.accepted_warnings):
        yield ("accepted_warnings", index, "accepted_by"), entry.accepted_by


def called(contact: Contact) -> tuple[str, str, str]:
    """How a contact may be named elsewhere in the file, in small letters."""
    email = contact.email.lower()
    return contact.name.lower(), email, email.split("@")[0]


def _alike(value: Any, parameter: Parameter) -> bool:
    default = parameter.default
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, int | float):
        return isinstance(value, int if isinstance(default, int) else (int, float))
    return isinstance(value, type(default))


def _meant(value: Any, default: Any) -> str:
    """The same value as the kind that it should be; empty when that cannot be known."""
    text = str(value).strip().lower()
    if isinstance(default, bool):
        known = {"yes": "true", "ja": "true", "on": "true", "aan": "true", "true": "true", "1": "true"}
        known |= {"no": "false", "nee": "false", "off": "false", "uit": "false", "false": "false", "0": "false"}
        return known.get(text, "")
    if isinstance(default, int) and not isinstance(value, bool):
        return text.removesuffix(".0") if text.removesuffix(".0").isdecimal() else ""
    if isinstance(default, tuple | list) and isinstance(value, str):
        return f"[{value}]"
    return ""


def _unknown(
    subject: Subject, path: Path, name: str, known: Any, what: str, *, code: str = "NW203"
) -> Iterator[ScopeFinding]:
    if name not in known:
        near = nearest(name, known)
        yield subject.say(code, path, f"'{name}' is no {what} of this {_whole(code)}{did_you_mean(near)}", near)


def _whole(code: str) -> str:
    return "scope" if code == "NW203" else "catalogue"


CHECKS = (names_once, known_assets, known_hosts, known_use_cases, known_settings, known_people)
