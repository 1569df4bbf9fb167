"""A pack's cases: records in, findings out, written as files beside the rules that they prove."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import yaml
from msgspec import Struct, field

from nachtwacht.detect.batch import Batch
from nachtwacht.detect.detection import detect
from nachtwacht.detect.normalise import Estate, Unparsed, normalise
from nachtwacht.detect.ruleset import load_rules
from nachtwacht.detect.sigma.parse import parse
from nachtwacht.detect.state import State
from nachtwacht.ingest.record import Record
from nachtwacht.model.content import Pack
from nachtwacht.model.scope import Scope
from nachtwacht.model.watch import Event, Finding


class Sent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One record as its source would ship it."""

    source: str
    host: str
    body: Any


class Wanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A finding that must come out; only the entities that are named are compared. ``rule`` is a rule's name."""

    rule: str
    asset: str
    severity: str = ""
    entities: dict[str, str] = field(default_factory=dict)


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Records that arrive in this order, and every finding that they make."""

    name: str
    records: tuple[Sent, ...]
    findings: tuple[Wanted, ...]


def read_cases(pack: Pack) -> Iterator[Case]:
    """All cases of a pack. Raises msgspec.ValidationError with the place of what is wrong in a case."""
    for text in pack.cases.values():
        yield from msgspec.convert(yaml.load(text, yaml.CSafeLoader), tuple[Case, ...])


def run_case(pack: Pack, case: Case, scope: Scope, addresses: Mapping[str, str]) -> list[Finding]:
    """The findings of a case, each record in a batch of its own. A record that cannot be parsed raises ValueError."""
    loaded = load_rules({pack.spec.name: pack}, scope)
    if loaded.faults:
        raise ValueError("\n".join(str(fault) for fault in loaded.faults))
    estate, state = Estate(scope, addresses), State.memory()
    found: list[Finding] = []
    for number, sent in enumerate(case.records):
        events = _events(sent, number, estate)
        now = max((event.time for event in events), default=0.0)
        found.extend(detect(Batch(events=events, now=now), loaded.rules, state))
    return found


def _events(sent: Sent, number: int, estate: Estate) -> tuple[Event, ...]:
    record = Record(
        id=f"case-{number}", host=sent.host, source=sent.source, time=0.0, observed=0.0, arrived=0.0, body=sent.body
    )
    events = normalise(record, estate)
    if isinstance(events, Unparsed):
        raise ValueError(f"record {number + 1} cannot be parsed: {events.reason}")  # noqa: TRY004  A mistake in the case.
    return events


def difference(pack: Pack, case: Case, found: list[Finding]) -> str:
    """In words what differs from what the case wants; empty when nothing does. Order counts."""
    names = _names(pack)
    have = [names.get(finding.rule, finding.rule) for finding in found]
    want = [wanted.rule for wanted in case.findings]
    if have != want:
        return f"wanted {want}, found {have}"
    wrong = [said for wanted, finding in zip(case.findings, found, strict=True) if (said := _unlike(wanted, finding))]
    return "; ".join(wrong)


def _unlike(wanted: Wanted, finding: Finding) -> str:
    pairs = {"asset": (wanted.asset, finding.asset)}
    if wanted.severity:
        pairs["severity"] = (wanted.severity, finding.severity)
    pairs |= {name: (value, finding.entities.get(name, "")) for name, value in wanted.entities.items()}
    return ", ".join(f"{name}: wanted {want!r}, found {have!r}" for name, (want, have) in pairs.items() if want != have)


def _names(pack: Pack) -> dict[str, str]:
    parsed, _ = parse(pack.rules)
    rules = {rule.id: rule.name for rule in parsed.rules}
    return rules | {correlation.id: correlation.name for correlation in parsed.correlations}
