"""Whatever happens, in whatever order: nothing is done that is not written down, and everything is undone."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from respond_doubles import Watch
from respond_samples import TUESDAY, book, finding

from nachtwacht.respond import acts, control, store, take

HOUR = 3600.0
ACTIVE = ("doing", "standing", "failed", "undoing")
TOKEN = "nwc-0123456789abcdef0123"

moves = st.one_of(
    st.tuples(
        st.just("find"),
        st.sampled_from(("malware_execution", "phishing_then_foreign_traffic")),
        st.sampled_from(("ws-01", "ws-02")),
        st.sampled_from((None, None, TOKEN)),
        st.sampled_from(("medium", "critical")),
    ),
    st.tuples(st.just("wait"), st.sampled_from((1.0, 61.0, HOUR, 4 * HOUR, 25 * HOUR))),
    st.tuples(st.just("crash")),
    st.tuples(st.just("crash_after_intent"), st.booleans()),
    st.tuples(st.just("silence"), st.sampled_from(("ws-01", "ws-02", "gw-01"))),
    st.tuples(st.just("stick"), st.sampled_from(("ws-01", "ws-02"))),
    st.tuples(st.just("mend")),
    st.tuples(st.just("say"), st.sampled_from(("approve", "deny", "undo", "extend")), st.integers(0, 5)),
    st.tuples(st.just("decide"), st.sampled_from(("true_positive", "false_positive")), st.integers(0, 3)),
)


class Course:
    """One course of events over a worker with doubles."""

    def __init__(self, folder: Path) -> None:
        self.it = Watch(folder, book(), TUESDAY)
        self.found = 0

    def find(self, use_case: str, asset: str, token: str | None, severity: str) -> None:
        self.found += 1
        known = {**finding(use_case=use_case).entities, "host": asset}
        one = finding(
            f"f{self.found}", use_case, self.it.now, asset=asset, entities=known, canary=token, severity=severity
        )
        take(self.it.connection, [one], self.it)

    def wait(self, seconds: float) -> None:
        self.it.later(seconds)

    def crash(self) -> None:
        self.it.start()

    def crash_after_intent(self, done: bool) -> None:
        """Die between the intent and its record, before or after the host did it."""
        worker, connection = self.it.worker, self.it.connection
        worker._look(connection, store.todo(connection), self.it.book)
        worker._ask(connection, self.it.book)
        for act in acts.due(connection, self.it.now):
            isolates = act.state == "doing" and act.action == "isolate_endpoint" and not act.dry_run
            if done and isolates and act.asset not in self.it.hosts.silent:
                self.it.hosts.ask(act.asset, {"do": "isolate", "seconds": max(1, act.undo_at - self.it.now)})
        self.it.start()

    def silence(self, host: str) -> None:
        self.it.hosts.silent.add(host)

    def stick(self, host: str) -> None:
        self.it.hosts.stuck.add(host)

    def mend(self) -> None:
        self.it.hosts.silent.clear()
        self.it.hosts.stuck.clear()

    def say(self, verb: str, which: int) -> None:
        names = [row[0] for row in self.it.connection.execute("SELECT id FROM respond_request ORDER BY rowid")]
        if names:
            control(self.it.connection, verb, {"id": names[which % len(names)], "name": "Sam"}, self.it)

    def decide(self, verdict: str, which: int) -> None:
        names = [incident.id for incident in store.incidents(self.it.connection)]
        if names:
            control(self.it.connection, "decide", {"id": names[which % len(names)], "verdict": verdict}, self.it)

    def rows(self, query: str) -> list[tuple]:
        return self.it.connection.execute(query).fetchall()

    def nothing_is_held_that_is_not_written_down(self) -> None:
        held = [("isolate_endpoint", host, host, until) for host, until in self.it.hosts.isolated.items()]
        held += [
            ("block_destination", gw, at, until)
            for gw, ats in self.it.hosts.blocked.items()
            for at, until in ats.items()
        ]
        for action, asset, target, until in held:
            if until <= self.it.now:
                continue
            ends = [
                row[0]
                for row in self.it.connection.execute(
                    "SELECT max(undo_at, next) FROM respond_act WHERE action = ? AND asset = ? AND target = ? AND NOT dry_run"
                    " AND state IN ('doing', 'standing', 'failed', 'undoing')",
                    (action, asset, target),
                )
            ]
            assert ends, f"{action} on {asset} holds and nothing will undo it"

    def the_ceiling_holds(self) -> None:
        times = sorted(
            row[0]
            for row in self.rows("SELECT granted FROM respond_act WHERE action = 'isolate_endpoint' AND NOT dry_run")
        )
        assert all(later - first >= HOUR for first, later in zip(times, times[3:], strict=False))

    def in_the_end_everything_is_as_it_was(self) -> None:
        self.mend()
        self.it.later(100 * HOUR)
        assert not any(self.it.hosts.is_isolated(host) for host in ("ws-01", "ws-02"))
        assert not self.it.hosts.is_blocked("198.51.100.7")
        assert {row[0] for row in self.rows("SELECT state FROM respond_act")} <= {"undone", "dry_run"}
        assert self.rows("SELECT 1 FROM respond_request WHERE state IN ('new', 'granted', 'undo_failed')") == []

    def everybody_was_told_once_a_letter(self) -> None:
        letters = [letter.message for letter in self.it.box.letters]
        assert len(letters) == len(set(letters))
        told = {letter.incident for letter in self.it.box.to_customer()}
        real = {incident.id for incident in store.incidents(self.it.connection)}
        assert real <= told
        for letter in self.it.box.to_customer():
            assert letter.incident.startswith("INC-"), "a canary without a mailbox tells nobody"


@settings(max_examples=40, deadline=None)
@given(st.lists(moves, max_size=14))
def test_nothing_unwritten_everything_undone_everybody_told(course):
    with tempfile.TemporaryDirectory() as folder:
        run = Course(Path(folder))
        for move, *arguments in course:
            getattr(run, move)(*arguments)
            run.it.settle()
            run.nothing_is_held_that_is_not_written_down()
        run.the_ceiling_holds()
        run.in_the_end_everything_is_as_it_was()
        run.everybody_was_told_once_a_letter()
        run.it.connection.close()
