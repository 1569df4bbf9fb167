"""Runs rules over a stream of events without a customer: what ``nw detect`` does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from nachtwacht.detect.packs import read_pack
from nachtwacht.detect.ruleset import Compiled, compile_rules, settings
from nachtwacht.detect.sigma.correlate import Seen, close, correlate
from nachtwacht.detect.sigma.fault import Fault
from nachtwacht.detect.sigma.parse import parse
from nachtwacht.detect.sigma.route import concerns
from nachtwacht.detect.sigma.rule import Correlation, RuleFile
from nachtwacht.detect.sigma.view import View
from nachtwacht.detect.state import State
from nachtwacht.model.failure import Failure
from nachtwacht.model.watch import Event, Match

EVICT_EVERY = 1000


class Hit(Struct, frozen=True):
    """A rule that fired; ``event`` is the index of the event that completed it."""

    rule: str
    title: str
    level: str
    event: int


def read_rules(paths: Iterable[Path]) -> dict[str, str]:
    """Rule files by name: files as they are named, folders with every ``*.yml`` below them."""
    texts: dict[str, str] = {}
    for path in paths:
        if not path.exists():
            raise Failure(
                f"{path}: there is no such file or folder", mend="name a Sigma file, or a folder of them", status=2
            )
        for file in sorted(path.rglob("*.yml")) if path.is_dir() else [path]:
            texts[str(file)] = file.read_text("utf-8", "replace")
    return texts


def defaults(paths: Iterable[Path]) -> dict[str, Sequence[Any]]:
    """The thresholds of detection packs among the paths, as their ``pack.yaml`` gives them."""
    values: dict[str, Sequence[Any]] = {}
    for path in paths:
        folder = path if path.is_dir() else path.parent
        for file in sorted(folder.rglob("pack.yaml")):
            pack = read_pack(file.parent, [])
            if pack is not None:
                values |= settings(pack.spec, {})
    return values


class Rules:
    """Compiled rules of a stream, found by what an event is."""

    def __init__(self, files: Mapping[str, str], values: Mapping[str, Sequence[Any]]) -> None:
        """``values`` fill placeholders; ``faults`` are what could not be used."""
        parsed, faults = parse(files)
        wrong = list(faults)
        self.compiled = compile_rules(parsed, values, wrong)
        self.correlations = _usable(parsed, self.compiled)
        self.silent = parsed.silent
        self.faults: tuple[Fault, ...] = tuple(sorted(wrong))
        self._routes: dict[tuple[str, str, tuple[str, ...]], list[Compiled]] = {}

    def of(self, event: Event) -> list[Compiled]:
        """The rules that concern an event."""
        key = event.product, event.service, event.categories
        found = self._routes.get(key)
        if found is None:
            found = self._routes[key] = [item for item in self.compiled if concerns(item.rule.source, event)]
        return found


def _usable(parsed: RuleFile, compiled: Iterable[Compiled]) -> tuple[Correlation, ...]:
    known = {item.rule.id for item in compiled} | {item.id for item in parsed.correlations}
    return tuple(item for item in parsed.correlations if set(item.rules) <= known)


def run(rules: Rules, events: Iterable[tuple[int, Event]]) -> Iterator[Hit]:
    """Everything that fires, in the order of the events; the clock is that of the events."""
    state, clock = State.memory(), 0.0
    for index, event in events:
        clock = max(clock, event.time)
        view = View(event.fields)
        for compiled in rules.of(event):
            if compiled.judge(view):
                rule = compiled.rule
                match = Match(rule=rule.id, title=rule.title, level=rule.level, events=(event,), at=clock)
                yield from _said(rules, state, match, index, clock)
        if rules.correlations and index % EVICT_EVERY == 0:
            yield from _closed(rules, state, clock)
            state.evict(clock)
    yield from _closed(rules, state, float("inf"))


def _said(rules: Rules, state: State, match: Match, index: int, clock: float) -> Iterator[Hit]:
    if match.rule not in rules.silent:
        yield Hit(match.rule, match.title, match.level, index)
    if not rules.correlations:
        return
    seen = Seen(match=match, part="", time=max(event.time for event in match.events), now=clock)
    for correlation in rules.correlations:
        if match.rule in correlation.rules:
            for found in correlate(correlation.id, correlation, state.window, seen):
                yield from _said(rules, state, found, index, clock)


def _closed(rules: Rules, state: State, clock: float) -> Iterator[Hit]:
    for correlation in rules.correlations:
        for _, match in close(correlation.id, correlation, state.window, clock):
            last = int(match.events[-1].id)
            yield from _said(rules, state, match, last, match.events[-1].time)
