"""Writes down who is told what about an incident, once there is something new to tell."""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from nachtwacht.model.watch import Incident
from nachtwacht.respond import mailbox, store
from nachtwacht.respond.contacts import whom
from nachtwacht.respond.context import Book
from nachtwacht.respond.hops import registered_mailbox
from nachtwacht.respond.picture import Deed, Picture, fingerprint, picture, settled
from nachtwacht.respond.settings import Mail
from nachtwacht.respond.story import tell
from nachtwacht.respond.tables import transaction

UPDATE_SECONDS = 300.0
"""Between two stories about one incident, when nothing was taken back and nothing failed."""


class Recipient(Struct, frozen=True, kw_only=True):
    """Somebody who gets the story, and when."""

    name: str
    mailbox: str
    due: float


def tell_customer(connection: sqlite3.Connection, name: str, book: Book, mail: Mail | None, now: float) -> int:
    """Keep a letter for each recipient when the incident is settled and differs from what was told; how many."""
    with transaction(connection):
        whole = picture(connection, name)
        runbook = book.runbooks.get(whole.incident.runbook)
        told = store.told(connection, name)
        if runbook is None or not whole.sightings or not settled(whole) or fingerprint(whole) == told.what:
            return 0
        if not any(step.kind == "tell" and step.to == "customer" for step in runbook.steps):
            return 0
        number = told.stories + 1
        recipients = _recipients(connection, whole, book, _earliest(whole, told, now))
        for recipient in recipients:
            follows = mailbox.last_accepted(connection, name, recipient.mailbox)
            story = tell(whole, runbook, book.scope, recipient=recipient.name, first=number == 1)
            letter = mailbox.Letter(
                message=mailbox.message_id(whole.incident, f"story{number}", recipient.mailbox, _sender(mail)),
                incident=name,
                number=number,
                kind="story",
                recipient=recipient.mailbox,
                follows=follows,
                subject=story.subject,
                text=story.text,
                html=story.html,
                made=now,
                due=recipient.due,
                state="due" if mail else "kept",
            )
            mailbox.add(connection, letter)
        store.set_told(connection, name, store.ToldBefore(what=fingerprint(whole), at=now, stories=number))
        return len(recipients)


def tell_analysts(connection: sqlite3.Connection, incident: Incident, text: str, mail: Mail | None, now: float) -> None:
    """Write it in the incident's diary, and in a letter when the analysts have a mailbox."""
    with transaction(connection):
        store.add_note(connection, incident.id, store.Note(at=now, who="runtime", text=text))
        if mail is None or not mail.soc:
            return
        number = len(store.notes(connection, incident.id))
        letter = mailbox.Letter(
            message=mailbox.message_id(incident, f"analyst{number}", mail.soc, mail.sender),
            incident=incident.id,
            number=number,
            kind="analyst",
            recipient=mail.soc,
            follows="",
            subject=f"{incident.customer} {incident.id}: {incident.use_case} on {incident.asset}",
            text=f"{text}\n\nLook at it: nw incidents {incident.customer} {incident.id}\n",
            html="",
            made=now,
            due=now,
        )
        mailbox.add(connection, letter)


def _recipients(connection: sqlite3.Connection, whole: Picture, book: Book, earliest: float) -> tuple[Recipient, ...]:
    """The contacts; for a canary its test mailbox and nobody else."""
    incident = whole.incident
    if incident.canary is None:
        told = whom(book.scope, incident.severity, earliest)
        return tuple(Recipient(name=one.contact.name, mailbox=one.contact.email, due=one.due) for one in told)
    box = registered_mailbox(connection, incident.canary)
    return (Recipient(name=box.partition("@")[0], mailbox=box, due=earliest),) if box else ()


def _earliest(whole: Picture, told: store.ToldBefore, now: float) -> float:
    """Now, or somewhat later when the customer has just had a letter and this one is no urgent news."""
    urgent = any(
        deed.entry.state in ("failed", "undone", "undo_failed") or _asks_customer(deed) for deed in whole.deeds
    )
    if told.stories == 0 or urgent or whole.incident.verdict == "false_positive":
        return now
    return max(now, told.at + UPDATE_SECONDS)


def _asks_customer(deed: Deed) -> bool:
    refusal = deed.refusal()
    return deed.entry.state == "waiting" and refusal is not None and refusal.detail["ask"] == "customer"


def _sender(mail: Mail | None) -> str:
    return mail.sender if mail else ""
