"""Requests and what was decided about them, in SQLite; every function works inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from typing import Any, Literal

import msgspec
from msgspec import Struct

from nachtwacht.model.watch import Grant, Refusal, Request
from nachtwacht.respond.history import Answer, History, Past

RequestState = Literal[
    "new", "waiting", "refused", "denied", "granted", "done", "failed", "undone", "undo_failed", "dry_run"
]
SETTLED = ("refused", "denied", "waiting", "done", "failed", "undone", "undo_failed", "dry_run")
"""States about which the customer can be told something."""
_DAY = 86400
_SELECT = "SELECT request, state, made, asked, look_at FROM respond_request"


class Entry(Struct, frozen=True, kw_only=True):
    """A request and where it stands. ``look_at``: when permission has to be asked again, or None."""

    request: Request
    state: RequestState
    made: float
    asked: float | None = None
    look_at: float | None = None


class Decision(Struct, frozen=True, kw_only=True):
    """One thing that was decided about a request: a grant, a refusal, somebody's yes or no, an undo, more time."""

    request: str
    at: float
    kind: Literal["grant", "refusal", "yes", "no", "undo", "extend"]
    who: str
    detail: dict[str, Any]


def add(connection: sqlite3.Connection, request: Request, now: float) -> None:
    """Store a new request; permission has not been asked yet."""
    connection.execute(
        "INSERT INTO respond_request (id, incident, request, state, made) VALUES (?, ?, ?, 'new', ?)",
        (request.id, request.incident, _json(request), now),
    )


def set_state(connection: sqlite3.Connection, name: str, state: RequestState, look_at: float | None = None) -> None:
    """Where the request stands now; ``look_at`` when permission has to be asked again."""
    connection.execute("UPDATE respond_request SET state = ?, look_at = ? WHERE id = ?", (state, look_at, name))


def renew(connection: sqlite3.Connection, request: Request) -> None:
    """Ask again for what was refused, with the incident's severity of today."""
    connection.execute(
        "UPDATE respond_request SET request = ?, state = 'new' WHERE id = ?", (_json(request), request.id)
    )


def set_asked(connection: sqlite3.Connection, name: str, of: str, now: float) -> float:
    """Somebody is asked to approve; the time of the first asking of that party stands and is returned."""
    connection.execute(
        "UPDATE respond_request SET asked = CASE WHEN asked_of = ? THEN asked ELSE ? END, asked_of = ? WHERE id = ?",
        (of, now, of, name),
    )
    row = connection.execute("SELECT asked FROM respond_request WHERE id = ?", (name,)).fetchone()
    return float(row[0])


def entry(connection: sqlite3.Connection, name: str) -> Entry | None:
    """The request of that id, or None."""
    row = connection.execute(f"{_SELECT} WHERE id = ?", (name,)).fetchone()
    return None if row is None else _entry(row)


def entries(connection: sqlite3.Connection, incident: str) -> tuple[Entry, ...]:
    """Every request of an incident, in the order in which they were made."""
    rows = connection.execute(f"{_SELECT} WHERE incident = ? ORDER BY rowid", (incident,)).fetchall()
    return tuple(_entry(row) for row in rows)


def undecided(connection: sqlite3.Connection, now: float) -> tuple[Entry, ...]:
    """Requests for which permission has to be asked now."""
    rows = connection.execute(
        f"{_SELECT} WHERE state = 'new' OR (state = 'waiting' AND look_at <= ?) ORDER BY rowid", (now,)
    ).fetchall()
    return tuple(_entry(row) for row in rows)


def next_look(connection: sqlite3.Connection) -> float | None:
    """When the next waiting request has to be looked at."""
    row = connection.execute("SELECT min(look_at) FROM respond_request WHERE state = 'waiting'").fetchone()
    return None if row[0] is None else float(row[0])


def waiting(connection: sqlite3.Connection) -> int:
    """How many requests of real incidents want somebody's yes."""
    row = connection.execute(
        "SELECT count(*) FROM respond_request r JOIN incident i ON i.id = r.incident"
        " WHERE r.state = 'waiting' AND i.canary IS NULL AND i.state != 'closed'"
    ).fetchone()
    return int(row[0])


def history(connection: sqlite3.Connection, now: float) -> History:
    """What permission depends on: real grants of the last day, and every answer to what still waits."""
    past = connection.execute(
        "SELECT request, action, asset, granted FROM respond_act WHERE NOT dry_run AND granted > ?", (now - _DAY,)
    ).fetchall()
    said = connection.execute(
        "SELECT d.request, d.who, d.kind, d.at, d.detail FROM respond_decision d JOIN respond_request r ON r.id = d.request"
        " WHERE d.kind IN ('yes', 'no') AND r.state IN ('new', 'waiting', 'granted')"
    ).fetchall()
    asked = connection.execute(
        "SELECT id, asked FROM respond_request WHERE asked IS NOT NULL AND state = 'waiting'"
    ).fetchall()
    return History(
        past=tuple(Past(request=row[0], action=row[1], asset=row[2], at=row[3]) for row in past),
        answers=tuple(_answer(row) for row in said),
        asked=dict(tuple(row) for row in asked),
    )


def record_grant(connection: sqlite3.Connection, grant: Grant) -> None:
    """Keep why something was allowed. The seal stays out: what is stored can never be carried out."""
    detail = {"permission": grant.permission, "undo_at": grant.undo_at, "dry_run": grant.dry_run}
    _decide(
        connection, Decision(request=grant.request.id, at=grant.at, kind="grant", who=grant.approved_by, detail=detail)
    )


def record_refusal(connection: sqlite3.Connection, refusal: Refusal) -> None:
    """Keep why something was not allowed."""
    detail = {"code": refusal.code, "reason": refusal.reason, "ask": refusal.ask, "if_no_answer": refusal.if_no_answer}
    _decide(connection, Decision(request=refusal.request.id, at=refusal.at, kind="refusal", who="scope", detail=detail))


def record_answer(connection: sqlite3.Connection, answer: Answer) -> None:
    """Keep what somebody said; permission is asked again at once."""
    kind: Literal["yes", "no"] = "yes" if answer.yes else "no"
    _decide(
        connection,
        Decision(request=answer.request, at=answer.at, kind=kind, who=answer.by, detail={"name": answer.name}),
    )
    connection.execute("UPDATE respond_request SET look_at = ? WHERE id = ?", (answer.at, answer.request))


def record_word(
    connection: sqlite3.Connection, request: str, at: float, kind: Literal["undo", "extend"], who: str, **detail: Any
) -> None:
    """Keep that somebody ended a response early or gave it more time."""
    _decide(connection, Decision(request=request, at=at, kind=kind, who=who, detail=detail))


def decisions(connection: sqlite3.Connection, request: str) -> tuple[Decision, ...]:
    """All that was decided about a request, oldest first."""
    rows = connection.execute(
        "SELECT request, at, kind, who, detail FROM respond_decision WHERE request = ? ORDER BY number", (request,)
    ).fetchall()
    return tuple(
        Decision(request=row[0], at=row[1], kind=row[2], who=row[3], detail=msgspec.json.decode(row[4])) for row in rows
    )


def _decide(connection: sqlite3.Connection, decision: Decision) -> None:
    connection.execute(
        "INSERT INTO respond_decision (request, at, kind, who, detail) VALUES (?, ?, ?, ?, ?)",
        (decision.request, decision.at, decision.kind, decision.who, _json(decision.detail)),
    )


def _entry(row: Any) -> Entry:
    request = msgspec.json.decode(row[0], type=Request)
    return Entry(request=request, state=row[1], made=row[2], asked=row[3], look_at=row[4])


def _answer(row: Any) -> Answer:
    return Answer(request=row[0], by=row[1], name=msgspec.json.decode(row[4])["name"], yes=row[2] == "yes", at=row[3])


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
