"""The step of the watch that turns events into findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from nachtwacht.detect import canary
from nachtwacht.detect.batch import Batch
from nachtwacht.detect.clock import clock_fields
from nachtwacht.detect.planned import lowered
from nachtwacht.detect.ruleset import Binding, Ruleset
from nachtwacht.detect.sigma.correlate import Seen, close, correlate
from nachtwacht.detect.sigma.route import concerns
from nachtwacht.detect.sigma.view import View, text_of
from nachtwacht.detect.state import State
from nachtwacht.model.hours import local
from nachtwacht.model.scope import Scope
from nachtwacht.model.watch import CanaryRegistration, Event, Finding, Match

AGAIN_SECONDS = 3600.0


class _Hit(Struct, frozen=True, kw_only=True):
    """A match within one binding. ``part`` is the canary's token, or empty for what is real."""

    match: Match
    part: str
    silent: bool
    correlated: bool = False


class _Sight(Struct, frozen=True):
    """An event as a use case sees it: real (``part`` is empty), or of the canary with that token."""

    event: Event
    view: View
    part: str = ""


def detect(events: Batch, rules: Ruleset, state: State) -> Iterable[Finding]:
    """Findings of these events, in their order; ``state`` changes in the caller's transaction."""
    findings: list[Finding] = []
    for event in events.events:
        real = _real(event)
        registered = canary.registration(state.connection, event.canary) if event.canary else None
        for binding in rules.bindings:
            sight = real if registered is None else _sight(event, real, registered, binding, rules.scope)
            for hit in _hits(sight, binding, events.now, state):
                findings.extend(_finding(hit, binding, rules, state, events.now))
    for binding in rules.bindings:
        for hit in _closed(binding, state, events.now):
            findings.extend(_finding(hit, binding, rules, state, events.now))
    return findings


def _real(event: Event) -> _Sight:
    return _Sight(replace(event, canary=None) if event.canary else event, View(event.fields))


def _sight(event: Event, real: _Sight, registered: CanaryRegistration, binding: Binding, scope: Scope) -> _Sight:
    """Only the use case and asset that were registered see a canary, so nobody hides from the others behind a token."""
    if registered.use_case != binding.pack.name or registered.asset != event.asset:
        return real
    if registered.clock is not None:
        event = replace(event, fields=event.fields | clock_fields(scope, registered.clock))
    return _Sight(event, View(event.fields), registered.token)


def _hits(sight: _Sight, binding: Binding, now: float, state: State) -> Iterator[_Hit]:
    for compiled in binding.rules:
        rule = compiled.rule
        if concerns(rule.source, sight.event) and compiled.judge(sight.view):
            match = Match(
                rule=rule.id, title=rule.title, level=rule.level, events=(sight.event,), at=now, tags=rule.tags
            )
            yield from _with_correlations(
                _Hit(match=match, part=sight.part, silent=compiled.silent), binding, now, state
            )


def _with_correlations(hit: _Hit, binding: Binding, now: float, state: State) -> Iterator[_Hit]:
    """A match, and whatever it completes, and whatever that completes."""
    yield hit
    latest = max(event.time for event in hit.match.events)
    seen = Seen(match=hit.match, part=hit.part, time=min(latest, now), now=now)
    for correlation in binding.correlations:
        if hit.match.rule in correlation.rules:
            for match in correlate(f"{binding.key}|{correlation.id}", correlation, state.window, seen):
                silent = correlation.id in binding.silent
                found = _Hit(match=match, part=hit.part, silent=silent, correlated=True)
                yield from _with_correlations(found, binding, now, state)


def _closed(binding: Binding, state: State, now: float) -> Iterator[_Hit]:
    for correlation in binding.correlations:
        for part, match in close(f"{binding.key}|{correlation.id}", correlation, state.window, now):
            silent = correlation.id in binding.silent
            hit = _Hit(match=match, part=part, silent=silent, correlated=True)
            yield from _with_correlations(hit, binding, now, state)


def _finding(hit: _Hit, binding: Binding, rules: Ruleset, state: State, now: float) -> Iterator[Finding]:
    last, scope = hit.match.events[-1], rules.scope
    if hit.silent or not binding.watches(last.asset, local(scope.customer.timezone, last.time).date()):
        return
    entities = _entities(hit.match, binding)
    if hit.correlated and not _new(hit, binding, entities, state, now):
        return
    severity, work = lowered(rules.planned, last.asset, last.time, binding.severity)
    if hit.part:
        canary.found(state.connection, hit.part, hit.match.title, now)
    yield Finding(
        id=_identity(hit, binding),
        customer=scope.customer.id,
        use_case=binding.pack.name,
        asset=last.asset,
        severity=severity,
        title=hit.match.title,
        rule=hit.match.rule,
        time=last.time,
        events=hit.match.events,
        entities=entities | ({"planned_work": work} if work else {}),
        techniques=binding.pack.techniques,
        canary=hit.part or None,
    )


def _entities(match: Match, binding: Binding) -> dict[str, str]:
    """Entity -> value, from the latest event that has the field."""
    found: dict[str, str] = {}
    for name, field in binding.pack.entities.items():
        for event in reversed(match.events):
            value = event.fields.get(field)
            if value not in (None, "", [], ()):
                found[name] = text_of(value[0] if isinstance(value, list | tuple) else value)
                break
    return found


def _new(hit: _Hit, binding: Binding, entities: dict[str, str], state: State, now: float) -> bool:
    """A correlation says the same about the same entities, after the same beginning, once an hour.

    What begins anew (another mail) is said at once, and what goes on for longer is said again: a response that has
    been undone by then is decided on anew.
    """
    if not binding.pack.distinct_by:
        return True
    values = [entities.get(name, "") for name in binding.pack.distinct_by]
    begun = [event.id for event in hit.match.events[:-1]]
    key = "\x1f".join([binding.key, hit.match.rule, hit.part, hit.match.events[-1].asset, *values, *begun])
    return state.first(key, now, now + min(binding.span, AGAIN_SECONDS))


def _identity(hit: _Hit, binding: Binding) -> str:
    """The same for the same rule on the same events, so that a finding can be stored twice and exist once."""
    words = [binding.key, hit.match.rule, hit.part, *(event.id for event in hit.match.events)]
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:32]
