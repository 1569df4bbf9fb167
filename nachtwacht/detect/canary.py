"""Registered canaries: which events belong to one, how far each came, and when its token is spent.

A token is taken once. It marks events that happened before it expired and before, shortly after its finding, it was
spent; in a later event the same word means nothing. The event's own time counts, so that a canary whose records were
held up is not answered as if it were real. Whether a *finding* is a canary's is decided for its use case and asset alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from nachtwacht.detect.sigma.view import View
from nachtwacht.model.watch import HOPS, CanaryRegistration, Event, Hop

SPENT_AFTER_SECONDS = 20.0
"""From its first finding on: time for a second record of the same harmless attack to arrive."""
LATE_SECONDS = 3600.0
"""How long after its expiry a canary's records may still arrive."""
LINK_SECONDS = 3600.0
SHORTEST_TOKEN = 16
"""Characters; a shorter token could stand in an event by chance."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS canary (
    token TEXT PRIMARY KEY, registration BLOB NOT NULL, expires REAL NOT NULL, found REAL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS canary_hop (
    token TEXT NOT NULL, hop TEXT NOT NULL, at REAL NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (token, hop)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS canary_link (key TEXT PRIMARY KEY, token TEXT NOT NULL, until REAL NOT NULL) WITHOUT ROWID;
"""
_BEFORE_RULE = HOPS[: HOPS.index("rule_fired")]


def schema(connection: sqlite3.Connection) -> None:
    """Make the tables that are missing."""
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)


def register(connection: sqlite3.Connection, canary: CanaryRegistration, now: float) -> str:
    """Take a verified registration; the answer is why not, or empty. A token is taken once, for ever."""
    if len(canary.token) < SHORTEST_TOKEN:
        return f"the token is shorter than {SHORTEST_TOKEN} characters"
    if canary.expires <= now:
        return "the registration has expired"
    added = connection.execute(
        "INSERT OR IGNORE INTO canary (token, registration, expires) VALUES (?, ?, ?)",
        (canary.token, msgspec.json.encode(canary), canary.expires),
    )
    if not added.rowcount:
        return "this token has been registered before; each is good for once"
    record_hop(connection, canary.token, "emitted", canary.issued, "as registered")
    return ""


def registration(connection: sqlite3.Connection, token: str) -> CanaryRegistration | None:
    """The registration of a token, also after its end; None when there was none."""
    row = connection.execute("SELECT registration FROM canary WHERE token = ?", (token,)).fetchone()
    return msgspec.json.decode(row[0], type=CanaryRegistration) if row else None


def record_hop(connection: sqlite3.Connection, token: str, hop: str, at: float, detail: str = "") -> None:
    """Note a stop on the way; the first time stands."""
    connection.execute("INSERT OR IGNORE INTO canary_hop VALUES (?, ?, ?, ?)", (token, hop, at, detail))


def hops(connection: sqlite3.Connection, token: str) -> tuple[Hop, ...]:
    """The stops that were reached, in the order of the way."""
    rows = connection.execute("SELECT hop, at, detail FROM canary_hop WHERE token = ?", (token,)).fetchall()
    known = {hop: Hop(hop=hop, at=at, detail=detail) for hop, at, detail in rows}
    return tuple(known[hop] for hop in HOPS if hop in known)


def mark(connection: sqlite3.Connection, events: Iterable[Event], now: float) -> list[Event]:
    """The same events, those of a live canary marked with its token; ``now`` is when they were parsed."""
    live = _live(connection, now)
    links = _links(connection, now)
    if not live and not links:
        return list(events)
    marked: list[Event] = []
    for event in events:
        token = _token(event, live) or links.get(_link(event))
        if token is None:
            marked.append(event)
            continue
        key = _link(event)
        if key and key not in links:
            links[key] = token
            connection.execute("INSERT OR REPLACE INTO canary_link VALUES (?, ?, ?)", (key, token, now + LINK_SECONDS))
        marked.append(replace(event, canary=token))
        _follow(connection, event, token, now)
    return marked


class _Live(Struct, frozen=True):
    """A token that may stand in events that happened up to ``end`` (UTC seconds)."""

    asset: str
    end: float


def _live(connection: sqlite3.Connection, now: float) -> dict[str, _Live]:
    rows = connection.execute(
        "SELECT token, registration, found FROM canary WHERE expires + ? >= ?", (LATE_SECONDS, now)
    )
    live: dict[str, _Live] = {}
    for token, blob, found_at in rows:
        known = msgspec.json.decode(blob, type=CanaryRegistration)
        spent = known.expires if found_at is None else found_at + SPENT_AFTER_SECONDS
        live[token] = _Live(known.asset, min(known.expires, spent))
    return live


def _links(connection: sqlite3.Connection, now: float) -> dict[str, str]:
    return dict(connection.execute("SELECT key, token FROM canary_link WHERE until >= ?", (now,)).fetchall())


def _token(event: Event, live: Mapping[str, _Live]) -> str | None:
    """The token in any value of the event; one that is registered for this asset goes first."""
    if not live:
        return None
    text = "\n".join(value.low for value in View(event.fields).every())
    found = [token for token, known in live.items() if event.time <= known.end and token.lower() in text]
    found.sort(key=lambda token: live[token].asset != event.asset)
    return found[0] if found else None


def _link(event: Event) -> str:
    """What records of one network flow have in common: the sensor says that they are one, an attacker cannot."""
    flow = event.fields.get("flow_id")
    return f"{event.source_host}|{flow}" if flow is not None else ""


def _follow(connection: sqlite3.Connection, event: Event, token: str, now: float) -> None:
    """Until a rule fires, the latest event says how far the canary came."""
    if connection.execute("SELECT 1 FROM canary_hop WHERE token = ? AND hop = 'rule_fired'", (token,)).fetchone():
        return
    stops = {"shipped": event.observed, "arrived": event.arrived, "parsed": now}
    for hop in _BEFORE_RULE[1:]:
        connection.execute(
            "INSERT OR REPLACE INTO canary_hop VALUES (?, ?, ?, ?)",
            (token, hop, stops[hop], f"{event.service or event.product} from {event.source_host}"),
        )


def found(connection: sqlite3.Connection, token: str, rule: str, now: float) -> None:
    """A finding was made of the canary: from now on its token is nearly spent."""
    record_hop(connection, token, "rule_fired", now, rule)
    connection.execute("UPDATE canary SET found = ? WHERE token = ? AND found IS NULL", (now, token))


def evict(connection: sqlite3.Connection, now: float) -> None:
    """Drop links that have ended; tokens stay, so that none is taken twice."""
    connection.execute("DELETE FROM canary_link WHERE until < ?", (now,))
