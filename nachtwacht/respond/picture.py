"""One incident with everything that belongs to it, read from the store in one go: for stories, tables and decisions."""

from __future__ import annotations

import hashlib
import sqlite3

from msgspec import Struct

from nachtwacht.model.watch import Incident, Outcome
from nachtwacht.respond import acts, ledger, store


class Deed(Struct, frozen=True, kw_only=True):
    """A request, what was decided about it, and what came of it."""

    entry: ledger.Entry
    act: acts.Act | None
    decisions: tuple[ledger.Decision, ...]
    outcomes: tuple[Outcome, ...]

    def seen(self, phase: str) -> Outcome | None:
        """The last outcome of doing (``do``) or of undoing (``undo``)."""
        return next((outcome for outcome in reversed(self.outcomes) if outcome.phase == phase), None)

    def refusal(self) -> ledger.Decision | None:
        """The last refusal, when there was one."""
        return next((decision for decision in reversed(self.decisions) if decision.kind == "refusal"), None)


class Picture(Struct, frozen=True, kw_only=True):
    """An incident as it stands now."""

    incident: Incident
    sightings: tuple[store.Sighting, ...]
    deeds: tuple[Deed, ...]
    notes: tuple[store.Note, ...]

    @property
    def entities(self) -> dict[str, str]:
        """What is known, of all findings; where they differ, the newest that says something wins."""
        known: dict[str, str] = {}
        for sighting in self.sightings:
            known.update({name: value for name, value in sighting.entities.items() if value})
        return known


def picture(connection: sqlite3.Connection, name: str) -> Picture:
    """The incident of that id; KeyError when there is none."""
    deeds = tuple(
        Deed(
            entry=entry,
            act=acts.act(connection, entry.request.id),
            decisions=ledger.decisions(connection, entry.request.id),
            outcomes=acts.outcomes(connection, entry.request.id),
        )
        for entry in ledger.entries(connection, name)
    )
    return Picture(
        incident=store.incident(connection, name),
        sightings=store.sightings(connection, name),
        deeds=deeds,
        notes=store.notes(connection, name),
    )


def settled(whole: Picture) -> bool:
    """Whether nothing is being decided or tried, so that there is something to tell."""
    return all(deed.entry.state in ledger.SETTLED and not _being_undone(deed) for deed in whole.deeds)


def _being_undone(deed: Deed) -> bool:
    return deed.act is not None and deed.act.state == "undoing" and deed.entry.state != "undo_failed"


def fingerprint(whole: Picture) -> str:
    """Changes when, and only when, there is something new to tell the customer."""
    parts = [f"verdict={whole.incident.verdict == 'false_positive'}"]
    for deed in whole.deeds:
        until = round(deed.act.undo_at) if deed.act and deed.entry.state == "done" else ""
        parts.append(f"{deed.entry.request.id}={deed.entry.state}{until}")
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
