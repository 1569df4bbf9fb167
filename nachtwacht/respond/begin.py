"""Puts the worker together from the runtime's own configuration."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from nachtwacht.detect.context import Context
from nachtwacht.detect.store import open_store
from nachtwacht.respond.context import Book
from nachtwacht.respond.post import MailServer
from nachtwacht.respond.responders import Responders
from nachtwacht.respond.settings import read
from nachtwacht.respond.shelf import read_runbooks, signature
from nachtwacht.respond.tables import schema
from nachtwacht.respond.worker import Worker

STORE = "store.sqlite"


def worker(context: Callable[[], Context]) -> Worker:
    """A worker over the real responders and mail server that ``runtime.json`` names; raises Failure for a wrong key."""
    now = context()
    settings = read(now.config.respond, now.config.addresses, now.config.known_hosts, now.folder)
    path = now.config.data / STORE

    def connect() -> sqlite3.Connection:
        connection = open_store(path)
        schema(connection)
        return connection

    return Worker(
        book=_Books(context),
        connect=connect,
        effectors=Responders(settings.responders),
        mail=settings.mail,
        post=MailServer(settings.mail) if settings.mail else None,
    )


class _Books:
    """The book of the moment; read anew when the scope or a runbook changed."""

    def __init__(self, context: Callable[[], Context]) -> None:
        self._context = context
        self._known: tuple[object, object] | None = None
        self._book: Book | None = None

    def __call__(self) -> Book:
        context = self._context()
        sign = signature(context.config.runbooks)
        if self._book is None or self._known is None or self._known[0] is not context.scope or self._known[1] != sign:
            sound, faulty = read_runbooks(context.config.runbooks, context.packs)
            self._book = Book(scope=context.scope, packs=context.packs, runbooks=sound, faulty=faulty)
            self._known = (context.scope, sign)
        return self._book
