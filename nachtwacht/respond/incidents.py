"""Findings about one thing join one incident: the rules for that, without a store."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from nachtwacht.model.scope import SEVERITIES
from nachtwacht.model.watch import Finding, Incident, IncidentState

JOIN_SECONDS = 24 * 3600


def key_of(finding: Finding, join_by: tuple[str, ...]) -> str:
    """What findings of one incident have in common: use case and the entities that the pack joins by.

    A canary's token is part of the key, so that it never meets a real incident.
    """
    parts = [finding.use_case]
    for name in join_by:
        value = finding.asset if name == "asset" else finding.entities.get(name, "")
        parts.append(f"{name}={value}")
    if finding.canary:
        parts.append(f"canary={finding.canary}")
    return "|".join(parts)


def joins(incident: Incident, last: float, finding: Finding) -> bool:
    """Whether a finding with the incident's key belongs to it. ``last`` is the time of its newest finding."""
    if incident.state == "closed" or incident.canary != finding.canary:
        return False
    return abs(finding.time - last) < JOIN_SECONDS


def opened(finding: Finding, *, name: str, key: str, runbook: str, now: float) -> Incident:
    """A new incident that begins with this finding."""
    return Incident(
        id=name,
        customer=finding.customer,
        key=key,
        use_case=finding.use_case,
        asset=finding.asset,
        severity=finding.severity,
        opened=now,
        findings=(finding.id,),
        runbook=runbook,
        canary=finding.canary,
    )


def joined(incident: Incident, finding: Finding) -> Incident:
    """The incident with one finding more; its severity is the highest of all."""
    severity = max(incident.severity, finding.severity, key=SEVERITIES.index)
    return msgspec.structs.replace(incident, severity=severity, findings=(*incident.findings, finding.id))


def state_of(incident: Incident, states: Collection[str], *, holds: bool) -> IncidentState:
    """Where the incident stands, from the states of its requests. ``holds``: something of ours holds for now.

    Contained only when something was done and nothing that was tried failed. A true positive is closed when
    everything is back as it was; until then, and while nobody has decided, it stays open.
    """
    if incident.state == "closed" or incident.verdict == "false_positive":
        return "closed"
    if "done" in states and not {"failed", "undo_failed"} & set(states):
        return "contained"
    if "waiting" in states:
        return "waiting"
    busy = holds or {"new", "granted", "failed", "undo_failed"} & set(states)
    return "closed" if incident.verdict == "true_positive" and not busy else "open"
