"""The detection loop: a thread that works on the spool, in order, whenever something has arrived."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Protocol

from nachtwacht.ingest.spool import Spool, Spooled
from nachtwacht.model.watch import Finding
from nachtwacht.runtime.log import Say
from nachtwacht.runtime.step import Books, evict, set_aside, step, tick
from nachtwacht.runtime.watch import Watch

REQUESTS_A_STEP = 16
BYTES_A_STEP = 256 << 10
"""Packed; a step is short, for while it lasts nobody else can write."""
TICK_SECONDS = 10.0
EVICT_SECONDS = 60.0
AGAIN_SECONDS = 2.0


class Wakeable(Protocol):
    """Somebody who follows up findings."""

    def wake(self) -> None:
        """There is something new."""


class Loop:
    """``run`` is the thread's work. ``watch()`` gives the rules of the moment; ``something`` says that there is work."""

    def __init__(
        self,
        *,
        spool: Spool,
        books: Books,
        watch: Callable[[], Watch],
        after: Wakeable,
        something: threading.Event,
        say: Say,
    ) -> None:
        """The books' connection is used by this loop's thread only."""
        self._spool, self._books, self._watch, self._after, self._say = spool, books, watch, after, say
        self._something = something
        self.trouble = ""
        """Why the loop does not get on at the moment; empty when all is well."""
        self.beat = 0
        """Grows with every turn, for the watchdog."""
        self._ticked = self._evicted = time.monotonic()

    def run(self, cursor: int, stop: threading.Event) -> None:
        """Work until ``stop``; ``cursor`` is the number of the last request that was worked on."""
        while not stop.is_set():
            self.beat += 1
            try:
                cursor = self._turn(cursor, stop)
                self._well()
            except sqlite3.Error as error:
                self._ill(f"the store cannot be written: {error}; what arrived stays on disk and is worked on later")
                stop.wait(AGAIN_SECONDS)
            except Exception as error:  # noqa: BLE001  The watch must not end because of one turn.
                self._ill(f"{type(error).__name__}: {error}. Report this: it is a mistake in nachtwacht")
                stop.wait(AGAIN_SECONDS)

    def _turn(self, cursor: int, stop: threading.Event) -> int:
        self._something.clear()
        taken = self._spool.take(cursor, REQUESTS_A_STEP, BYTES_A_STEP)
        if not stop.is_set():
            self._tick(time.monotonic())
        if not taken:
            self._something.wait(TICK_SECONDS)
            return cursor
        self._work(taken)
        self._spool.drop(taken[-1].seq)
        return taken[-1].seq

    def _tick(self, now: float) -> None:
        """From time to time, under constant traffic too, what only the passing of time brings."""
        if now - self._ticked < TICK_SECONDS:
            return
        self._ticked = now
        self._tell(tick(self._books, self._watch()))
        if now - self._evicted >= EVICT_SECONDS:
            self._evicted = now
            evict(self._books, self._watch())

    def _work(self, taken: list[Spooled]) -> None:
        try:
            self._tell(step(self._books, self._watch(), taken).findings)
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001  A defect must not lose an event, nor stop the watch.
            if len(taken) > 1:
                for spooled in taken:
                    self._work([spooled])
                return
            why = f"{type(error).__name__}: {error}"
            self._say(
                "error",
                f"a request of {taken[0].host} was set aside: {why}. Report this: it is a mistake in nachtwacht",
            )
            set_aside(self._books, taken[0], why)

    def _tell(self, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            what = "canary" if finding.canary else "finding"
            self._say(
                "info",
                f"{what} {finding.id}: {finding.use_case} on {finding.asset}, {finding.severity}: {finding.title}",
            )
        if findings:
            self._after.wake()

    def _ill(self, why: str) -> None:
        if why != self.trouble:
            self._say("error", why)
        self.trouble = why

    def _well(self) -> None:
        if self.trouble:
            self._say("info", "the store can be written again")
        self.trouble = ""
