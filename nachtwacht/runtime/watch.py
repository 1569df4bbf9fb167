"""All that the detection loop goes by: scope, packs, rules, the customer's estate. Made anew at every reload."""

from __future__ import annotations

import time

from msgspec import Struct
from msgspec.structs import replace

from nachtwacht.detect.context import Config, Context, read_scope
from nachtwacht.detect.normalise import Estate
from nachtwacht.detect.packs import read_packs
from nachtwacht.detect.ruleset import Ruleset, load_rules
from nachtwacht.detect.sigma.fault import Fault


class Watch(Struct, frozen=True, kw_only=True):
    """One reading of the configuration folder. ``faults`` are what could not be used of it."""

    context: Context
    rules: Ruleset
    estate: Estate
    faults: tuple[Fault, ...]
    stamp: tuple[tuple[str, int, int], ...]

    def now(self) -> Context:
        """The context at this moment."""
        return replace(self.context, now=time.time())


def read_watch(config: Config) -> Watch:
    """Read scope and packs. A Failure when the scope cannot be used; a faulty rule or pack is left out and said."""
    mark = stamp(config)
    scope = read_scope(config)
    packs, faults = read_packs(config.packs)
    loaded = load_rules(packs, scope, config.watchers)
    missing = tuple(
        Fault(
            file=use_case.use,
            code="NW903",
            what=f"the use case {use_case.use} has no pack here that can be used",
            fix="mend the pack",
        )
        for use_case in scope.use_cases
        if use_case.use not in packs
    )
    context = Context(
        scope=scope,
        packs={name: pack.spec for name, pack in packs.items()},
        config=config,
        folder=config.scope.parent,
        now=time.time(),
    )
    return Watch(
        context=context,
        rules=loaded.rules,
        estate=Estate(scope, config.addresses),
        faults=(*faults, *loaded.faults, *missing),
        stamp=mark,
    )


def stamp(config: Config) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file of scope or packs does: path, size, time of change."""
    files = [config.scope, *sorted(config.packs.glob("*/*.y*ml")), *sorted(config.runbooks.glob("*.yaml"))]
    marks: list[tuple[str, int, int]] = []
    for file in files:
        try:
            status = file.stat()
        except OSError:
            continue
        marks.append((str(file), status.st_size, status.st_mtime_ns))
    return tuple(marks)
