"""What is to be done about incidents: their runbooks looked at, permission asked. Writes the store, touches no host."""

from __future__ import annotations

import datetime as dt
import sqlite3

import msgspec

from nachtwacht.model.watch import Grant, Incident, Refusal
from nachtwacht.respond import acts, ledger, store
from nachtwacht.respond.context import Book
from nachtwacht.respond.hops import record_hop, registered_clock
from nachtwacht.respond.incidents import state_of
from nachtwacht.respond.permit import permit
from nachtwacht.respond.propose import Facts, propose
from nachtwacht.respond.tables import transaction


def look_at(connection: sqlite3.Connection, incident: Incident, book: Book, now: float) -> str:
    """One incident with something new: close it, or let its runbook ask for what it wants.

    The answer is what an analyst has to know at once, or empty.
    """
    with transaction(connection):
        store.set_done(connection, incident.id)
        if incident.verdict == "false_positive":
            _close(connection, incident, now)
            return ""
        fault = _fault(incident, book)
        if fault:
            _hop(connection, incident, now, f"nothing was decided: {fault}")
            return f"{incident.id}: nothing is done automatically: {fault}"
        _ask_for(connection, incident, book, now)
        return ""


def _fault(incident: Incident, book: Book) -> str:
    """Why the incident's runbook is not acted on, or empty."""
    if incident.runbook in book.faulty:
        return f"runbook '{incident.runbook}' is faulty: {book.faulty[incident.runbook]}"
    return "" if incident.runbook in book.runbooks else f"there is no runbook '{incident.runbook}'"


def _close(connection: sqlite3.Connection, incident: Incident, now: float) -> None:
    """A false positive: nothing more is asked for, and what was done is taken back now."""
    for entry in ledger.entries(connection, incident.id):
        if entry.state in ("new", "waiting"):
            ledger.set_state(connection, entry.request.id, "denied")
        acts.undo_now(connection, entry.request.id, now, "analyst: false positive")
    store.set_state(connection, incident.id, "closed")


def _ask_for(connection: sqlite3.Connection, incident: Incident, book: Book, now: float) -> None:
    """New requests of the runbook, and those that were refused once more: there is something new."""
    entries = ledger.entries(connection, incident.id)
    for entry in entries:
        if entry.state == "refused":
            ledger.renew(connection, msgspec.structs.replace(entry.request, severity=incident.severity))
    sightings = store.sightings(connection, incident.id)
    facts = Facts(
        entities=tuple(sighting.entities for sighting in sightings),
        standing=tuple(entry.request for entry in entries if not _over(connection, entry, sightings)),
        made=len(entries),
    )
    wanted = propose(incident, book.runbooks[incident.runbook], book.scope, facts)
    for request in wanted:
        ledger.add(connection, request, now)
    if not entries and not wanted:
        _hop(connection, incident, now, "the runbook asks for nothing that is done automatically")


def _over(connection: sqlite3.Connection, entry: ledger.Entry, sightings: tuple[store.Sighting, ...]) -> bool:
    """Whether a response has ended by itself and the same thing was seen again since: then it is asked for anew.

    What a person ended stays ended for this incident.
    """
    act = acts.act(connection, entry.request.id)
    if act is None or act.state != "undone" or act.undone_by:
        return False
    return sightings[-1].time > act.undo_at


def ask(connection: sqlite3.Connection, entry: ledger.Entry, book: Book, now: float) -> Grant | Refusal:
    """Ask permission for one request and write down what follows; a grant is written before anything is done."""
    request = entry.request
    with transaction(connection):
        clock = registered_clock(connection, request.canary, now) if request.canary else now
        history = ledger.history(connection, now)
        verdict = permit(request, book.scope, history, dt.datetime.fromtimestamp(clock, dt.UTC))
        if isinstance(verdict, Grant):
            _granted(connection, entry, verdict, now)
        else:
            _refused(connection, verdict, now)
        refresh(connection, request.incident)
    return verdict


def _granted(connection: sqlite3.Connection, entry: ledger.Entry, grant: Grant, now: float) -> None:
    request = grant.request
    ledger.record_grant(connection, grant)
    anew = acts.act(connection, request.id) is not None
    acts.begin(connection, grant, now)
    if anew and entry.state == "new" and grant.undo_at is not None:
        acts.extend(connection, request.id, grant.undo_at)
    ledger.set_state(connection, request.id, "granted")
    if request.canary:
        record_hop(
            connection,
            request.canary,
            "response_decided",
            now,
            f"{request.action} on {request.asset}: permitted, dry run",
        )


def _refused(connection: sqlite3.Connection, refusal: Refusal, now: float) -> None:
    request = refusal.request
    if _is_new(connection, refusal):
        ledger.record_refusal(connection, refusal)
    if acts.act(connection, request.id) is not None:
        # More time was asked for and refused: what stands is undone when it was due before.
        ledger.set_state(connection, request.id, "done")
    elif refusal.ask:
        ledger.set_asked(connection, request.id, refusal.ask, now)
        ledger.set_state(connection, request.id, "waiting", refusal.answer_by)
    else:
        ledger.set_state(connection, request.id, "denied" if refusal.code == "denied" else "refused")
    if request.canary:
        detail = f"{request.action} on {request.asset}: {refusal.reason['en']}"
        record_hop(connection, request.canary, "response_decided", now, detail)


def _is_new(connection: sqlite3.Connection, refusal: Refusal) -> bool:
    """Whether the same was not said already."""
    said = ledger.decisions(connection, refusal.request.id)
    return not said or said[-1].kind != "refusal" or said[-1].detail["code"] != refusal.code


def refresh(connection: sqlite3.Connection, name: str) -> None:
    """Let the incident's state follow from its requests."""
    entries = ledger.entries(connection, name)
    held = [acts.act(connection, entry.request.id) for entry in entries]
    holds = any(act is not None and act.state in ("doing", "standing", "failed", "undoing") for act in held)
    states = {entry.state for entry in entries}
    store.set_state(connection, name, state_of(store.incident(connection, name), states, holds=holds))


def _hop(connection: sqlite3.Connection, incident: Incident, now: float, detail: str) -> None:
    if incident.canary:
        record_hop(connection, incident.canary, "response_decided", now, detail)
