"""What is watched: use cases that can see their assets, assets that a use case watches, one runtime."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import UseCase
from nachtwacht.scope.sources import sources
from nachtwacht.scope.subject import Subject


def sighted(subject: Subject) -> Iterator[ScopeFinding]:
    """Every use case gets the signals that it needs from each of its assets."""
    for index, case in enumerate(subject.scope.use_cases):
        pack = subject.catalog.packs.get(case.use)
        if pack is None:
            continue
        path = ("use_cases", index)
        found = {asset: sources(subject.sight, pack.spec, asset) for asset in _assets(subject, case)}
        for networks in {source.unreadable for source in found.values() if source.unreadable}:
            message = f"'{case.use}' must look inside the traffic of {', '.join(networks)}, which cannot be read"
            yield subject.say("NW308", (*path, "use"), message)
        blind = {asset: source.lacks for asset, source in found.items() if source.lacks}
        code = "NW301" if len(blind) == len(found) else "NW302"
        for reason in sorted({lack.en for lacks in blind.values() for lack in lacks}):
            names = ", ".join(asset for asset, lacks in blind.items() if reason in [lack.en for lack in lacks])
            yield subject.say(code, (*path, "on"), f"'{case.use}' cannot watch {names}: {reason}")


def watched_once(subject: Subject) -> Iterator[ScopeFinding]:
    """No use case stands twice on one asset."""
    seen: dict[tuple[str, str], int] = {}
    for index, case in enumerate(subject.scope.use_cases):
        again = [asset for asset in _assets(subject, case) if seen.setdefault((case.use, asset), index) != index]
        if again:
            line = subject.document.position(("use_cases", seen[case.use, again[0]])).line
            message = f"'{case.use}' is already on {', '.join(again)} in line {line}"
            yield subject.say("NW309", ("use_cases", index, "on"), message)


def unwatched(subject: Subject) -> Iterator[ScopeFinding]:
    """Every asset that people or applications work on is watched by some use case."""
    watched = {asset for case in subject.scope.use_cases for asset in _assets(subject, case)}
    kinds = {host.name: host.kind for host in subject.scope.assets.hosts}
    for name, path in subject.named():
        ours = kinds.get(name, "") in ("sensor", "gateway", "mail", "runtime") or path[1] == "networks"
        if name not in watched and not ours:
            yield subject.say("NW303", path, f"no use case watches '{name}'")


def one_runtime(subject: Subject) -> Iterator[ScopeFinding]:
    """Exactly one host runs detection and response."""
    runtimes = [index for index, host in enumerate(subject.scope.assets.hosts) if host.kind == "runtime"]
    if not runtimes:
        message = "there is no host of kind runtime"
        yield subject.say("NW310", ("assets", "hosts"), message, "- {name: soc-01, kind: runtime}")
    for index in runtimes[1:]:
        yield subject.say("NW310", ("assets", "hosts", index), "there is already a host of kind runtime")


def _assets(subject: Subject, case: UseCase) -> tuple[str, ...]:
    return subject.scope.expand(case.on)


CHECKS = (sighted, watched_once, unwatched, one_runtime)
