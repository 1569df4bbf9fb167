"""The store: bounds, counts, and a store that an earlier version made."""

from __future__ import annotations

import pytest

from nachtwacht.detect import store
from nachtwacht.detect.normalise import Unparsed
from nachtwacht.ingest.record import Record


@pytest.fixture
def connection(tmp_path):
    made = store.open_store(tmp_path / "store.sqlite")
    store.schema(made)
    yield made
    made.close()


def count(connection, table):
    return connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]


def test_a_store_without_the_newest_column_is_brought_up_to_date(tmp_path):
    old = store.open_store(tmp_path / "store.sqlite")
    store.schema(old)
    old.execute("DROP INDEX findings_not_followed")
    old.execute("ALTER TABLE findings DROP COLUMN followed")
    store.schema(old)
    assert store.not_followed(old) == []
    old.close()


def test_seen_ids_are_bounded_and_the_oldest_go(connection, monkeypatch):
    monkeypatch.setattr(store, "SEEN_KEPT", 100)
    ids = [f"{number:032x}" for number in range(250)]
    for number, identity in enumerate(ids):
        assert store.unseen(connection, [identity], number) == [True]
    store.evict(connection, 0.0)
    assert 100 <= count(connection, "seen") <= 101
    assert store.unseen(connection, [ids[-1], ids[0]], 300) == [False, True]


def test_what_cannot_be_understood_is_kept_within_bounds(connection, monkeypatch):
    monkeypatch.setattr(store, "UNPARSED_KEPT", 10)
    records = [
        Record(id=str(n), host="h", source="s", time=0, observed=0, arrived=n, body="x" * 200_000) for n in range(25)
    ]
    store.keep_unparsed(connection, [Unparsed(record=record, reason="odd") for record in records])
    store.evict(connection, 0.0)
    kept = connection.execute("SELECT id, LENGTH(body) FROM unparsed ORDER BY number").fetchall()
    assert kept == [(str(n), store.UNPARSED_BYTES) for n in range(15, 25)]


def test_the_journal_is_on_disk_before_a_commit_returns(connection):
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_nothing_is_kept_longer_than_the_scope_promised(connection):
    for number, (made, followed) in enumerate([(10.0, 1), (10.0, 0), (30.0, 1)]):
        connection.execute(
            "INSERT INTO findings VALUES (?, 'c', 'u', 'a', 'low', 0, NULL, '', '', ?, ?)",
            (str(number), made, followed),
        )
    record = Record(id="r", host="h", source="s", time=0, observed=0, arrived=10.0, body="x")
    store.keep_unparsed(connection, [Unparsed(record=record, reason="odd")])
    store.evict(connection, 20.0)
    assert connection.execute("SELECT id FROM findings ORDER BY id").fetchall() == [("1",), ("2",)]
    assert count(connection, "unparsed") == 0
