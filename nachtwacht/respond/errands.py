"""What takes long (a host, a mail server) runs beside the deciding thread; what came of it is written down there."""

from __future__ import annotations

import logging
import queue
import sqlite3
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor

from nachtwacht.respond.post import CannotPost

log = logging.getLogger("nachtwacht.respond")
SIDE_BY_SIDE = 4
Report = Callable[[sqlite3.Connection], None]
Trouble = Callable[[sqlite3.Connection, Exception], None]


class Errands:
    """Jobs by key, each at most once at a time. All but the jobs themselves belongs to the deciding thread."""

    def __init__(self, wake: Callable[[], None]) -> None:
        """``wake`` is called, from any thread, when there is something to write down."""
        self._wake = wake
        self._reports: queue.SimpleQueue[tuple[str, Report]] = queue.SimpleQueue()
        self._busy: set[str] = set()
        self._pool: ThreadPoolExecutor | None = None

    @property
    def busy(self) -> Collection[str]:
        """Keys of the jobs that run, or whose report is not written down yet."""
        return self._busy

    def start(self, key: str, job: Callable[[], Report], otherwise: Trouble) -> None:
        """Run a job; its report, or ``otherwise`` with what it raised, is for ``take``."""
        self._busy.add(key)

        def whole() -> None:
            try:
                report = job()
            except Exception as error:  # Whatever broke is written down, shouted about and tried again.
                if not isinstance(error, CannotPost):
                    log.exception("%s broke", key)
                bug = error
                self._reports.put((key, lambda later: otherwise(later, bug)))
            else:
                self._reports.put((key, report))
            self._wake()

        self._submit(whole)

    def take(self, connection: sqlite3.Connection) -> None:
        """Write down what came of the jobs that have ended.

        When the store cannot be written (a full disk) the report is kept for the next time and its job stays busy, so
        that nothing is done or sent again meanwhile; the store's error is raised.
        """
        while not self._reports.empty():
            key, report = self._reports.get()
            try:
                report(connection)
            except sqlite3.Error:
                self._reports.put((key, report))
                raise
            except Exception:
                self._busy.discard(key)
                raise
            self._busy.discard(key)

    def end(self) -> None:
        """Let the jobs that run come to their end."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def _submit(self, job: Callable[[], None]) -> None:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="respond")
        self._pool.submit(job)
