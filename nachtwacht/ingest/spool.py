"""The durable spool: what is acknowledged is on disk, in the order in which it came.

One thread writes. While it waits for the disk, further requests gather, and the next commit takes them all: so the
number of disk flushes does not grow with the number of senders (group commit).
"""

from __future__ import annotations

import os
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

MOST_AT_ONCE = 256
SHRINK_PAGES = 2048
"""Free pages in the file from which on they are given back to the file system."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS spool (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, host TEXT NOT NULL, arrived REAL NOT NULL, body BLOB NOT NULL)
"""


class Spooled(Struct, frozen=True):
    """One request on disk; ``body`` is gzip of the protobuf message, ``arrived`` in UTC seconds."""

    seq: int
    host: str
    arrived: float
    body: bytes


class SpoolFull(Exception):
    """There is no room; nothing of the request was kept, the sender shall come back."""


class _Put(Struct, frozen=True):
    host: str
    arrived: float
    body: bytes | bytearray
    done: Future[None]


class Spool:
    """A queue in one SQLite file. ``put`` from any thread, ``take`` and ``drop`` from the detection loop."""

    def __init__(
        self, path: Path, *, reserve_bytes: int, arrived: Callable[[], None], say: Callable[[str, str], None]
    ) -> None:
        """``arrived`` is called after each commit; ``say(level, text)`` when the disk is full and when it is not any more."""
        self._path, self._reserve, self._arrived, self._say = path, reserve_bytes, arrived, say
        self._waiting: queue.SimpleQueue[_Put | None] = queue.SimpleQueue()
        self._dropped = 0
        self._full = ""
        self._closing = False
        self._reader = _open(path)
        self._thread = threading.Thread(target=self._write, name="spool", daemon=True)
        self._thread.start()

    def begin_after(self, seq: int) -> None:
        """Number what comes from here on: a spool that was made anew must not use numbers that count as done."""
        self._reader.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT 'spool', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence)"
        )
        self._reader.execute("UPDATE sqlite_sequence SET seq = MAX(seq, ?)", (seq,))
        self.drop(seq)

    def put(self, host: str, arrived: float, body: bytes | bytearray) -> Future[None]:
        """Done when it is on disk; SpoolFull when it is not, and will not be."""
        done: Future[None] = Future()
        self._waiting.put(_Put(host, arrived, body, done))
        return done

    def take(self, after: int, most: int, most_bytes: int) -> list[Spooled]:
        """The next requests after a number, in order: at most so many, and about so many bytes but at least one."""
        rows = self._reader.execute(
            "SELECT seq, host, arrived, body FROM spool WHERE seq > ? ORDER BY seq LIMIT ?", (after, most)
        )
        taken: list[Spooled] = []
        size = 0
        for row in rows:
            taken.append(Spooled(*row))
            size += len(taken[-1].body)
            if size >= most_bytes:
                break
        rows.close()
        return taken

    def drop(self, upto: int) -> None:
        """What has been worked on may go, at the writer's next turn. Asking again after a crash does no harm."""
        self._dropped = max(self._dropped, upto)
        self._waiting.put(None)

    @property
    def full(self) -> str:
        """Why nothing is accepted at the moment; empty when all is well."""
        return self._full

    def depth(self) -> int:
        """Requests that wait to be worked on."""
        (count,) = self._reader.execute("SELECT COUNT(*) FROM spool").fetchone()
        return int(count)

    def close(self) -> None:
        """Write what waits, then end."""
        self._closing = True
        self._waiting.put(None)
        self._thread.join()
        self._reader.close()

    def _write(self) -> None:
        connection = _open(self._path)
        dropped = 0
        while True:
            puts = self._gather()
            if puts:
                self._commit(connection, puts)
            if self._dropped > dropped:
                dropped = self._forget(connection, self._dropped, dropped)
            if self._closing and self._waiting.empty():
                break
        connection.close()

    def _gather(self) -> list[_Put]:
        items = [self._waiting.get()]
        with suppress(queue.Empty):
            while len(items) < MOST_AT_ONCE:
                items.append(self._waiting.get_nowait())
        return [item for item in items if item is not None]

    def _commit(self, connection: sqlite3.Connection, puts: list[_Put]) -> None:
        try:
            self._check_room()
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO spool (host, arrived, body) VALUES (?, ?, ?)",
                [(put.host, put.arrived, put.body) for put in puts],
            )
            connection.execute("COMMIT")
        except (sqlite3.Error, OSError, SpoolFull) as error:
            _roll_back(connection)
            self._refuse(str(error))
            for put in puts:
                put.done.set_exception(SpoolFull(str(error)))
            return
        if self._full:
            self._full = ""
            self._say("info", "the disk has room again: records are accepted")
        for put in puts:
            put.done.set_result(None)
        self._arrived()

    def _refuse(self, why: str) -> None:
        if not self._full:
            self._say(
                "error",
                f"records are not accepted: {why}; senders keep theirs and come back. "
                f"fix: make room on the file system of {self._path.parent}",
            )
        self._full = why

    def _check_room(self) -> None:
        disk = os.statvfs(self._path.parent)
        free = disk.f_bavail * disk.f_frsize
        if free < self._reserve:
            raise SpoolFull(
                f"the disk is full: {free >> 20} MiB free, {self._reserve >> 20} MiB are kept for working on what was accepted"
            )

    def _forget(self, connection: sqlite3.Connection, upto: int, before: int) -> int:
        """The number up to which is forgotten now; on a full disk it is tried again at the next turn."""
        try:
            connection.execute("DELETE FROM spool WHERE seq <= ?", (upto,))
            (free,) = connection.execute("PRAGMA freelist_count").fetchone()
            if free > SHRINK_PAGES:
                connection.execute("PRAGMA incremental_vacuum").fetchall()
        except sqlite3.Error as error:
            _roll_back(connection)
            self._refuse(str(error))
            return before
        return upto


def _open(path: Path) -> sqlite3.Connection:
    """A connection whose commit returns when the data is on disk (WAL with synchronous=FULL)."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_size_limit = 8388608")
    connection.execute("PRAGMA cache_size = -1024")
    connection.execute(_SCHEMA)
    return connection


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
