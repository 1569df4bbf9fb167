"""One step of the loop: spooled requests in, everything that they cause out, in one transaction.

Killed at any moment, the step has either happened as a whole or not at all; then it happens again, with the same
ids, so that nothing is lost and no finding is made twice.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice

from msgspec import Struct

from nachtwacht.detect import Batch, State, canary, detect, store
from nachtwacht.detect.normalise import Unparsed, normalise
from nachtwacht.ingest.otlp import Refused, read_request, records, unpack
from nachtwacht.ingest.record import Record
from nachtwacht.ingest.spool import Spooled
from nachtwacht.model.watch import Event, Finding
from nachtwacht.runtime.log import Say
from nachtwacht.runtime.watch import Watch

SECONDS_A_DAY = 86_400
AT_ONCE = 100
"""Records in memory at the same time."""

Take = Callable[[sqlite3.Connection, Sequence[Finding], Watch], None]


class Done(Struct, frozen=True, kw_only=True):
    """What a step did. ``upto`` is the spool's cursor now."""

    upto: int
    records: int
    findings: tuple[Finding, ...]


class Books(Struct, frozen=True, kw_only=True):
    """The loop's own connection and what lives in it. ``take`` joins findings into incidents; ``say`` logs."""

    connection: sqlite3.Connection
    state: State
    take: Take
    say: Say


def step(books: Books, watch: Watch, taken: Sequence[Spooled]) -> Done:
    """Work on these requests. Raises what the database or a defect raises, with nothing changed."""
    with transaction(books.connection):
        made: list[Finding] = []
        count = 0
        for spooled in taken:
            for chunk in _chunks(spooled):
                made.extend(_chunk(books, watch, chunk, spooled.seq))
                count += len(chunk)
            store.advance(books.connection, spooled.seq, 0, 0, 0)
        _hand_on(books, watch, made)
    return Done(upto=taken[-1].seq if taken else 0, records=count, findings=tuple(made))


def tick(books: Books, watch: Watch) -> tuple[Finding, ...]:
    """What only the passing of time brings: windows that close, and another try for findings without an incident."""
    now = time.time()
    with transaction(books.connection):
        findings = detect(Batch(events=(), now=now), watch.rules, books.state)
        made = store.add_findings(books.connection, findings, now)
        _hand_on(books, watch, store.not_followed(books.connection))
    return tuple(made)


def _hand_on(books: Books, watch: Watch, findings: Sequence[Finding]) -> None:
    """Join findings into incidents. When that fails by a defect the findings stand, and are tried again."""
    if not findings:
        return
    books.connection.execute("SAVEPOINT hand_on")
    try:
        books.take(books.connection, findings, watch)
        store.set_followed(books.connection, findings)
    except sqlite3.Error:
        raise
    except Exception as error:  # noqa: BLE001  A finding must not be lost because nobody can follow it up yet.
        books.connection.execute("ROLLBACK TO hand_on")
        books.say(
            "error",
            f"{len(findings)} findings have no incident yet: {type(error).__name__}: {error}. They are kept and tried again; "
            "report this: it is a mistake in nachtwacht",
        )
    books.connection.execute("RELEASE hand_on")


def evict(books: Books, watch: Watch) -> None:
    """Forget what no longer counts, what was kept long enough, and the oldest of what grows with the traffic."""
    now = time.time()
    kept = watch.rules.scope.privacy.retention_days * SECONDS_A_DAY
    with transaction(books.connection):
        books.state.evict(now)
        canary.evict(books.connection, now)
        store.evict(books.connection, now - kept)


def set_aside(books: Books, spooled: Spooled, why: str) -> None:
    """A request on which the step fails by a defect: it is kept as it came, and the loop goes on."""
    record = Record(
        id=f"request-{spooled.seq}",
        host=spooled.host,
        source="request",
        time=0.0,
        observed=0.0,
        arrived=spooled.arrived,
        body=spooled.body,
    )
    with transaction(books.connection):
        store.keep_unparsed(books.connection, [Unparsed(record=record, reason=why)])
        store.advance(books.connection, spooled.seq, 0, 0, 1)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _chunks(spooled: Spooled) -> Iterator[list[Record]]:
    """The request's records, some at a time, in order."""
    try:
        request = read_request(unpack(spooled.body, "gzip"))
    except Refused as refused:  # It was readable when it was acknowledged: the disk has changed it.
        raise ValueError(f"the spooled request cannot be read any more: {refused.why}") from refused
    found = records(request, spooled.arrived)
    while chunk := list(islice(found, AT_ONCE)):
        yield chunk


def _chunk(books: Books, watch: Watch, chunk: Sequence[Record], number: int) -> list[Finding]:
    now = time.time()
    connection = books.connection
    new = store.unseen(connection, [record.id for record in chunk], number)
    fresh = [record for record, is_new in zip(chunk, new, strict=True) if is_new]
    events: list[Event] = []
    sources: list[str] = []
    unparsed: list[Unparsed] = []
    for record in fresh:
        understood = normalise(record, watch.estate)
        if isinstance(understood, Unparsed):
            unparsed.append(understood)
        else:
            events.extend(understood)
            sources.extend([record.source] * len(understood))
    marked = canary.mark(connection, events, now)
    findings = detect(Batch(events=tuple(marked), now=now), watch.rules, books.state)
    made = store.add_findings(connection, findings, now)
    store.count_events(connection, zip(marked, sources, strict=True))
    store.keep_unparsed(connection, unparsed)
    store.advance(connection, store.cursor_of(connection), len(chunk), len(chunk) - len(fresh), len(unparsed))
    return made
