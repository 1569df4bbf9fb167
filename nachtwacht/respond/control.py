"""What analysts say over the control socket: look, decide, approve, deny, undo, give more time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, Protocol

from nachtwacht.model.content import PackSpec
from nachtwacht.model.scope import Scope
from nachtwacht.respond import acts, ledger, mailbox, store
from nachtwacht.respond.decide import refresh
from nachtwacht.respond.history import Answer
from nachtwacht.respond.picture import picture
from nachtwacht.respond.shelf import read_runbooks
from nachtwacht.respond.show import letter, procedure, show
from nachtwacht.respond.tables import transaction

UNDOABLE = ("done", "failed", "undo_failed", "granted")


class Shelf(Protocol):
    """Where the runbooks lie."""

    @property
    def runbooks(self) -> Path:
        """Their folder."""


class Here(Protocol):
    """What speaking needs of the context; ``now`` is UTC seconds."""

    @property
    def scope(self) -> Scope:
        """The customer's scope."""

    @property
    def packs(self) -> Mapping[str, PackSpec]:
        """Detection packs by name."""

    @property
    def config(self) -> Shelf:
        """The runtime's configuration."""

    @property
    def now(self) -> float:
        """The time."""


class Mistake(Exception):
    """Something that the analyst can mend: what, and how."""

    def __init__(self, error: str, fix: str) -> None:
        super().__init__(error)
        self.error = error
        self.fix = fix


def control(connection: sqlite3.Connection, verb: str, arguments: dict[str, Any], context: Here) -> dict[str, Any]:
    """Carry out one verb of ``VERBS``; a mistake is ``{"error", "fix"}``. The caller wakes the worker afterwards.

    A yes or no, and an undo, are written down here and carried out by the worker: permission is asked again then.
    """
    spoken = VERBS.get(verb)
    if spoken is None:
        return {"error": f"there is no verb '{verb}'", "fix": f"one of: {', '.join(VERBS)}"}
    try:
        with transaction(connection):
            return spoken(connection, arguments, context)
    except Mistake as mistake:
        return {"error": mistake.error, "fix": mistake.fix}


def _incidents(connection: sqlite3.Connection, arguments: dict[str, Any], _context: Here) -> dict[str, Any]:
    known = store.incidents(connection, canaries=bool(arguments.get("canaries", False)))
    return {"incidents": [show(connection, incident.id) for incident in known]}


def _incident(connection: sqlite3.Connection, arguments: dict[str, Any], context: Here) -> dict[str, Any]:
    """One incident with the steps of its procedure, filled in."""
    shown = show(connection, _known_incident(connection, arguments))
    sound, faulty = read_runbooks(context.config.runbooks, context.packs)
    name = shown["runbook"]
    whole = picture(connection, shown["id"])
    return {**shown, "procedure": procedure(whole, sound.get(name), context.scope), "fault": faulty.get(name, "")}


def _decide(connection: sqlite3.Connection, arguments: dict[str, Any], context: Here) -> dict[str, Any]:
    name, verdict = _known_incident(connection, arguments), arguments.get("verdict")
    if verdict not in ("true_positive", "false_positive"):
        raise Mistake(f"'{verdict}' is no verdict", "true_positive or false_positive")
    if store.incident(connection, name).state == "closed":
        raise Mistake(f"{name} is closed", "nothing is left to decide; a new finding opens a new incident")
    store.set_verdict(connection, name, verdict)
    who = f"analyst {arguments.get('name', '')}".strip()
    store.add_note(connection, name, store.Note(at=context.now, who=who, text=f"decided: {verdict.replace('_', ' ')}"))
    refresh(connection, name)
    return show(connection, name)


def _approve(connection: sqlite3.Connection, arguments: dict[str, Any], context: Here) -> dict[str, Any]:
    return _answer(connection, arguments, context, yes=True)


def _deny(connection: sqlite3.Connection, arguments: dict[str, Any], context: Here) -> dict[str, Any]:
    return _answer(connection, arguments, context, yes=False)


def _answer(connection: sqlite3.Connection, arguments: dict[str, Any], context: Here, *, yes: bool) -> dict[str, Any]:
    entry = _known_request(connection, arguments)
    request = entry.request
    if entry.state != "waiting":
        raise Mistake(
            f"{request.id} waits for no answer; it is {entry.state}", "`nw incidents CUSTOMER` lists what waits"
        )
    by = _party(arguments.get("by", "analyst"))
    name = str(arguments.get("name", "")).strip()
    if not name:
        raise Mistake("an answer needs the name of who gave it", 'add the name: --name "A. Molenaar"')
    if by == "customer" and name not in {contact.name for contact in context.scope.contacts}:
        names = ", ".join(contact.name for contact in context.scope.contacts)
        raise Mistake(f"'{name}' is no contact of the customer", f"one of: {names}")
    ledger.record_answer(connection, Answer(request=request.id, by=by, name=name, yes=yes, at=context.now))
    return show(connection, request.incident)


def _undo(connection: sqlite3.Connection, arguments: dict[str, Any], context: Here) -> dict[str, Any]:
    entry = _known_request(connection, arguments)
    if entry.state not in UNDOABLE:
        raise Mistake(f"{entry.request.id} holds nothing; it is {entry.state}", "only what was done can be undone")
    who = f"analyst {arguments.get('name', '')}".strip()
    acts.undo_now(connection, entry.request.id, context.now, who)
    ledger.record_word(connection, entry.request.id, context.now, "undo", who)
    return show(connection, entry.request.incident)


def _extend(connection: sqlite3.Connection, arguments: dict[str, Any], context: Here) -> dict[str, Any]:
    """As long again as the permission allows, from now; permission is asked for it like the first time."""
    entry = _known_request(connection, arguments)
    act = acts.act(connection, entry.request.id)
    if entry.state != "done" or act is None or act.state != "standing":
        raise Mistake(
            f"{entry.request.id} holds nothing; it is {entry.state}", "only what holds can be given more time"
        )
    who = f"analyst {arguments.get('name', '')}".strip()
    ledger.record_word(connection, entry.request.id, context.now, "extend", who)
    ledger.set_state(connection, entry.request.id, "new")
    return show(connection, entry.request.incident)


def _stories(connection: sqlite3.Connection, arguments: dict[str, Any], _context: Here) -> dict[str, Any]:
    name = _known_incident(connection, arguments) if "id" in arguments else None
    return {"stories": [letter(one) for one in mailbox.letters(connection, name)]}


def _party(by: object) -> Literal["analyst", "customer"]:
    if by == "analyst":
        return "analyst"
    if by == "customer":
        return "customer"
    raise Mistake(f"'{by}' cannot answer", "analyst or customer")


def _known_incident(connection: sqlite3.Connection, arguments: dict[str, Any]) -> str:
    name = str(arguments.get("id", "")).upper()
    try:
        return store.incident(connection, name).id
    except KeyError:
        known = ", ".join(incident.id for incident in store.incidents(connection)[:5]) or "there is none yet"
        raise Mistake(f"there is no incident '{name}'", known) from None


def _known_request(connection: sqlite3.Connection, arguments: dict[str, Any]) -> ledger.Entry:
    name = str(arguments.get("id", "")).upper()
    entry = ledger.entry(connection, name)
    if entry is None:
        raise Mistake(
            f"there is no request '{name}'",
            "requests are called like INC-0001-R1; `nw incidents CUSTOMER INC-0001` lists them",
        )
    return entry


Spoken = Callable[[sqlite3.Connection, dict[str, Any], Here], dict[str, Any]]
VERBS: dict[str, Spoken] = {
    "incidents": _incidents,
    "incident": _incident,
    "decide": _decide,
    "approve": _approve,
    "deny": _deny,
    "undo": _undo,
    "extend": _extend,
    "stories": _stories,
}
