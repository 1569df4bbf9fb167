"""Doubles: hosts in memory that answer as the responder program does, a letter box, a clock that is set by hand."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nachtwacht.detect import canary
from nachtwacht.detect.store import open_store
from nachtwacht.respond import schema
from nachtwacht.respond.context import Book
from nachtwacht.respond.effectors import CannotRespond
from nachtwacht.respond.mailbox import Letter
from nachtwacht.respond.post import CannotPost
from nachtwacht.respond.settings import Mail
from nachtwacht.respond.worker import Worker

MAIL = Mail(host="mail.example", sender="wacht@soc.example", soc="soc@soc.example")


class SetClock:
    """UTC seconds that only move when told."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class HostsInMemory:
    """A double of the responders: isolation and block list with their own timers, as on the hosts."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self.isolated: dict[str, float] = {}
        self.blocked: dict[str, dict[str, float]] = {}
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.silent: set[str] = set()
        self.lying: set[str] = set()
        self.stuck: set[str] = set()
        self.dead: set[str] = set()

    def ask(self, host: str, question: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            self.asked.append((host, question))
            if host in self.silent:
                raise CannotRespond(host, "cannot be reached", "see whether it is up")
            return getattr(self, f"_{question['do']}")(host, question)

    def orders(self) -> list[tuple[str, str]]:
        """What changed something, in order."""
        changing = ("isolate", "release", "block", "unblock")
        return [(host, question["do"]) for host, question in self.asked if question["do"] in changing]

    def is_isolated(self, host: str) -> bool:
        return self.isolated.get(host, 0) > self._clock()

    def is_blocked(self, address: str) -> bool:
        return any(
            until > self._clock() for held in self.blocked.values() for at, until in held.items() if at == address
        )

    def _isolate(self, host: str, question: dict[str, Any]) -> dict[str, Any]:
        if host not in self.lying:
            self.isolated[host] = self._clock() + question["seconds"]
        return {"ok": True, "verified": True, "isolated": True, "until": 0, "detail": "gw-01 cannot be reached now"}

    def _release(self, host: str, question: dict[str, Any]) -> dict[str, Any]:
        if host in self.stuck:
            return {"ok": False, "error": "nft failed"}
        self.isolated.pop(host, None)
        return {"ok": True, "verified": True, "isolated": False, "until": 0, "detail": "gw-01 can be reached again"}

    def _isolation(self, host: str, question: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "verified": True, "isolated": self.is_isolated(host), "until": 0, "detail": ""}

    def _block(self, host: str, question: dict[str, Any]) -> dict[str, Any]:
        self.blocked.setdefault(host, {})[question["address"]] = self._clock() + question["seconds"]
        return {"ok": True, "verified": True, "until": 0, "detail": ""}

    def _unblock(self, host: str, question: dict[str, Any]) -> dict[str, Any]:
        self.blocked.setdefault(host, {}).pop(question["address"], None)
        return {"ok": True, "verified": True, "until": 0, "detail": ""}

    def _blocked(self, host: str, question: dict[str, Any]) -> dict[str, Any]:
        held = {at: until for at, until in self.blocked.get(host, {}).items() if until > self._clock()}
        return {"ok": True, "verified": True, "addresses": held, "until": 0, "detail": ""}

    def _reach(self, host: str, question: dict[str, Any]) -> dict[str, Any]:
        through = host not in self.blocked and not self.is_blocked(question["address"])
        leaking = host in self.lying
        open_way = (host in self.blocked or through or leaking) and not self.is_isolated(host)
        return {
            "ok": True,
            "verified": True,
            "reached": open_way and question["address"] not in self.dead,
            "detail": "",
        }


class LetterBox:
    """A double of the mail server."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.refuse: CannotPost | None = None

    def __call__(self, letter: Letter) -> str:
        if self.refuse is not None:
            raise self.refuse
        self.letters.append(letter)
        return "double"

    def to_customer(self) -> list[Letter]:
        return [letter for letter in self.letters if letter.kind == "story"]

    def to_analysts(self) -> list[Letter]:
        return [letter for letter in self.letters if letter.kind == "analyst"]


class Watch:
    """A worker over doubles, stepped by hand, with its store on disk so that it can be started anew."""

    def __init__(self, folder: Path, book: Book, now: float) -> None:
        self.path = folder / "store.sqlite"
        self.clock = SetClock(now)
        self.hosts = HostsInMemory(self.clock)
        self.box = LetterBox()
        self.book = book
        self.connection = self.connect()
        self.trouble = False
        """Whether something in the worker is meant to break."""
        self.start()

    def connect(self) -> sqlite3.Connection:
        connection = open_store(self.path)
        connection.execute("PRAGMA synchronous = OFF")
        canary.schema(connection)
        schema(connection)
        return connection

    def start(self) -> None:
        """A worker that knows nothing but the store, as after a crash."""
        self.worker = Worker(
            book=lambda: self.book,
            connect=self.connect,
            effectors=self.hosts,
            mail=MAIL,
            post=self.box,
            clock=self.clock,
        )
        # Jobs run at once, so that a pass is one plain call.
        self.worker._errands._submit = lambda job: job()

    def settle(self) -> float:
        """Pass until nothing is due; the seconds until something is."""
        for _ in range(50):
            pause = self.worker._pass(self.connection)
            assert self.trouble == bool(self.worker._trouble), self.worker._trouble
            if pause > 0 and self.worker._errands._reports.empty():
                return pause
        raise AssertionError("the worker never comes to rest")

    def later(self, seconds: float) -> None:
        """Let time pass, stopping whenever something is due."""
        end = self.clock.now + seconds
        while True:
            pause = self.settle()
            if self.clock.now + pause >= end:
                break
            self.clock.now += pause
        self.clock.now = end
        self.settle()

    @property
    def now(self) -> float:
        return self.clock.now

    @property
    def scope(self) -> Any:
        return self.book.scope

    @property
    def packs(self) -> Any:
        return self.book.packs

    @property
    def config(self) -> Any:
        return SimpleNamespace(runbooks=Path(__file__).parents[2] / "runbooks")
