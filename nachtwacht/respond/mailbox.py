"""Letters in SQLite: written down before they are sent, with a Message-ID that is the same at every try.

What is guaranteed: a letter that was due is handed in at least once, also across a crash, and every time under the
same Message-ID, by which the receiving side can drop a second copy. It is sent twice only when the runtime dies
between the mail server's yes and the note of it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection
from typing import Any, Literal

from msgspec import Struct

from nachtwacht.model.watch import Incident

_COLUMNS = (
    "message, incident, number, kind, recipient, follows, subject, text, html, made, due, state, tries, accepted, error"
)
_SELECT = f"SELECT {_COLUMNS} FROM respond_story"  # noqa: S608 - column names are ours


class Letter(Struct, frozen=True, kw_only=True):
    """One letter to one recipient. ``due`` is the next try, UTC seconds; ``kept`` when there is no mail to hand it in."""

    message: str
    incident: str
    number: int
    kind: Literal["story", "analyst"]
    recipient: str
    follows: str
    """Message-ID of the letter that this one continues, or empty."""
    subject: str
    text: str
    html: str
    made: float
    due: float
    state: Literal["due", "accepted", "superseded", "refused", "kept"] = "due"
    tries: int = 0
    accepted: float | None = None
    error: str = ""


def message_id(incident: Incident, part: str, recipient: str, sender: str) -> str:
    """The same for the same letter (``part``: ``story2``), whoever asks and however often."""
    who = hashlib.sha256(recipient.encode()).hexdigest()[:10]
    domain = sender.rpartition("@")[2] or "nachtwacht.invalid"
    return f"<{incident.customer}.{incident.id}.{part}.{who}@{domain}>"


def add(connection: sqlite3.Connection, letter: Letter) -> None:
    """Keep a letter; a story that has not gone out to the same recipient yet is replaced by this one."""
    if letter.kind == "story":
        connection.execute(
            "UPDATE respond_story SET state = 'superseded'"
            " WHERE incident = ? AND recipient = ? AND kind = 'story' AND state = 'due' AND message != ?",
            (letter.incident, letter.recipient, letter.message),
        )
    values = tuple(getattr(letter, name) for name in _COLUMNS.split(", "))
    connection.execute(
        f"INSERT OR IGNORE INTO respond_story ({_COLUMNS}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608
        values,
    )


def last_accepted(connection: sqlite3.Connection, incident: str, recipient: str) -> str:
    """Message-ID of the newest story about the incident that this recipient has, or empty."""
    row = connection.execute(
        "SELECT message FROM respond_story WHERE incident = ? AND recipient = ? AND kind = 'story'"
        " AND state = 'accepted' ORDER BY number DESC LIMIT 1",
        (incident, recipient),
    ).fetchone()
    return "" if row is None else str(row[0])


def due(connection: sqlite3.Connection, now: float) -> tuple[Letter, ...]:
    """Letters to send now, oldest first."""
    rows = connection.execute(f"{_SELECT} WHERE state = 'due' AND due <= ? ORDER BY due, number", (now,)).fetchall()
    return tuple(_letter(row) for row in rows)


def next_due(connection: sqlite3.Connection, busy: Collection[str] = ()) -> float | None:
    """When the next letter has to go that is not on its way already (``busy``: Message-IDs)."""
    rows = connection.execute(
        "SELECT message, due FROM respond_story WHERE state = 'due' ORDER BY due LIMIT ?", (len(busy) + 1,)
    ).fetchall()
    return next((float(row[1]) for row in rows if row[0] not in busy), None)


def set_accepted(connection: sqlite3.Connection, message: str, now: float, note: str) -> None:
    """The mail server took it over."""
    connection.execute(
        "UPDATE respond_story SET state = 'accepted', accepted = ?, tries = tries + 1, error = ? WHERE message = ?",
        (now, note, message),
    )


def set_failed(connection: sqlite3.Connection, message: str, error: str, *, again: float | None) -> None:
    """It was not taken; ``again`` is when to try once more, None for never. A letter replaced meanwhile stays so."""
    state = "refused" if again is None else "due"
    connection.execute(
        "UPDATE respond_story SET state = ?, due = coalesce(?, due), tries = tries + 1, error = ?"
        " WHERE message = ? AND state = 'due'",
        (state, again, error, message),
    )


def letters(connection: sqlite3.Connection, incident: str | None = None) -> tuple[Letter, ...]:
    """All letters, or those about one incident, oldest first."""
    where, values = ("", ()) if incident is None else ("WHERE incident = ?", (incident,))
    rows = connection.execute(f"{_SELECT} {where} ORDER BY made, number", values).fetchall()
    return tuple(_letter(row) for row in rows)


def troubles(connection: sqlite3.Connection) -> tuple[Letter, ...]:
    """Letters that were refused, or tried three times in vain."""
    rows = connection.execute(f"{_SELECT} WHERE state = 'refused' OR (state = 'due' AND tries >= 3)").fetchall()
    return tuple(_letter(row) for row in rows)


def _letter(row: Any) -> Letter:
    return Letter(**dict(zip(_COLUMNS.split(", "), row, strict=True)))
