"""What correlations remember, in SQLite: matches of their rules, by group, for as long as they may still count.

It lives in the caller's connection, so that it changes in the same transaction as everything else, survives the
process, and needs no memory that grows with the traffic.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

import msgspec

from nachtwacht.model.watch import Event

LATE_SECONDS = 3600.0
"""How much longer than its time span a match is kept, for companions that arrive late."""
MOST_PER_GROUP = 2_000
MOST_PER_CHAIN = 200_000
"""Bounds against a flood; the oldest go first."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS correlation (
    id INTEGER PRIMARY KEY, chain TEXT NOT NULL, grp TEXT NOT NULL, rule TEXT NOT NULL,
    time REAL NOT NULL, until REAL NOT NULL, value TEXT NOT NULL, events BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS correlation_by_group ON correlation (chain, grp, time);
CREATE INDEX IF NOT EXISTS correlation_by_end ON correlation (until);
"""
_EVENTS = msgspec.json.Decoder(tuple[Event, ...])


class Row(NamedTuple):
    """One remembered match. ``time`` is in UTC seconds; ``value`` is what value correlations count."""

    id: int
    time: float
    rule: str
    value: str


class Window:
    """The memory of all correlations over one connection. It never commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Makes its table when it is missing."""
        self._connection = connection
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)

    def add(self, chain: str, group: str, row: Row, until: float, events: tuple[Event, ...]) -> Row:
        """Remember a match; the row comes back with its number."""
        cursor = self._connection.execute(
            "INSERT INTO correlation (chain, grp, rule, time, until, value, events) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (chain, group, row.rule, row.time, until, row.value, msgspec.json.encode(events)),
        )
        return row._replace(id=cursor.lastrowid or 0)

    def around(self, chain: str, group: str, start: float, end: float) -> list[Row]:
        """Matches of a group from ``start`` to ``end`` in the order of their time; the oldest beyond the bound go."""
        found = self._connection.execute(
            "SELECT id, time, rule, value FROM correlation WHERE chain = ? AND grp = ? AND time BETWEEN ? AND ? "
            "ORDER BY time, id",
            (chain, group, start, end),
        ).fetchall()
        rows = [Row(*row) for row in found]
        if len(rows) > MOST_PER_GROUP:
            self.forget(rows[:-MOST_PER_GROUP])
        return rows[-MOST_PER_GROUP:]

    def events(self, rows: list[Row]) -> tuple[Event, ...]:
        """The events of these rows, in the order of the rows."""
        found: list[Event] = []
        for row in rows:
            (blob,) = self._connection.execute("SELECT events FROM correlation WHERE id = ?", (row.id,)).fetchone()
            found.extend(_EVENTS.decode(blob))
        return tuple({event.id: event for event in found}.values())

    def forget(self, rows: list[Row]) -> None:
        """Drop these rows."""
        self._connection.executemany("DELETE FROM correlation WHERE id = ?", [(row.id,) for row in rows])

    def closed(self, chain: str, span: float, now: float) -> list[tuple[str, float]]:
        """Groups whose first match is longer ago than the span, with the time of that match."""
        found = self._connection.execute(
            "SELECT grp, MIN(time) FROM correlation WHERE chain = ? GROUP BY grp HAVING MIN(time) + ? < ?",
            (chain, span, now),
        )
        return [(str(group), float(first)) for group, first in found]

    def evict(self, now: float) -> None:
        """Drop what can no longer count, and the oldest beyond the bound of a chain."""
        self._connection.execute("DELETE FROM correlation WHERE until < ?", (now,))
        crowded = self._connection.execute(
            "SELECT chain FROM correlation GROUP BY chain HAVING COUNT(*) > ?", (MOST_PER_CHAIN,)
        ).fetchall()
        for (chain,) in crowded:
            self._connection.execute(
                "DELETE FROM correlation WHERE chain = ? AND id <= (SELECT id FROM correlation WHERE chain = ? "
                "ORDER BY id DESC LIMIT 1 OFFSET ?)",
                (chain, chain, MOST_PER_CHAIN),
            )
