"""What was done and has to be undone, in SQLite: written before the deed, so that no crash forgets an undo."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import Any, Literal

import msgspec
from msgspec import Struct

from nachtwacht.model.watch import Grant, Outcome

ActState = Literal["doing", "standing", "failed", "undoing", "undone", "dry_run"]
_COLUMNS = "request, action, asset, target, granted, undo_at, dry_run, state, tries, next, undone_by"
_SELECT = f"SELECT {_COLUMNS} FROM respond_act"  # noqa: S608 - column names are ours


class Act(Struct, frozen=True, kw_only=True):
    """One response and its undo; times are UTC seconds. ``next``: when the worker has to do something about it.

    ``doing`` and ``undoing`` are being tried; ``standing`` waits for its undo, and so does ``failed``: what was
    tried is undone, whatever came of it.
    """

    request: str
    action: str
    asset: str
    target: str
    granted: float
    undo_at: float
    dry_run: bool
    state: ActState
    tries: int
    next: float
    undone_by: str

    @property
    def named(self) -> str:
        """What it is, in few words."""
        return named(self.action, self.asset, self.target)


def named(action: str, asset: str, target: str) -> str:
    """``isolate_endpoint on ws-01``, ``block_destination of 198.51.100.7 on gw-01``."""
    return f"{action} on {asset}" if target == asset else f"{action} of {target} on {asset}"


def begin(connection: sqlite3.Connection, grant: Grant, now: float) -> None:
    """Record the intent and when it has to be undone; for the same request once more, the first undo time stands.

    ``now`` is the real time, also when the grant was given for the hour that a canary registered.
    """
    request = grant.request
    lasts = grant.undo_at - grant.at if grant.undo_at is not None else 0.0
    connection.execute(
        "INSERT INTO respond_act (request, action, asset, target, granted, undo_at, dry_run, state, next)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'doing', ?)"
        " ON CONFLICT (request) DO UPDATE SET state = 'doing', next = excluded.next, tries = 0",
        (request.id, request.action, request.asset, request.target, now, now + lasts, grant.dry_run, now),
    )


def move(connection: sqlite3.Connection, request: str, state: ActState, *, next_at: float, tries: int = 0) -> None:
    """Where the act stands, how often that was tried, and when to look again."""
    connection.execute(
        "UPDATE respond_act SET state = ?, next = ?, tries = ? WHERE request = ?", (state, next_at, tries, request)
    )


def undo_now(connection: sqlite3.Connection, request: str, now: float, who: str) -> None:
    """Let the undo be due at once, because somebody said so."""
    connection.execute(
        "UPDATE respond_act SET undo_at = min(undo_at, ?), next = ?, state = 'undoing', tries = 0, undone_by = ?"
        " WHERE request = ? AND state IN ('doing', 'standing', 'failed', 'undoing')",
        (now, now, who, request),
    )


def extend(connection: sqlite3.Connection, request: str, undo_at: float) -> None:
    """Move the undo of what is being carried out anew, so that the host's own timer moves too."""
    connection.execute("UPDATE respond_act SET undo_at = ? WHERE request = ? AND state = 'doing'", (undo_at, request))


def act(connection: sqlite3.Connection, request: str) -> Act | None:
    """The act of a request, or None when it never came to that."""
    row = connection.execute(f"{_SELECT} WHERE request = ?", (request,)).fetchone()
    return None if row is None else _act(row)


def due(connection: sqlite3.Connection, now: float) -> tuple[Act, ...]:
    """Acts to carry out or to undo now; deeds before undos."""
    rows = connection.execute(
        f"{_SELECT} WHERE state IN ('doing', 'standing', 'failed', 'undoing') AND next <= ? ORDER BY state != 'doing', next",
        (now,),
    ).fetchall()
    return tuple(_act(row) for row in rows)


def next_due(connection: sqlite3.Connection, busy: Collection[str] = ()) -> float | None:
    """When the next act has to be looked at that is not being carried out already (``busy``: request ids)."""
    rows = connection.execute(
        "SELECT request, next FROM respond_act WHERE state IN ('doing', 'standing', 'failed', 'undoing') ORDER BY next LIMIT ?",
        (len(busy) + 1,),
    ).fetchall()
    return next((float(row[1]) for row in rows if row[0] not in busy), None)


def standing(connection: sqlite3.Connection) -> tuple[Act, ...]:
    """Everything that holds for now, or may hold."""
    rows = connection.execute(
        f"{_SELECT} WHERE state IN ('doing', 'standing', 'failed', 'undoing') AND NOT dry_run ORDER BY undo_at"
    ).fetchall()
    return tuple(_act(row) for row in rows)


def longest(connection: sqlite3.Connection, this: Act) -> Act | None:
    """Another act that needs the very same thing to last longer than this one, the longest of them."""
    row = connection.execute(
        f"{_SELECT} WHERE action = ? AND asset = ? AND target = ? AND request != ? AND NOT dry_run AND undo_at > ?"
        " AND state IN ('doing', 'standing') ORDER BY undo_at DESC LIMIT 1",
        (this.action, this.asset, this.target, this.request, this.undo_at),
    ).fetchone()
    return None if row is None else _act(row)


def add_outcome(connection: sqlite3.Connection, outcome: Outcome) -> None:
    """Keep what was seen where it acts."""
    connection.execute(
        "INSERT INTO respond_outcome (request, outcome) VALUES (?, ?)",
        (outcome.request, msgspec.json.encode(outcome).decode()),
    )


def outcomes(connection: sqlite3.Connection, request: str) -> tuple[Outcome, ...]:
    """All outcomes of a request, oldest first."""
    rows = connection.execute(
        "SELECT outcome FROM respond_outcome WHERE request = ? ORDER BY number", (request,)
    ).fetchall()
    return tuple(msgspec.json.decode(row[0], type=Outcome) for row in rows)


def _act(row: Any) -> Act:
    found = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Act(**{**found, "dry_run": bool(found["dry_run"])})
