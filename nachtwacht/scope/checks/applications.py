"""Applications: one file each, on a machine that runs applications."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.subject import Subject

HOSTS = frozenset(("server", "workstation", "mail"))
"""Kinds of host that run applications of the customer."""
_AT_ROOT = frozenset(("var", "opt", "srv", "home", "usr", "mnt"))
"""Folders with which a path begins whose first stroke was forgotten."""
_NOT_LOGS = ("/dev", "/proc", "/sys", "/etc/shadow", "/etc/ssh", "/root/.ssh", "/etc/nachtwacht")


def paths(subject: Subject) -> Iterator[ScopeFinding]:
    """Paths are absolute, name one file, and lead nowhere else."""
    for index, application in enumerate(subject.scope.assets.applications):
        if why := _wrong(application.path):
            fix = _meant(application.path.strip())
            message = f"'{application.path}' {why}"
            yield subject.say("NW368", ("assets", "applications", index, "path"), message, fix)


def once(subject: Subject) -> Iterator[ScopeFinding]:
    """No log is read twice."""
    seen: dict[tuple[str, str], str] = {}
    for index, application in enumerate(subject.scope.assets.applications):
        first = seen.setdefault((application.host, posixpath.normpath(application.path)), application.name)
        if first != application.name:
            message = f"'{first}' already reads {application.path} on {application.host}"
            yield subject.say("NW369", ("assets", "applications", index, "path"), message)


def on_machines(subject: Subject) -> Iterator[ScopeFinding]:
    """They run where applications run."""
    for index, application in enumerate(subject.scope.assets.applications):
        host = subject.hosts.get(application.host)
        if host is not None and host.kind not in HOSTS:
            message = f"'{application.name}' would run on '{host.name}', which is a {host.kind}"
            yield subject.say("NW370", ("assets", "applications", index, "host"), message)


def _meant(path: str) -> str:
    """The plain path that was probably meant; empty when that cannot be known."""
    plain = posixpath.normpath(path).replace("//", "/")
    if plain.split("/")[0] in _AT_ROOT:
        plain = f"/{plain}"
    return plain if plain.startswith("/") and not _wrong(plain) else ""


def _wrong(path: str) -> str:
    """What is wrong with a path; empty when nothing is."""
    parts = path.split("/")
    wrongs = {
        "is not a path from the root": not path.startswith("/"),
        "leads back with '..'": ".." in parts,
        "is not a plain path": path != path.strip() or "//" in path or "." in parts or "\\" in path,
        "has a sign in it that stands for other names": bool(set(path) & set("*?[]{}$~`\"'|;&<>\n\t")),
        "names a folder": path.endswith("/"),
        "is no log": any(path == root or path.startswith(root + "/") for root in _NOT_LOGS),
    }
    return next((why for why, holds in wrongs.items() if holds), "")


CHECKS = (paths, once, on_machines)
