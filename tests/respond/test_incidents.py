"""Findings about one thing join one incident."""

from __future__ import annotations

import sqlite3
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from respond_samples import PACKS, ROOT, TUESDAY, finding, scope

from nachtwacht.respond import control, schema, take
from nachtwacht.respond.incidents import JOIN_SECONDS, key_of, opened, state_of
from nachtwacht.respond.store import incidents

DAY = 86400.0


class Here:
    """The context of taking and of speaking."""

    packs = PACKS
    now = TUESDAY
    scope = scope()
    config = SimpleNamespace(runbooks=ROOT / "runbooks")


@pytest.fixture
def connection():
    made = sqlite3.connect(":memory:", isolation_level=None)
    schema(made)
    schema(made)
    yield made
    made.close()


def taken(connection, *findings):
    return [take(connection, [one], Here())[0] for one in findings]


def test_same_asset_joins_within_a_day_of_the_last_finding(connection):
    times = (0, DAY - 1, 2 * DAY - 2, 3 * DAY)
    names = taken(connection, *(finding(f"f{n}", at=TUESDAY + at) for n, at in enumerate(times)))
    assert names == ["INC-0001", "INC-0001", "INC-0001", "INC-0002"]


def test_another_asset_or_use_case_opens_its_own(connection):
    other = finding("f2", asset="ws-02", entities={"host": "ws-02", "user": "x"})
    assert taken(connection, finding(), other, finding("f3", "phishing_then_foreign_traffic")) == [
        "INC-0001",
        "INC-0002",
        "INC-0003",
    ]


def test_the_pack_says_what_joins(connection):
    first = finding("f1", "off_hours_admin_login")
    same = finding("f2", "off_hours_admin_login")
    other = finding("f3", "off_hours_admin_login", entities={**first.entities, "user": "beheer"})
    assert taken(connection, first, same, other) == ["INC-0001", "INC-0001", "INC-0002"]


def test_what_is_closed_takes_nothing_more(connection):
    taken(connection, finding())
    connection.execute("UPDATE incident SET state = 'closed'")
    assert taken(connection, finding("f2")) == ["INC-0002"]


def test_the_highest_severity_counts(connection):
    taken(
        connection, finding("f1", severity="low"), finding("f2", severity="critical"), finding("f3", severity="medium")
    )
    (incident,) = incidents(connection)
    assert (incident.severity, incident.findings) == ("critical", ("f1", "f2", "f3"))


def test_a_late_record_joins_what_it_belongs_to(connection):
    assert taken(connection, finding(at=TUESDAY), finding("f2", at=TUESDAY - DAY + 1)) == ["INC-0001", "INC-0001"]


def test_taking_is_undone_with_the_callers_transaction(connection):
    connection.execute("BEGIN IMMEDIATE")
    take(connection, [finding()], Here())
    connection.execute("ROLLBACK")
    assert incidents(connection) == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("ws-01", "ws-02")),
            st.sampled_from((None, "nwc-a", "nwc-b")),
            st.integers(0, 200_000),
            st.sampled_from(("low", "high", "critical")),
        ),
        max_size=12,
    )
)
def test_a_canary_never_meets_a_real_finding_and_no_finding_is_lost(seen):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema(connection)
    connection.execute("CREATE TABLE canary_hop (token, hop, at, detail, PRIMARY KEY (token, hop))")
    findings = [
        finding(
            f"f{n}",
            at=TUESDAY + at,
            asset=asset,
            canary=token,
            severity=severity,
            entities={"host": asset, "user": "x"},
        )
        for n, (asset, token, at, severity) in enumerate(seen)
    ]
    for one in findings:
        take(connection, [one], Here())
    by_id = {one.id: one for one in findings}
    known = incidents(connection, canaries=True)
    assert sorted(name for incident in known for name in incident.findings) == sorted(by_id)
    for incident in known:
        members = [by_id[name] for name in incident.findings]
        assert {one.canary for one in members} == {incident.canary}
        assert {one.asset for one in members} == {incident.asset}
        order = ("low", "high", "critical")
        assert incident.severity == max((one.severity for one in members), key=order.index)
        times = sorted(one.time for one in members)
        assert all(later - first < JOIN_SECONDS for first, later in pairwise(times))
    connection.close()


@pytest.mark.parametrize(
    ("verdict", "states", "holds", "expected"),
    [
        ("undecided", {"done", "waiting"}, True, "contained"),
        ("undecided", {"done", "failed"}, True, "open"),
        ("undecided", {"waiting"}, False, "waiting"),
        ("undecided", {"refused"}, False, "open"),
        ("undecided", {"undone"}, False, "open"),
        ("true_positive", {"undone"}, False, "closed"),
        ("true_positive", {"done"}, True, "contained"),
        ("true_positive", {"undo_failed"}, True, "open"),
        ("true_positive", set(), False, "closed"),
        ("false_positive", {"done"}, True, "closed"),
    ],
)
def test_where_an_incident_stands(verdict, states, holds, expected):
    new = opened(finding(), name="INC-0001", key=key_of(finding(), ("asset",)), runbook="x", now=TUESDAY)
    assert (
        state_of(
            type(new)(**{name: getattr(new, name) for name in new.__struct_fields__} | {"verdict": verdict}),
            states,
            holds=holds,
        )
        == expected
    )


@pytest.mark.parametrize(
    ("verb", "arguments", "error", "fix"),
    [
        ("incident", {"id": "INC-0099"}, "there is no incident 'INC-0099'", "INC-0001"),
        ("incident", {}, "there is no incident ''", "INC-0001"),
        ("decide", {"id": "INC-0001", "verdict": "maybe"}, "'maybe' is no verdict", "true_positive or false_positive"),
        ("undo", {"id": "INC-0001-R9"}, "there is no request 'INC-0001-R9'", "INC-0001-R1"),
        ("shout", {}, "there is no verb 'shout'", "incidents, incident, decide"),
    ],
)
def test_a_mistake_is_said_with_its_mend(connection, verb, arguments, error, fix):
    taken(connection, finding())
    answer = control(connection, verb, arguments, Here())
    assert error in answer["error"]
    assert fix in answer["fix"]


def test_the_list_leaves_canaries_out_unless_asked_for(connection):
    connection.execute("CREATE TABLE canary_hop (token, hop, at, detail, PRIMARY KEY (token, hop))")
    taken(connection, finding(), finding("f2", canary="nwc-1"))
    assert [one["id"] for one in control(connection, "incidents", {}, Here())["incidents"]] == ["INC-0001"]
    assert [one["id"] for one in control(connection, "incidents", {"canaries": True}, Here())["incidents"]] == [
        "TEST-0002",
        "INC-0001",
    ]
