"""Incidents as plain data for people's tables and other programs; times are UTC seconds since the epoch."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec

from nachtwacht.model.content import Runbook
from nachtwacht.model.scope import Scope
from nachtwacht.respond import mailbox
from nachtwacht.respond.picture import Deed, Picture, picture
from nachtwacht.respond.story import fill

_STANDING = (
    ("failed", "NOT contained"),
    ("undo_failed", "NOT undone"),
    ("granted", "busy"),
    ("new", "busy"),
    ("done", "contained"),
    ("undone", "undone"),
    ("waiting", "waits for a yes"),
    ("dry_run", "dry run"),
    ("refused", "refused"),
    ("denied", "refused"),
)


def show(connection: sqlite3.Connection, name: str) -> dict[str, Any]:
    """One incident with its findings, requests (decisions, outcomes), stories and diary; KeyError when there is none."""
    whole = picture(connection, name)
    incident = whole.incident
    return {
        "id": incident.id,
        "use_case": incident.use_case,
        "asset": incident.asset,
        "severity": incident.severity,
        "state": incident.state,
        "verdict": incident.verdict,
        "contained": contained(whole),
        "opened": incident.opened,
        "runbook": incident.runbook,
        "canary": incident.canary,
        "findings": [msgspec.to_builtins(sighting) for sighting in whole.sightings],
        "requests": [_request(deed) for deed in whole.deeds],
        "stories": [letter(one) for one in mailbox.letters(connection, name)],
        "diary": [msgspec.to_builtins(note) for note in whole.notes],
    }


def contained(whole: Picture) -> str:
    """In a few words, for the table: what holds now, as it was seen; the worst comes first."""
    states = {deed.entry.state for deed in whole.deeds}
    return next((words for state, words in _STANDING if state in states), "nothing was asked for")


def procedure(whole: Picture, runbook: Runbook | None, scope: Scope) -> list[dict[str, str]]:
    """The runbook's steps with their words, for the analyst who follows it."""
    if runbook is None:
        return []
    return [
        {"id": step.id, "kind": step.kind, "words": fill(step.words.of(scope.customer.language), whole.entities, scope)}
        for step in runbook.steps
    ]


def letter(one: mailbox.Letter) -> dict[str, Any]:
    """A letter without its HTML."""
    plain: dict[str, Any] = msgspec.to_builtins(one)
    return {name: value for name, value in plain.items() if name != "html"}


def _request(deed: Deed) -> dict[str, Any]:
    request = deed.entry.request
    return {
        "id": request.id,
        "action": request.action,
        "asset": request.asset,
        "target": request.target,
        "because": request.because,
        "state": deed.entry.state,
        "undo_at": deed.act.undo_at if deed.act else None,
        "answer_by": deed.entry.look_at if deed.entry.state == "waiting" else None,
        "decisions": [msgspec.to_builtins(decision) for decision in deed.decisions],
        "outcomes": [msgspec.to_builtins(outcome) for outcome in deed.outcomes],
    }
