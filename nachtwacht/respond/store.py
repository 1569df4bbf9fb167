"""Incidents and their findings in SQLite; every function works inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from nachtwacht.model.watch import Finding, Incident

_COLUMNS = "id, customer, key, use_case, asset, severity, opened, state, verdict, runbook, canary"


class Sighting(Struct, frozen=True, kw_only=True):
    """What an incident keeps of a finding, for its runbook and its story; ``time`` in UTC seconds."""

    finding: str
    time: float
    severity: str
    title: str
    entities: dict[str, str]


class Note(Struct, frozen=True, kw_only=True):
    """A line of an incident's diary: who (``runtime``, ``analyst …``) saw or did what, and when."""

    at: float
    who: str
    text: str


class ToldBefore(Struct, frozen=True, kw_only=True):
    """``what``: fingerprint of the picture that was told last; ``stories``: how many there were."""

    what: str
    at: float
    stories: int


def knows(connection: sqlite3.Connection, finding: str) -> bool:
    """Whether the finding stands in an incident already."""
    return connection.execute("SELECT 1 FROM incident_finding WHERE finding = ?", (finding,)).fetchone() is not None


def newest(connection: sqlite3.Connection, key: str) -> tuple[Incident, float] | None:
    """The newest incident with that key and the time of its newest finding."""
    row = connection.execute(
        "SELECT id, last FROM incident WHERE key = ? ORDER BY number DESC LIMIT 1", (key,)
    ).fetchone()
    return None if row is None else (incident(connection, row[0]), row[1])


def next_name(connection: sqlite3.Connection, *, canary: bool) -> tuple[str, int]:
    """A name for a new incident that is short enough to read over the telephone, and its number."""
    row = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM incident").fetchone()
    return f"{'TEST' if canary else 'INC'}-{row[0]:04}", int(row[0])


def add(connection: sqlite3.Connection, new: Incident, number: int, finding: Finding) -> None:
    """Store a new incident with its first finding."""
    connection.execute(
        f"INSERT INTO incident (number, last, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - column names are ours
        (
            number, finding.time, new.id, new.customer, new.key, new.use_case, new.asset, new.severity, new.opened,
            new.state, new.verdict, new.runbook, new.canary,
        ),
    )  # fmt: skip
    _add_finding(connection, new.id, finding)


def join(connection: sqlite3.Connection, changed: Incident, finding: Finding) -> None:
    """Store that a finding joined an incident, and that its runbook has to be looked at again."""
    connection.execute(
        "UPDATE incident SET severity = ?, last = max(last, ?), todo = 1 WHERE id = ?",
        (changed.severity, finding.time, changed.id),
    )
    _add_finding(connection, changed.id, finding)


def _add_finding(connection: sqlite3.Connection, name: str, finding: Finding) -> None:
    connection.execute(
        "INSERT INTO incident_finding (finding, incident, time, severity, title, entities) VALUES (?, ?, ?, ?, ?, ?)",
        (finding.id, name, finding.time, finding.severity, finding.title, _json(finding.entities)),
    )


def incident(connection: sqlite3.Connection, name: str) -> Incident:
    """The incident of that id; KeyError when there is none."""
    found = next(_incidents(connection, "WHERE id = ?", (name,)), None)
    if found is None:
        raise KeyError(name)
    return found


def incidents(connection: sqlite3.Connection, *, canaries: bool = False) -> tuple[Incident, ...]:
    """All incidents, newest first; those of canaries only when asked for."""
    return tuple(_incidents(connection, "" if canaries else "WHERE canary IS NULL", ()))


def todo(connection: sqlite3.Connection) -> tuple[Incident, ...]:
    """Incidents whose runbook has to be looked at, oldest first."""
    return tuple(reversed(tuple(_incidents(connection, "WHERE todo", ()))))


def alive(connection: sqlite3.Connection) -> tuple[Incident, ...]:
    """Incidents about which there may be something to tell: the open ones, and those that nobody was told of."""
    return tuple(_incidents(connection, "WHERE state != 'closed' OR told = ''", ()))


def _incidents(connection: sqlite3.Connection, where: str, values: tuple[str, ...]) -> Iterator[Incident]:
    query = f"SELECT {_COLUMNS} FROM incident {where} ORDER BY number DESC"  # noqa: S608 - both texts are ours
    names = _COLUMNS.split(", ")
    for row in connection.execute(query, values).fetchall():
        found = dict(zip(names, row, strict=True))
        yield Incident(**found, findings=tuple(sighting.finding for sighting in sightings(connection, found["id"])))


def sightings(connection: sqlite3.Connection, name: str) -> tuple[Sighting, ...]:
    """What the incident keeps of its findings, oldest first."""
    rows = connection.execute(
        "SELECT finding, time, severity, title, entities FROM incident_finding WHERE incident = ? ORDER BY time, finding",
        (name,),
    ).fetchall()
    return tuple(
        Sighting(finding=row[0], time=row[1], severity=row[2], title=row[3], entities=msgspec.json.decode(row[4]))
        for row in rows
    )


def set_done(connection: sqlite3.Connection, name: str) -> None:
    """The incident's runbook has been looked at."""
    connection.execute("UPDATE incident SET todo = 0 WHERE id = ?", (name,))


def set_state(connection: sqlite3.Connection, name: str, state: str) -> None:
    """Open, waiting, contained or closed; what is closed stays closed."""
    connection.execute("UPDATE incident SET state = ? WHERE id = ? AND state != 'closed'", (state, name))


def set_verdict(connection: sqlite3.Connection, name: str, verdict: str) -> None:
    """What the analyst decided."""
    connection.execute("UPDATE incident SET verdict = ?, todo = 1 WHERE id = ?", (verdict, name))


def told(connection: sqlite3.Connection, name: str) -> ToldBefore:
    """What the customer was told of the incident so far."""
    row = connection.execute("SELECT told, told_at, stories FROM incident WHERE id = ?", (name,)).fetchone()
    return ToldBefore(what=row[0], at=row[1], stories=row[2])


def set_told(connection: sqlite3.Connection, name: str, now: ToldBefore) -> None:
    """The customer's letters about this are written."""
    connection.execute(
        "UPDATE incident SET told = ?, told_at = ?, stories = ? WHERE id = ?", (now.what, now.at, now.stories, name)
    )


def add_note(connection: sqlite3.Connection, name: str, note: Note) -> None:
    """A line more in the incident's diary."""
    connection.execute(
        "INSERT INTO incident_note (incident, at, who, text) VALUES (?, ?, ?, ?)", (name, note.at, note.who, note.text)
    )


def notes(connection: sqlite3.Connection, name: str) -> tuple[Note, ...]:
    """The incident's diary, oldest first."""
    rows = connection.execute(
        "SELECT at, who, text FROM incident_note WHERE incident = ? ORDER BY number", (name,)
    ).fetchall()
    return tuple(Note(at=row[0], who=row[1], text=row[2]) for row in rows)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
