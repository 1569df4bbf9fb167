"""The store of one customer's runtime: findings, counts, seen records, what could not be parsed, and the spool's cursor."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from nachtwacht.detect.normalise import Unparsed
from nachtwacht.detect.ocsf import as_ocsf
from nachtwacht.model.watch import Event, Finding

SEEN_KEPT = 1_000_000
"""Record ids that are remembered; an older delivery of the same record would count as new."""
UNPARSED_KEPT = 20_000
UNPARSED_BYTES = 64 << 10
"""Of a record that cannot be understood so much is kept."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS findings (
    id TEXT PRIMARY KEY, customer TEXT NOT NULL, use_case TEXT NOT NULL, asset TEXT NOT NULL, severity TEXT NOT NULL,
    time REAL NOT NULL, canary TEXT, json BLOB NOT NULL, ocsf BLOB NOT NULL, made REAL NOT NULL,
    followed INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS findings_not_followed ON findings (id) WHERE followed = 0;
CREATE INDEX IF NOT EXISTS findings_by_time ON findings (time);
CREATE TABLE IF NOT EXISTS counts (
    asset TEXT NOT NULL, source TEXT NOT NULL, events INTEGER NOT NULL, last_seen REAL NOT NULL,
    PRIMARY KEY (asset, source)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (id BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS seen_by_number ON seen (number);
CREATE TABLE IF NOT EXISTS cursor (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, records INTEGER NOT NULL,
    duplicates INTEGER NOT NULL, unparsed INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS unparsed (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, host TEXT NOT NULL, source TEXT NOT NULL, arrived REAL NOT NULL,
    reason TEXT NOT NULL, body BLOB NOT NULL);
INSERT OR IGNORE INTO cursor VALUES (1, 0, 0, 0, 0)
"""
_FINDING = msgspec.json.Decoder(Finding)


def open_store(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode (write BEGIN IMMEDIATE); a commit returns when it is on disk."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_size_limit = 8388608")
    connection.execute("PRAGMA cache_size = -4096")
    return connection


def schema(connection: sqlite3.Connection) -> None:
    """Make the tables that are missing."""
    _renew(connection)
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)


def _renew(connection: sqlite3.Connection) -> None:
    """Bring a store of an earlier version up to this one."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(findings)")}
    if columns and "followed" not in columns:
        connection.execute("ALTER TABLE findings ADD COLUMN followed INTEGER NOT NULL DEFAULT 0")


def cursor_of(connection: sqlite3.Connection) -> int:
    """The number of the last spooled request that was worked on."""
    (seq,) = connection.execute("SELECT seq FROM cursor").fetchone()
    return int(seq)


def totals(connection: sqlite3.Connection) -> dict[str, int]:
    """Records worked on since the store was made, and how many were duplicates or could not be parsed."""
    row = connection.execute("SELECT records, duplicates, unparsed FROM cursor").fetchone()
    return dict(zip(("records", "duplicates", "unparsed"), row, strict=True))


def advance(connection: sqlite3.Connection, seq: int, records: int, duplicates: int, unparsed: int) -> None:
    """Move the cursor and the totals, in the same transaction as everything that the requests caused."""
    connection.execute(
        "UPDATE cursor SET seq = ?, records = records + ?, duplicates = duplicates + ?, unparsed = unparsed + ?",
        (seq, records, duplicates, unparsed),
    )


def unseen(connection: sqlite3.Connection, ids: Sequence[str], number: int) -> list[bool]:
    """For each record id whether it is new; from now on it counts as seen. ``number`` grows with every call."""
    return [
        connection.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (bytes.fromhex(identity), number)).rowcount > 0
        for identity in ids
    ]


def add_findings(connection: sqlite3.Connection, findings: Iterable[Finding], now: float) -> list[Finding]:
    """Store findings, and give back those that were not there yet."""
    new: list[Finding] = []
    for finding in findings:
        added = connection.execute(
            "INSERT OR IGNORE INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (
                finding.id,
                finding.customer,
                finding.use_case,
                finding.asset,
                finding.severity,
                finding.time,
                finding.canary,
                msgspec.json.encode(finding),
                msgspec.json.encode(as_ocsf(finding, now)),
                now,
            ),
        )
        if added.rowcount:
            new.append(finding)
    return new


def findings_of(connection: sqlite3.Connection, ids: Iterable[str]) -> list[Finding]:
    """The findings with these ids, in that order; unknown ids are left out."""
    rows = [connection.execute("SELECT json FROM findings WHERE id = ?", (identity,)).fetchone() for identity in ids]
    return [_FINDING.decode(row[0]) for row in rows if row is not None]


def set_followed(connection: sqlite3.Connection, findings: Iterable[Finding]) -> None:
    """These findings have their incident."""
    connection.executemany("UPDATE findings SET followed = 1 WHERE id = ?", [(finding.id,) for finding in findings])


def not_followed(connection: sqlite3.Connection, most: int = 100) -> list[Finding]:
    """Findings that have no incident yet, because the responder failed on them."""
    rows = connection.execute("SELECT json FROM findings WHERE followed = 0 LIMIT ?", (most,))
    return [_FINDING.decode(blob) for (blob,) in rows]


def latest_findings(connection: sqlite3.Connection, most: int = 100) -> list[Finding]:
    """The findings that were made last, the newest first."""
    rows = connection.execute("SELECT json FROM findings ORDER BY made DESC, rowid DESC LIMIT ?", (most,))
    return [_FINDING.decode(blob) for (blob,) in rows]


def count_events(connection: sqlite3.Connection, events: Iterable[tuple[Event, str]]) -> None:
    """Add to the counts per asset and source; ``last_seen`` is the latest event's own time."""
    sums: dict[tuple[str, str], tuple[int, float]] = {}
    for event, source in events:
        count, last = sums.get((event.asset, source), (0, 0.0))
        sums[event.asset, source] = count + 1, max(last, event.time)
    connection.executemany(
        "INSERT INTO counts VALUES (?, ?, ?, ?) ON CONFLICT (asset, source) DO UPDATE SET "
        "events = events + excluded.events, last_seen = MAX(last_seen, excluded.last_seen)",
        [(asset, source, count, last) for (asset, source), (count, last) in sums.items()],
    )


def keep_unparsed(connection: sqlite3.Connection, unparsed: Iterable[Unparsed]) -> None:
    """Keep records that could not be understood, as they came."""
    connection.executemany(
        "INSERT INTO unparsed (id, host, source, arrived, reason, body) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                item.record.id,
                item.record.host,
                item.record.source,
                item.record.arrived,
                item.reason,
                msgspec.json.encode(item.record.body)[:UNPARSED_BYTES],
            )
            for item in unparsed
        ],
    )


def evict(connection: sqlite3.Connection, before: float) -> None:
    """Keep the tables that grow with the traffic within their bounds, and nothing of persons from before a time.

    ``before`` is in UTC seconds: what the scope promised about retention (``privacy.retention_days``).
    """
    connection.execute("DELETE FROM findings WHERE made < ? AND followed = 1", (before,))
    connection.execute("DELETE FROM unparsed WHERE arrived < ?", (before,))
    connection.execute(
        "DELETE FROM seen WHERE number < (SELECT number FROM seen ORDER BY number DESC LIMIT 1 OFFSET ?)", (SEEN_KEPT,)
    )
    connection.execute("DELETE FROM unparsed WHERE number <= (SELECT MAX(number) - ? FROM unparsed)", (UNPARSED_KEPT,))
