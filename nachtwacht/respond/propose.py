"""What a runbook asks for in one incident: requests, which allow nothing yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from nachtwacht.model.content import Runbook, RunbookStep
from nachtwacht.model.scope import Scope
from nachtwacht.model.watch import Incident, Request


class Facts(Struct, frozen=True, kw_only=True):
    """What is known of the incident's findings, oldest first, and what was asked for already."""

    entities: tuple[Mapping[str, str], ...]
    standing: tuple[Request, ...] = ()
    """Requests that need not be made again."""
    made: int = 0
    """How many requests the incident has had in all; names of new ones count on from there."""


def propose(incident: Incident, runbook: Runbook, scope: Scope, facts: Facts) -> tuple[Request, ...]:
    """The requests of the runbook's acting steps that are not standing yet, in the runbook's order."""
    known = {(request.action, request.asset, request.target) for request in facts.standing}
    made: list[Request] = []
    for step in runbook.steps:
        if step.kind != "act":
            continue
        for entities in facts.entities:
            for asset, target in _places(step, scope, entities):
                if (step.action, asset, target) in known:
                    continue
                known.add((step.action, asset, target))
                name = f"{incident.id}-R{facts.made + len(made) + 1}"
                made.append(_request(name, incident, step, entities, (asset, target)))
    return tuple(made)


def _places(step: RunbookStep, scope: Scope, entities: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every asset that carries the step out, with its target; nothing when the finding lacks an entity."""
    target = _entity(step.target, entities)
    if not target:
        return
    how, _, name = step.on.partition(":")
    if how == "kind":
        yield from ((host.name, target) for host in scope.assets.hosts if host.kind == name)
    elif asset := _entity(step.on, entities):
        yield asset, target


def _entity(reference: str, entities: Mapping[str, str]) -> str:
    """The value that ``entity:name`` stands for, or an empty text."""
    how, _, name = reference.partition(":")
    return entities.get(name, "") if how == "entity" else ""


def _request(
    name: str, incident: Incident, step: RunbookStep, entities: Mapping[str, str], place: tuple[str, str]
) -> Request:
    port = entities.get("destination_port", "")
    return Request(
        id=name,
        incident=incident.id,
        action=step.action,
        asset=place[0],
        target=place[1],
        severity=incident.severity,
        because=f"{incident.runbook}: {step.id}",
        canary=incident.canary,
        witness=entities.get("host", ""),
        port=int(port) if port.isdigit() else 0,
        approval=step.approval,
    )
