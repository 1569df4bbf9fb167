"""The thread that answers: asks permission, acts, undoes and tells, each when it is due; asleep in between.

One thread decides and writes; what takes time (a host, a mail server) runs beside it and reports back, so that a
host that does not answer delays no other. Everything due is in the store: a restart goes on where it was.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from nachtwacht.detect.state import speak_again
from nachtwacht.model.watch import Grant, Incident, Outcome
from nachtwacht.respond import acts, carry, decide, ledger, mailbox, store
from nachtwacht.respond.context import Book
from nachtwacht.respond.effectors import Effectors
from nachtwacht.respond.errands import Errands, Report
from nachtwacht.respond.execute import execute, undo
from nachtwacht.respond.health import Health, health
from nachtwacht.respond.hops import record_hop
from nachtwacht.respond.post import CannotPost, Post
from nachtwacht.respond.settings import Mail
from nachtwacht.respond.tables import transaction
from nachtwacht.respond.tell import tell_analysts, tell_customer

log = logging.getLogger("nachtwacht.respond")
LONGEST_SLEEP = 3600.0
AFTER_TROUBLE = 5.0
"""Seconds until it is tried again when a step of a pass broke."""
MAIL_AGAIN = (10.0, 60.0, 300.0, 900.0)
"""Seconds before each further try to hand a letter in; the last goes on for ever."""


class Worker:
    """Answers for one customer. ``run`` belongs to one thread; ``wake`` and ``health`` may be called from any."""

    def __init__(
        self,
        *,
        book: Callable[[], Book],
        connect: Callable[[], sqlite3.Connection],
        effectors: Effectors,
        mail: Mail | None = None,
        post: Post | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """``post`` hands letters in; without it they are kept. ``clock`` gives UTC seconds."""
        self._book = book
        self._connect = connect
        self._effectors = effectors
        self._mail = mail if post else None
        self._post = post
        self._clock = clock
        self._condition = threading.Condition()
        self._woken = False
        self._errands = Errands(self.wake)
        self._trouble: list[str] = []
        self._grants: dict[str, Grant] = {}
        self._touched: set[str] = set()
        self._health = Health(ok=True, problems=(), waiting=0, standing=0)

    def wake(self) -> None:
        """There is something to do, or to stop for."""
        with self._condition:
            self._woken = True
            self._condition.notify()

    def health(self) -> Health:
        """How it stood after the last pass."""
        return self._health

    def run(self, stop: threading.Event) -> None:
        """Work until ``stop`` is set (and ``wake`` called); what is being carried out then is finished and recorded."""
        try:
            connection = self._connect()
        except Exception as error:
            self._health = Health(ok=False, problems=(f"responses do not run: {error}",), waiting=0, standing=0)
            raise
        try:
            self._touched.update(incident.id for incident in store.alive(connection))
            while not stop.is_set():
                pause = self._pass(connection)
                with self._condition:
                    self._condition.wait_for(lambda: self._woken or stop.is_set(), pause)
                    self._woken = False
        finally:
            self._errands.end()
            with self._guard("the last records"):
                self._errands.take(connection)
            connection.close()

    def _pass(self, connection: sqlite3.Connection) -> float:
        """Everything that is due once; the seconds until something else will be. What breaks stops nothing else."""
        self._trouble = []
        pause = AFTER_TROUBLE
        with self._guard("records"):
            self._errands.take(connection)
        with self._guard("the pass"):
            new = store.todo(connection)
            # Read after the findings: a runbook that was spoilt before them is never followed for them.
            book = self._book()
            self._look(connection, new, book)
            self._ask(connection, book)
            self._start_acts(connection, book)
            self._tell(connection, book)
            self._start_letters(connection)
            self._health = health(connection, book)
            pause = self._pause(connection)
        if self._trouble:
            problems = (*self._health.problems, *self._trouble)
            self._health = msgspec.structs.replace(self._health, ok=False, problems=problems)
            pause = min(max(pause, AFTER_TROUBLE), LONGEST_SLEEP)
        return pause

    @contextlib.contextmanager
    def _guard(self, what: str) -> Iterator[None]:
        """A mistake of ours, or a store that cannot be written, is logged and shown; the rest goes on."""
        try:
            yield
        except Exception as error:
            log.exception("%s broke", what)
            self._trouble.append(f"{what}: {type(error).__name__}: {error}")

    def _look(self, connection: sqlite3.Connection, new: tuple[Incident, ...], book: Book) -> None:
        for incident in new:
            self._touched.add(incident.id)
            with self._guard(incident.id):
                self._shout(connection, incident.id, decide.look_at(connection, incident, book, self._clock()))

    def _ask(self, connection: sqlite3.Connection, book: Book) -> None:
        for entry in ledger.undecided(connection, self._clock()):
            self._touched.add(entry.request.incident)
            with self._guard(entry.request.id):
                self._ask_one(connection, entry, book)

    def _ask_one(self, connection: sqlite3.Connection, entry: ledger.Entry, book: Book) -> None:
        request = entry.request
        verdict = decide.ask(connection, entry, book, self._clock())
        if isinstance(verdict, Grant):
            self._grants[request.id] = verdict
        elif verdict.ask and not request.canary:
            what = acts.named(request.action, request.asset, request.target)
            how = f"nw incidents {book.scope.customer.id} approve {request.id}"
            self._shout(connection, request.incident, f"{what} waits for a yes of the {verdict.ask}: {how}")

    def _start_acts(self, connection: sqlite3.Connection, book: Book) -> None:
        for act in acts.due(connection, self._clock()):
            if act.request in self._errands.busy:
                continue
            with self._guard(act.request):
                if act.state == "doing":
                    self._start_deed(connection, act, book)
                else:
                    self._start_undo(connection, act)

    def _start_deed(self, connection: sqlite3.Connection, act: acts.Act, book: Book) -> None:
        grant = self._grants.get(act.request) or self._granted_anew(connection, act, book)
        if grant is None:
            return
        until = carry.end_for(connection, act)

        def deed() -> Report:
            outcome = execute(grant, self._effectors, self._clock(), until=until)
            return lambda later: self._done(later, self._stamped(outcome))

        self._errands.start(act.request, deed, lambda later, bug: self._done(later, self._broken(act, "do", bug)))

    def _granted_anew(self, connection: sqlite3.Connection, act: acts.Act, book: Book) -> Grant | None:
        """Permission for what a crash interrupted. When it is refused by now, what may have been done is taken back."""
        entry = ledger.entry(connection, act.request)
        verdict = decide.ask(connection, entry, book, self._clock()) if entry and act.undo_at > self._clock() else None
        if isinstance(verdict, Grant):
            self._grants[act.request] = verdict
            return verdict
        with transaction(connection):
            acts.undo_now(connection, act.request, self._clock(), "")
        return None

    def _start_undo(self, connection: sqlite3.Connection, act: acts.Act) -> None:
        entry = ledger.entry(connection, act.request)
        left = carry.left_standing(connection, act, self._clock())
        if entry is None:
            return
        if left is not None:
            self._undone(connection, left)
            return

        def taking_back() -> Report:
            outcome = undo(entry.request, self._effectors, self._clock())
            return lambda later: self._undone(later, self._stamped(outcome))

        self._errands.start(
            act.request, taking_back, lambda later, bug: self._undone(later, self._broken(act, "undo", bug))
        )

    def _done(self, connection: sqlite3.Connection, outcome: Outcome) -> None:
        self._record(connection, outcome, carry.done(connection, outcome))

    def _undone(self, connection: sqlite3.Connection, outcome: Outcome) -> None:
        self._record(connection, outcome, carry.undone(connection, outcome))
        entry = ledger.entry(connection, outcome.request)
        if outcome.ok and entry is not None:
            speak_again(connection, store.incident(connection, entry.request.incident).asset)

    def _record(self, connection: sqlite3.Connection, outcome: Outcome, shout: str) -> None:
        log.info(
            "%s %s ok=%s verified=%s: %s", outcome.phase, outcome.request, outcome.ok, outcome.verified, outcome.detail
        )
        entry = ledger.entry(connection, outcome.request)
        if entry is not None:
            self._touched.add(entry.request.incident)
            self._shout(connection, entry.request.incident, shout)
        if acts.act(connection, outcome.request) is None or outcome.phase == "undo":
            self._grants.pop(outcome.request, None)

    def _tell(self, connection: sqlite3.Connection, book: Book) -> None:
        for name in tuple(self._touched):
            with self._guard(f"the story of {name}"):
                tell_customer(connection, name, book, self._mail, self._clock())
                self._touched.discard(name)

    def _start_letters(self, connection: sqlite3.Connection) -> None:
        if self._post is None:
            return
        for letter in mailbox.due(connection, self._clock()):
            if letter.message not in self._errands.busy:
                self._start_letter(letter, self._post)

    def _start_letter(self, letter: mailbox.Letter, post: Post) -> None:
        def sending() -> Report:
            note = post(letter)
            return lambda later: self._sent(later, letter, note)

        self._errands.start(letter.message, sending, lambda later, trouble: self._not_sent(later, letter, trouble))

    def _sent(self, connection: sqlite3.Connection, letter: mailbox.Letter, note: str) -> None:
        now = self._clock()
        with transaction(connection):
            mailbox.set_accepted(connection, letter.message, now, note)
            incident = store.incident(connection, letter.incident)
            if incident.canary and letter.kind == "story":
                record_hop(connection, incident.canary, "customer_told", now, f"accepted for {letter.recipient}")

    def _not_sent(self, connection: sqlite3.Connection, letter: mailbox.Letter, trouble: Exception) -> None:
        final = isinstance(trouble, CannotPost) and trouble.final
        again = None if final else self._clock() + MAIL_AGAIN[min(letter.tries, len(MAIL_AGAIN) - 1)]
        with transaction(connection):
            mailbox.set_failed(connection, letter.message, str(trouble), again=again)
        log.error("letter %s to %s was not taken: %s", letter.message, letter.recipient, trouble)
        if final and letter.kind == "story":
            self._shout(connection, letter.incident, f"{letter.recipient} was NOT told: {trouble}")

    def _shout(self, connection: sqlite3.Connection, incident: str, text: str) -> None:
        """Tell the analysts, when there is something to tell."""
        if text:
            log.error("%s: %s", incident, text)
            tell_analysts(connection, store.incident(connection, incident), text, self._mail, self._clock())

    def _stamped(self, outcome: Outcome) -> Outcome:
        """With the time at which it was seen, not the one at which it began."""
        return msgspec.structs.replace(outcome, at=self._clock())

    def _broken(self, act: acts.Act, phase: Literal["do", "undo"], bug: Exception) -> Outcome:
        """A mistake of ours is an outcome too: it is seen, tried again, and shouted about."""
        detail = f"a mistake in Nachtwacht itself: {type(bug).__name__}: {bug}"
        return Outcome(request=act.request, phase=phase, ok=False, verified=False, at=self._clock(), detail=detail)

    def _pause(self, connection: sqlite3.Connection) -> float:
        """Seconds until the next thing is due that is not being carried out already."""
        times = [ledger.next_look(connection), acts.next_due(connection, self._errands.busy)]
        if self._post:
            times.append(mailbox.next_due(connection, self._errands.busy))
        due = min((at for at in times if at is not None), default=None)
        return LONGEST_SLEEP if due is None else min(max(due - self._clock(), 0.0), LONGEST_SLEEP)
