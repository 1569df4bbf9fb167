"""The tables of incidents and responses, beside those of detection in the same SQLite file."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

_TABLES = """
CREATE TABLE IF NOT EXISTS incident (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL, customer TEXT NOT NULL, key TEXT NOT NULL, use_case TEXT NOT NULL,
    asset TEXT NOT NULL, severity TEXT NOT NULL, opened REAL NOT NULL, last REAL NOT NULL, state TEXT NOT NULL,
    verdict TEXT NOT NULL, runbook TEXT NOT NULL, canary TEXT, todo INTEGER NOT NULL DEFAULT 1,
    told TEXT NOT NULL DEFAULT '', told_at REAL NOT NULL DEFAULT 0, stories INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS incident_by_key ON incident (key, number);
CREATE INDEX IF NOT EXISTS incident_todo ON incident (todo) WHERE todo;
CREATE TABLE IF NOT EXISTS incident_finding (
    finding TEXT PRIMARY KEY, incident TEXT NOT NULL REFERENCES incident (id), time REAL NOT NULL,
    severity TEXT NOT NULL, title TEXT NOT NULL, entities TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS incident_finding_of ON incident_finding (incident, time);
CREATE TABLE IF NOT EXISTS incident_note (
    number INTEGER PRIMARY KEY, incident TEXT NOT NULL, at REAL NOT NULL, who TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS incident_note_of ON incident_note (incident);
CREATE TABLE IF NOT EXISTS respond_request (
    id TEXT PRIMARY KEY, incident TEXT NOT NULL, request TEXT NOT NULL, state TEXT NOT NULL, made REAL NOT NULL,
    asked REAL, asked_of TEXT NOT NULL DEFAULT '', look_at REAL
);
CREATE INDEX IF NOT EXISTS respond_request_of ON respond_request (incident);
CREATE TABLE IF NOT EXISTS respond_decision (
    number INTEGER PRIMARY KEY, request TEXT NOT NULL, at REAL NOT NULL, kind TEXT NOT NULL, who TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS respond_decision_of ON respond_decision (request);
CREATE TABLE IF NOT EXISTS respond_act (
    request TEXT PRIMARY KEY, action TEXT NOT NULL, asset TEXT NOT NULL, target TEXT NOT NULL, granted REAL NOT NULL,
    undo_at REAL NOT NULL, dry_run INTEGER NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
    next REAL NOT NULL, undone_by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS respond_act_due ON respond_act (state, next);
CREATE TABLE IF NOT EXISTS respond_outcome (
    number INTEGER PRIMARY KEY, request TEXT NOT NULL, outcome TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS respond_outcome_of ON respond_outcome (request);
CREATE TABLE IF NOT EXISTS respond_story (
    message TEXT PRIMARY KEY, incident TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL,
    recipient TEXT NOT NULL, follows TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, html TEXT NOT NULL,
    made REAL NOT NULL, due REAL NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, accepted REAL,
    error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS respond_story_due ON respond_story (state, due);
"""


def schema(connection: sqlite3.Connection) -> None:
    """Make the tables that are not there yet; harmless when they are, also inside a transaction."""
    for statement in filter(str.strip, _TABLES.split(";")):
        connection.execute(statement)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, whatever the connection's own mode; joins a transaction that is open already."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
