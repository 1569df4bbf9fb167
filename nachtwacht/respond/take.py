"""Findings into incidents, inside the transaction that stored the findings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Protocol

from nachtwacht.model.content import PackSpec
from nachtwacht.model.watch import Finding, Incident
from nachtwacht.respond import incidents, store
from nachtwacht.respond.hops import record_hop


class Packs(Protocol):
    """What taking needs of the context; ``now`` is UTC seconds."""

    @property
    def packs(self) -> Mapping[str, PackSpec]:
        """Detection packs by name."""

    @property
    def now(self) -> float:
        """The time."""


def take(connection: sqlite3.Connection, findings: Iterable[Finding], context: Packs) -> tuple[str, ...]:
    """Let each finding join or open an incident; the ids of incidents touched, each once.

    The same finding twice changes nothing, so that a batch may be taken again after a crash.
    """
    touched = [_take(connection, finding, context) for finding in findings if not store.knows(connection, finding.id)]
    return tuple(dict.fromkeys(touched))


def _take(connection: sqlite3.Connection, finding: Finding, context: Packs) -> str:
    pack = context.packs.get(finding.use_case)
    key = incidents.key_of(finding, pack.join_by if pack else ("asset",))
    standing = store.newest(connection, key)
    if standing is not None and incidents.joins(*standing, finding):
        changed = incidents.joined(standing[0], finding)
        store.join(connection, changed, finding)
        return changed.id
    return _open(connection, finding, key, pack.runbook if pack else "", context.now)


def _open(connection: sqlite3.Connection, finding: Finding, key: str, runbook: str, now: float) -> str:
    name, number = store.next_name(connection, canary=finding.canary is not None)
    new: Incident = incidents.opened(finding, name=name, key=key, runbook=runbook, now=now)
    store.add(connection, new, number, finding)
    if finding.canary:
        record_hop(connection, finding.canary, "incident_opened", now, name)
        record_hop(connection, finding.canary, "runbook_chosen", now, runbook or "the pack names none")
    return name
