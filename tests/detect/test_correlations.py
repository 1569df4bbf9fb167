"""Correlations: every kind fires when it should and not when it should not; order of arrival, bounds and restart included."""

from __future__ import annotations

import sqlite3

import pytest
import yaml

from nachtwacht.detect.inputs.reading import event
from nachtwacht.detect.sigma import window as bounds
from nachtwacht.detect.sigma.correlate import Seen, correlate
from nachtwacht.detect.sigma.parse import parse
from nachtwacht.detect.sigma.window import Window
from nachtwacht.detect.stream import Rules, run
from nachtwacht.model.watch import Match

BASE = """
title: {name}
name: {name}
logsource: {{category: test}}
detection: {{s: {{kind: {name}}}, condition: s}}
level: low
"""


def ruleset(correlation, names="abc", **top):
    """Base rules that match on ``kind``, and one correlation over them."""
    documents = [BASE.format(name=name) for name in names]
    documents.append(yaml.safe_dump({"title": "C", "name": "chain", "level": "high", "correlation": correlation} | top))
    made = Rules({"all.yml": "---\n".join(documents)}, {})
    assert made.faults == ()
    return made


def stream(*events):
    """(kind, seconds, fields…) into events."""
    for index, (kind, at, *fields) in enumerate(events):
        record = {"category": "test", "kind": kind, "time": 1000.0 + at, "user": "u", **(fields[0] if fields else {})}
        yield index, event(record, "flat", index)


def fired(correlation, *events, **top):
    return [hit.event for hit in run(ruleset(correlation, **top), stream(*events)) if hit.title == "C"]


def counting(kind="event_count", timespan="10s", **condition):
    return {"type": kind, "rules": ["a"], "group-by": ["user"], "timespan": timespan, "condition": condition}


def temporal(kind="temporal", rules=("a", "b"), **more):
    return {"type": kind, "rules": list(rules), "group-by": ["user"], "timespan": "10s", **more}


def test_event_count():
    three = counting(gte=3)
    assert fired(three, ("a", 0), ("a", 5), ("a", 10)) == [2]
    assert fired(three, ("a", 0), ("a", 5), ("a", 10.5)) == []
    assert fired(three, ("a", 0), ("a", 1, {"user": "v"}), ("a", 2)) == []
    assert fired(three, *[("a", at) for at in range(7)]) == [2, 5]
    assert fired(counting(gt=2), ("a", 0), ("a", 1), ("a", 2)) == [2]


def test_event_count_with_late_events():
    """The third of three comes last although it happened first."""
    assert fired(counting(gte=3), ("a", 8), ("a", 5), ("a", 0)) == [2]
    assert fired(counting(gte=3), ("a", 20), ("a", 25), ("a", 0)) == []


def test_conditions_that_can_only_be_judged_at_the_end():
    assert fired(counting(lt=3), ("a", 0), ("a", 5)) == [1]
    assert fired(counting(lt=3), ("a", 0), ("a", 5), ("a", 6)) == []
    assert fired(counting(eq=2), ("a", 0), ("a", 5)) == [1]
    assert fired(counting(eq=2), ("a", 0), ("a", 5), ("a", 6)) == []
    assert fired(counting(neq=2), ("a", 0)) == [0]


def test_value_count():
    hosts = counting("value_count", gte=3, field="host")
    assert fired(hosts, *[("a", at, {"host": host}) for at, host in enumerate("xyz")]) == [2]
    assert fired(hosts, *[("a", at, {"host": host}) for at, host in enumerate("xyy")]) == []
    assert fired(hosts, ("a", 0, {"host": "x"}), ("a", 1), ("a", 2, {"host": "y"})) == []


@pytest.mark.parametrize(
    ("kind", "values", "condition", "expected"),
    [
        ("value_sum", [1, 2, 4], {"gt": 6}, [2]),
        ("value_sum", [1, 2, 3], {"gt": 6}, []),
        ("value_avg", [2, "6"], {"gte": 4}, [1]),
        ("value_median", [1, 9, 8], {"gte": 8}, [2]),
        ("value_percentile", [1, 1, 9], {"gte": 9, "percentile": 90}, [2]),
        ("value_sum", ["x", 2], {"gt": 6}, []),
    ],
)
def test_values(kind, values, condition, expected):
    events = [("a", at, {"amount": value}) for at, value in enumerate(values)]
    assert fired(counting(kind, field="amount", **condition), *events) == expected


def test_temporal():
    assert fired(temporal(), ("a", 0), ("b", 10)) == [1]
    assert fired(temporal(), ("b", 0), ("a", 10)) == [1]
    assert fired(temporal(), ("a", 0), ("b", 10.5)) == []
    assert fired(temporal(), ("a", 0), ("b", 1, {"user": "v"})) == []
    assert fired(temporal(), ("a", 0), ("a", 1)) == []


def test_temporal_ordered():
    ordered = temporal("temporal_ordered", ("a", "b", "c"))
    assert fired(ordered, ("a", 0), ("b", 3), ("c", 6)) == [2]
    assert fired(ordered, ("b", 0), ("a", 3), ("c", 6)) == []
    assert fired(ordered, ("a", 0), ("b", 3), ("c", 11)) == []
    assert fired(ordered, ("a", 0), ("a", 5), ("b", 6), ("c", 14)) == [3]
    assert fired(ordered, ("a", 0), ("b", 3), ("c", 6), ("c", 7)) == [2, 3]


@pytest.mark.parametrize("arrival", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_temporal_ordered_goes_by_the_events_time_not_by_arrival(arrival):
    happened = [("a", 0), ("b", 3), ("c", 6)]
    ordered = temporal("temporal_ordered", ("a", "b", "c"))
    assert fired(ordered, *[happened[place] for place in arrival]) == [2]


def test_extended_conditions():
    either = temporal(rules=("a", "b", "c"), condition="a and (b or c)")
    assert fired(either, ("a", 0), ("c", 1)) == [1]
    assert fired(either, ("b", 0), ("c", 1)) == []
    without = temporal(rules=("a", "b"), condition="a and not b")
    assert fired(without, ("a", 0)) == [0]
    assert fired(without, ("b", 0), ("a", 1)) == []


def test_aliases_join_fields_with_different_names():
    aliased = temporal(**{"group-by": ["who"], "aliases": {"who": {"a": "user", "b": "account"}}})
    assert fired(aliased, ("a", 0, {"user": "J"}), ("b", 1, {"account": "j", "user": "x"})) == [1]
    assert fired(aliased, ("a", 0, {"user": "j"}), ("b", 1, {"account": "k"})) == []


def test_an_event_without_the_groups_field_belongs_to_no_group():
    by_host = temporal(**{"group-by": ["host"]})
    assert fired(by_host, ("a", 0), ("b", 1)) == []


def test_chained_correlations():
    inner = {"title": "I", "name": "many", "correlation": counting(gte=2)}
    outer = {"title": "C", "correlation": temporal("temporal_ordered", ("many", "b"))}
    documents = [BASE.format(name="a"), BASE.format(name="b"), yaml.safe_dump(outer), yaml.safe_dump(inner)]
    made = Rules({"x.yml": "---\n".join(documents)}, {})
    assert made.faults == ()
    hits = list(run(made, stream(("a", 0), ("a", 1), ("b", 2))))
    assert [(hit.title, hit.event) for hit in hits] == [("C", 2)]


def test_rules_of_a_correlation_are_silent_unless_it_says_generate():
    assert [hit.title for hit in run(ruleset(temporal()), stream(("a", 0), ("b", 1)))] == ["C"]
    titles = [hit.title for hit in run(ruleset(temporal(generate=True)), stream(("a", 0), ("b", 1)))]
    assert titles == ["a", "b", "C"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rules": ["a", "nobody"]}, "builds on nobody"),
        ({"timespan": "soon"}, "timespan"),
        ({"type": "sometimes"}, "correlation type"),
        ({"rules": ["chain"]}, "builds on chain"),
    ],
)
def test_a_broken_correlation_is_a_fault(change, said):
    text = (
        BASE.format(name="a")
        + "---\n"
        + yaml.safe_dump({"title": "C", "name": "chain", "correlation": temporal() | change})
    )
    made = Rules({"x.yml": text}, {})
    assert made.faults
    assert said in str(made.faults[0])
    assert made.compiled


def seen_by(correlation, rule, at, *, user="u", part="", number=0):
    """A match of a rule as correlations get it."""
    found = event({"category": "test", "user": user, "time": at}, "flat", number)
    match = Match(rule=rule, title=rule, level="low", events=(found,), at=at)
    return Seen(match=match, part=part, time=at, now=at)


def chain(correlation):
    parsed, faults = parse(
        {
            "x.yml": "---\n".join(
                [BASE.format(name=name) for name in "ab"] + [yaml.safe_dump({"title": "C", "correlation": correlation})]
            )
        }
    )
    assert not faults
    return parsed.correlations[0]


def test_parts_are_kept_apart():
    correlation, window = chain(temporal()), Window(sqlite3.connect(":memory:", isolation_level=None))
    assert not list(correlate("k", correlation, window, seen_by(correlation, "a", 1.0, part="canary")))
    assert not list(correlate("k", correlation, window, seen_by(correlation, "b", 2.0, number=1)))
    assert list(correlate("k", correlation, window, seen_by(correlation, "b", 2.0, part="canary", number=2)))


def test_memory_survives_the_process(tmp_path):
    correlation, path = chain(temporal()), tmp_path / "store.sqlite"
    first = sqlite3.connect(path, isolation_level=None)
    assert not list(correlate("k", correlation, Window(first), seen_by(correlation, "a", 1.0)))
    first.close()
    second = sqlite3.connect(path, isolation_level=None)
    (match,) = correlate("k", correlation, Window(second), seen_by(correlation, "b", 2.0, number=1))
    assert [found.time for found in match.events] == [1.0, 2.0]
    second.close()


def test_what_is_rolled_back_was_never_seen():
    correlation, connection = chain(temporal()), sqlite3.connect(":memory:", isolation_level=None)
    window = Window(connection)
    connection.execute("BEGIN")
    list(correlate("k", correlation, window, seen_by(correlation, "a", 1.0)))
    connection.execute("ROLLBACK")
    assert not list(correlate("k", correlation, window, seen_by(correlation, "b", 2.0)))


def rows(window):
    return window._connection.execute("SELECT COUNT(*) FROM correlation").fetchone()[0]


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(bounds, "MOST_PER_GROUP", 50)
    monkeypatch.setattr(bounds, "MOST_PER_CHAIN", 80)
    correlation, window = chain(temporal()), Window(sqlite3.connect(":memory:", isolation_level=None))
    for number in range(200):
        list(correlate("k", correlation, window, seen_by(correlation, "a", 1.0 + number / 100, number=number)))
    assert rows(window) <= 51
    for number in range(200):
        list(correlate("k", correlation, window, seen_by(correlation, "a", 1.0, user=f"u{number}", number=number)))
    window.evict(2.0)
    assert rows(window) <= 80
    assert list(correlate("k", correlation, window, seen_by(correlation, "b", 3.0, user="u199")))


def test_what_can_no_longer_count_is_forgotten():
    correlation, window = chain(temporal()), Window(sqlite3.connect(":memory:", isolation_level=None))
    list(correlate("k", correlation, window, seen_by(correlation, "a", 1.0)))
    window.evict(1.0 + 10 + bounds.LATE_SECONDS - 1)
    assert rows(window) == 1
    window.evict(1.0 + 10 + bounds.LATE_SECONDS + 1)
    assert rows(window) == 0
