"""What is watched: use cases that can see their assets, assets that a use case watches, one runtime."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.model.content import PackSpec
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.sources import Sources
from nachtwacht.scope.subject import Subject


def something(subject: Subject) -> Iterator[ScopeFinding]:
    """Something is watched."""
    if not subject.scope.use_cases:
        yield subject.say("NW340", ("use_cases",), "there is no use case, so nothing is watched")


def sighted(subject: Subject) -> Iterator[ScopeFinding]:
    """Every use case gets the signals that it needs from each of its assets."""
    seen: dict[int, dict[str, Sources]] = {}
    for asset, watches in subject.watches.items():
        for watch in watches:
            seen.setdefault(watch.index, {})[asset] = watch.sources
    for index, found in sorted(seen.items()):
        case, path = subject.scope.use_cases[index], ("use_cases", index)
        for networks in sorted({source.unreadable for source in found.values() if source.unreadable}):
            message = f"'{case.use}' must look inside the traffic of {', '.join(networks)}, which cannot be read"
            yield subject.say("NW308", (*path, "use"), message)
        blind = {asset: source.lacks for asset, source in found.items() if source.lacks}
        code = "NW301" if len(blind) == len(found) else "NW302"
        for reason in sorted({lack.en for lacks in blind.values() for lack in lacks}):
            names = [asset for asset, lacks in blind.items() if reason in [lack.en for lack in lacks]]
            message = f"'{case.use}' cannot watch {', '.join(names)}: {reason}"
            yield subject.say(code, (*path, "on"), message, about=(case.use, *names) if code == "NW302" else ())


def watched_once(subject: Subject) -> Iterator[ScopeFinding]:
    """No use case stands twice on one asset."""
    seen: dict[tuple[str, str], int] = {}
    for index, case in enumerate(subject.scope.use_cases):
        again = [asset for asset in subject.expand(case.on) if seen.setdefault((case.use, asset), index) != index]
        if again:
            line = subject.document.position(("use_cases", seen[case.use, again[0]])).line
            message = f"'{case.use}' is already on {', '.join(again)} in line {line}"
            yield subject.say("NW309", ("use_cases", index, "on"), message)


def unwatched(subject: Subject) -> Iterator[ScopeFinding]:
    """Every asset that people or applications work on is watched by some use case; a crown jewel above all."""
    watched = {asset for case in subject.scope.use_cases for asset in subject.expand(case.on)}
    for name, path in subject.named():
        host = subject.hosts.get(name)
        if host is not None and host.criticality == "crown_jewel":
            seen = [watch for watch in subject.watches.get(name, ()) if watch.sources.possible]
            if not seen:
                message = f"no use case watches '{name}', a crown jewel" if name not in watched else ""
                message = message or f"'{name}' is a crown jewel, and no use case that is put on it can see it"
                yield subject.say("NW345", path, message, about=(name,))
            continue
        ours = (host is not None and host.kind in ("sensor", "gateway", "mail", "runtime")) or path[1] == "networks"
        if name not in watched and not ours:
            yield subject.say("NW303", path, f"no use case watches '{name}'", about=(name,))


def one_runtime(subject: Subject) -> Iterator[ScopeFinding]:
    """Exactly one host runs detection and response."""
    runtimes = [index for index, host in enumerate(subject.scope.assets.hosts) if host.kind == "runtime"]
    if not runtimes:
        message = "there is no host of kind runtime"
        yield subject.say("NW310", ("assets", "hosts"), message, "- {name: soc-01, kind: runtime}")
    for index in runtimes[1:]:
        yield subject.say("NW310", ("assets", "hosts", index), "there is already a host of kind runtime")


def whose_mail(subject: Subject) -> Iterator[ScopeFinding]:
    """A use case that joins mails with machines knows whose machine it is."""
    for index, host in enumerate(subject.scope.assets.hosts):
        if host.user is None:
            joins = [
                watch.use for watch in subject.watches.get(host.name, ()) if _joins_mail(watch.sources, watch.pack)
            ]
            if joins:
                message = f"'{joins[0]}' cannot tell which mails belong to '{host.name}': it has no user"
                yield subject.say("NW347", ("assets", "hosts", index), message, "user: …", about=(host.name,))


def _joins_mail(found: Sources, pack: PackSpec) -> bool:
    return found.possible and any(need.of == "mail" for need in pack.needs)


CHECKS = (something, sighted, watched_once, unwatched, one_runtime, whose_mail)
