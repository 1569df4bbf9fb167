"""How the responses of a customer stand: what an analyst has to look at, in sentences."""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from nachtwacht.respond import acts, ledger, mailbox
from nachtwacht.respond.context import Book


class Health(Struct, frozen=True, kw_only=True):
    """``waiting``: requests that want somebody's yes; ``standing``: responses that hold at the moment."""

    ok: bool
    problems: tuple[str, ...]
    waiting: int
    standing: int


def health(connection: sqlite3.Connection, book: Book) -> Health:
    """Read from the store and the book; ``ok`` when there is no problem."""
    held = acts.standing(connection)
    problems = [f"runbook '{name}' is not acted on: {why}" for name, why in sorted(book.faulty.items())]
    problems += [
        f"{act.request}: {act.named} is not undone after {act.tries} tries"
        for act in held
        if act.state == "undoing" and act.tries
    ]
    problems += [f"{act.request}: {act.named} failed" for act in held if act.state == "failed"]
    problems += [
        f"{letter.recipient} is not told of {letter.incident}: {letter.error}"
        for letter in mailbox.troubles(connection)
    ]
    return Health(ok=not problems, problems=tuple(problems), waiting=ledger.waiting(connection), standing=len(held))
