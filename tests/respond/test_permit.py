"""Permission: default deny, and the guarantees that no scope and no history can get around."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from respond_doubles import HostsInMemory, SetClock
from respond_samples import AMSTERDAM, TUESDAY, permission, request, scope

from nachtwacht.model.scope import SEVERITIES
from nachtwacht.model.watch import Grant, Refusal
from nachtwacht.respond.execute import NotGranted, execute
from nachtwacht.respond.history import Answer, History, Past
from nachtwacht.respond.permit import is_genuine, permit


def at(text: str) -> dt.datetime:
    """A moment of the customer's clock."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


NOON = at("2026-11-24T12:00")
BLOCK = request(action="block_destination", asset="gw-01", target="198.51.100.7")


def code(verdict: Grant | Refusal) -> str:
    return "grant" if isinstance(verdict, Grant) else verdict.code


# -- a naive judge, written from the scope's own words and from nothing in nachtwacht.respond --------------------

HOLIDAYS = {
    dt.date.fromisoformat(day)
    for day in (
        "2026-04-03", "2026-04-05", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-24", "2026-05-25", "2026-12-25", "2026-12-26",
        "2027-01-01", "2027-03-26", "2027-03-28", "2027-03-29",
    )
}  # fmt: skip
"""The Dutch holidays of the span that is tried; Good Friday is one of them for the calendar that the product uses."""


def naive_office(moment: dt.datetime, start: str, end: str) -> bool:
    """Walks the minutes: which working day's span, if any, does this wall-clock minute belong to?"""
    wall = moment.astimezone(AMSTERDAM)
    minute = wall.hour * 60 + wall.minute
    first, last = (int(text[:2]) * 60 + int(text[3:]) for text in (start, end))
    works_today = wall.weekday() < 5 and wall.date() not in HOLIDAYS
    yesterday = wall.date() - dt.timedelta(days=1)
    worked_yesterday = yesterday.weekday() < 5 and yesterday not in HOLIDAYS
    if first < last:
        return works_today and first <= minute < last
    return (works_today and minute >= first) or (worked_yesterday and minute < last)


def naive(asked, permissions, moment, *, hours, observe, protected, past) -> bool:
    """Whether it may happen."""
    if protected or (observe and moment.astimezone(AMSTERDAM).strftime("%Y-%m-%d") < observe):
        return False
    for one in permissions:
        if one["allow"] != "isolate_endpoint" or not {"ws-01", "workstations"} & set(one["on"]):
            continue
        if SEVERITIES.index(asked.severity) < SEVERITIES.index(one["from_severity"]) or one["approval"] != "none":
            continue
        office = naive_office(moment, *hours)
        if (one["when"] == "office_hours" and not office) or (one["when"] == "outside_office_hours" and office):
            continue
        if "at_most" in one:
            most, span = int(one["at_most"].split()[0]), {"hour": 3600, "day": 86400}[one["at_most"].split()[2]]
            covered = {"ws-01", "ws-02"} if "workstations" in one["on"] else set(one["on"])
            recent = [when for asset, when in past if asset in covered and moment.timestamp() - when < span]
            if len(recent) >= most:
                continue
        return True
    return False


moments = st.integers(0, 380 * 86400).map(
    lambda after: dt.datetime(2026, 3, 20, tzinfo=dt.UTC) + dt.timedelta(seconds=after)
)
clock_times = st.tuples(st.integers(0, 23), st.sampled_from((0, 15, 30, 59))).map(
    lambda pair: f"{pair[0]:02}:{pair[1]:02}"
)
permissions = st.lists(
    st.builds(
        lambda allow, on, when, floor, approval, most: permission(
            allow=allow,
            on=on,
            when=when,
            from_severity=floor,
            approval=approval,
            **({"at_most": most} if most else {"at_most": None}),
        ),
        st.sampled_from(("isolate_endpoint", "block_destination")),
        st.sampled_from((["workstations"], ["ws-01"], ["ws-02"], ["gw-01"], ["ws-01", "ws-02"])),
        st.sampled_from(("always", "office_hours", "outside_office_hours")),
        st.sampled_from(SEVERITIES),
        st.sampled_from(("none", "none", "none", "analyst", "customer")),
        st.sampled_from((None, "1 per hour", "2 per hour", "3 per day")),
    ),
    max_size=4,
)


@given(
    permissions,
    moments,
    st.tuples(clock_times, clock_times),
    st.sampled_from((None, "2026-04-01", "2026-11-01", "2027-03-28")),
    st.tuples(
        st.booleans(),
        st.sampled_from(SEVERITIES),
        st.lists(st.tuples(st.sampled_from(("ws-01", "ws-02")), st.integers(0, 100_000)), max_size=5),
    ),
)
@example([permission()], dt.datetime(2026, 10, 25, 0, 59, tzinfo=dt.UTC), ("02:30", "03:00"), None, (False, "high", []))
@example(
    [permission(when="office_hours")],
    dt.datetime(2027, 3, 28, 1, 0, tzinfo=dt.UTC),
    ("22:00", "06:00"),
    None,
    (False, "high", []),
)
def test_permit_says_what_a_naive_judge_says(allowed, moment, hours, observe, rest):
    protected, severity, past = rest
    plain = [{name: value for name, value in one.items() if value is not None} for one in allowed]
    hosts = [
        {"name": name, "kind": "workstation", "group": "workstations", "never_contain": protected}
        for name in ("ws-01", "ws-02")
    ]
    office = {"days": ["mon", "tue", "wed", "thu", "fri"], "from": hours[0], "to": hours[1], "holidays": "NL"}
    ours = scope(
        response=plain,
        assets={"hosts": [*hosts, {"name": "gw-01", "kind": "gateway"}]},
        service={"office_hours": office, "observe_until": observe},
    )
    done = [(asset, moment.timestamp() - ago) for asset, ago in past]
    history = History(
        past=tuple(
            Past(request=f"p{n}", action="isolate_endpoint", asset=asset, at=when)
            for n, (asset, when) in enumerate(done)
        )
    )
    asked = request(severity=severity)
    verdict = permit(asked, ours, history, moment)
    assert isinstance(verdict, Grant) == naive(
        asked, plain, moment, hours=hours, observe=observe, protected=protected, past=done
    )
    if isinstance(verdict, Grant):
        assert is_genuine(verdict)
        assert verdict.request == asked
        assert verdict.undo_at == moment.timestamp() + 4 * 3600
    else:
        assert verdict.reason["nl"]
        assert verdict.reason["en"]


@given(
    st.lists(st.integers(0, 3000), min_size=1, max_size=60),
    st.integers(1, 4),
    st.sampled_from((("hour", 3600), ("day", 86400))),
)
def test_the_ceiling_holds_in_every_span_of_that_length(gaps, most, span):
    ours = scope(response=[permission(at_most=f"{most} per {span[0]}")])
    moment, past = NOON, []
    for number, gap in enumerate(gaps):
        moment += dt.timedelta(seconds=gap)
        verdict = permit(request(id=f"r{number}"), ours, History(past=tuple(past)), moment)
        if isinstance(verdict, Grant):
            past.append(Past(request=f"r{number}", action="isolate_endpoint", asset="ws-01", at=verdict.at))
    times = [one.at for one in past]
    assert all(later - first >= span[1] for first, later in zip(times, times[most:], strict=False))
    assert all(first <= second for first, second in pairwise(times))


@given(st.integers(0, 86400 * 40))
def test_before_observe_until_nothing_is_granted_even_with_everybodys_yes(ago):
    midnight = at("2026-11-01T00:00")
    ours = scope(service={"observe_until": "2026-11-01"}, response=[permission(approval="customer")])
    yes = tuple(Answer(request="INC-0001-R1", by=by, name="x", yes=True, at=0.0) for by in ("analyst", "customer"))
    verdict = permit(request(), ours, History(answers=yes), midnight - dt.timedelta(seconds=ago + 1))
    assert code(verdict) == "observing"
    assert code(permit(request(), ours, History(answers=yes), midnight)) == "grant"


@given(permissions, moments)
def test_never_contain_beats_every_permission(allowed, moment):
    plain = [
        {name: value for name, value in one.items() if value is not None} | {"on": ["fin-01", "finance"]}
        for one in allowed
    ]
    verdict = permit(
        request(asset="fin-01", target="fin-01", severity="critical"), scope(response=plain), History(), moment
    )
    assert code(verdict) == "never_contain"


# -- one by one -------------------------------------------------------------------------------------------------


def test_nothing_is_permitted_without_a_permission():
    verdict = permit(request(), scope(response=[]), History(), NOON)
    assert code(verdict) == "no_permission"
    assert verdict.reason["nl"] == "De klant heeft ons hiervoor op ws-01 geen toestemming gegeven."
    assert verdict.ask == ""


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (request(asset="ws-99", target="ws-99"), "not_in_scope"),
        (request(asset="gw-01", target="gw-01"), "not_an_endpoint"),
        (request(asset="soc-01", target="soc-01"), "not_an_endpoint"),
        (request(target="ws-02"), "bad_target"),
        (msgspec.structs.replace(BLOCK, target="10.91.10.31"), "own_address"),
        (msgspec.structs.replace(BLOCK, target="127.0.0.1"), "bad_target"),
        (msgspec.structs.replace(BLOCK, target="0.0.0.0"), "bad_target"),
        (msgspec.structs.replace(BLOCK, target="198.51.100.0/24"), "bad_target"),
        (msgspec.structs.replace(BLOCK, target="; reboot"), "bad_target"),
        (BLOCK, "grant"),
    ],
)
def test_what_makes_no_sense_is_refused_whatever_is_permitted(asked, expected):
    assert code(permit(asked, scope(), History(), NOON)) == expected


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        ("2026-11-24T07:59", False),
        ("2026-11-24T08:00", True),
        ("2026-11-24T17:59", True),
        ("2026-11-24T18:00", False),
        ("2026-11-28T12:00", False),
        ("2026-12-25T12:00", False),
        ("2026-04-27T12:00", False),
        ("2026-03-30T08:00", True),
        ("2026-10-26T08:00", True),
    ],
)
def test_office_hours_are_the_customers(moment, inside):
    for when in ("office_hours", "outside_office_hours"):
        verdict = permit(request(), scope(response=[permission(when=when)]), History(), at(moment))
        assert code(verdict) == ("grant" if inside is (when == "office_hours") else when)


def test_hours_that_pass_midnight_belong_to_the_day_on_which_they_begin():
    office = {"days": ["fri"], "from": "22:00", "to": "06:00", "holidays": "NL"}
    ours = scope(service={"office_hours": office}, response=[permission(when="office_hours")])
    verdicts = {
        text: code(permit(request(), ours, History(), at(text)))
        for text in ("2026-11-27T05:00", "2026-11-27T23:00", "2026-11-28T05:59", "2026-11-28T06:00", "2026-11-28T23:00")
    }
    assert list(verdicts.values()) == ["office_hours", "grant", "grant", "office_hours", "office_hours"]


def test_the_hour_that_comes_twice_counts_twice():
    office = {"days": ["sun"], "from": "02:00", "to": "03:00", "holidays": "NL"}
    ours = scope(service={"office_hours": office}, response=[permission(when="office_hours")])
    utc = [dt.datetime(2026, 10, 25, hour, 30, tzinfo=dt.UTC) for hour in (23 - 24 + 1, 1)]
    assert [code(permit(request(), ours, History(), moment)) for moment in utc] == ["grant", "grant"]
    assert code(permit(request(), ours, History(), dt.datetime(2026, 10, 25, 2, 0, tzinfo=dt.UTC))) == "office_hours"


def test_the_runbooks_own_question_is_asked_also_where_the_scope_would_not():
    asked = request(approval="analyst")
    verdict = permit(asked, scope(), History(), NOON)
    assert (code(verdict), verdict.ask) == ("needs_analyst", "analyst")
    yes = Answer(request=asked.id, by="analyst", name="Sam", yes=True, at=1.0)
    assert permit(asked, scope(), History(answers=(yes,)), NOON).approved_by == "analyst Sam"


def test_the_analyst_cannot_answer_for_the_customer():
    ours = scope(response=[permission(approval="customer", wait_minutes=15)])
    yes = Answer(request="INC-0001-R1", by="analyst", name="Sam", yes=True, at=1.0)
    verdict = permit(request(), ours, History(answers=(yes,)), NOON)
    assert (code(verdict), verdict.ask, verdict.answer_by) == ("needs_customer", "customer", NOON.timestamp() + 900)


def test_a_no_of_anybody_stands():
    answers = tuple(
        Answer(request="INC-0001-R1", by="customer", name="A", yes=yes, at=at)
        for yes, at in ((False, 1.0), (True, 2.0))
    )
    ours = scope(response=[permission(approval="customer")])
    assert code(permit(request(), ours, History(answers=answers), NOON)) == "denied"


def test_a_yes_to_another_request_is_none():
    yes = Answer(request="INC-0001-R2", by="customer", name="A", yes=True, at=1.0)
    ours = scope(response=[permission(approval="customer")])
    assert code(permit(request(), ours, History(answers=(yes,)), NOON)) == "needs_customer"


def test_without_an_undo_time_nothing_is_granted():
    assert code(permit(request(), scope(response=[permission(undo_after=None)]), History(), NOON)) == "no_undo"


def test_a_second_permission_may_grant_what_the_first_refuses():
    ours = scope(response=[permission(at_most="1 per hour"), permission(on=["ws-01"], approval="analyst")])
    past = (Past(request="r0", action="isolate_endpoint", asset="ws-02", at=NOON.timestamp() - 60),)
    assert code(permit(request(), ours, History(past=past), NOON)) == "needs_analyst"


def test_a_canary_gets_a_dry_run():
    verdict = permit(request(canary="nwc-1"), scope(), History(), NOON)
    assert isinstance(verdict, Grant)
    assert verdict.dry_run


# -- only permit makes a grant ----------------------------------------------------------------------------------


def forged() -> list[Grant]:
    """What somebody might try instead of asking."""
    real = permit(request(), scope(), History(), NOON)
    assert isinstance(real, Grant)
    return [
        Grant(request=request(), permission=0, at=TUESDAY, undo_at=TUESDAY + 60),
        msgspec.structs.replace(real, request=request(asset="fin-01", target="fin-01")),
        msgspec.structs.replace(real, undo_at=real.at + 10**6),
        msgspec.structs.replace(real, dry_run=True),
        msgspec.structs.replace(real, seal="0" * 64),
        msgspec.structs.replace(real, approved_by="analyst Sam"),
    ]


@pytest.mark.parametrize("grant", forged())
def test_execute_takes_nothing_but_a_genuine_grant(grant):
    hosts = HostsInMemory(SetClock(TUESDAY))
    with pytest.raises(NotGranted):
        execute(grant, hosts, TUESDAY)
    assert hosts.asked == []


def test_a_grant_whose_time_is_over_is_not_carried_out():
    real = permit(request(), scope(), History(), NOON)
    hosts = HostsInMemory(SetClock(NOON.timestamp()))
    outcome = execute(real, hosts, NOON.timestamp() + 4 * 3600)
    assert (outcome.ok, hosts.asked) == (False, [])
