"""What a change means: coverage gained and lost, response widened and narrowed."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nachtwacht.model.scope import SEVERITIES, Host, Permission
from nachtwacht.plan import differences, plan
from nachtwacht.plan.rights import Right


def named(watched):
    return [(one.use_case, one.asset) for one in watched]


def allowing(scope, **changes):
    first, *rest = scope.response
    return replace(scope, response=(replace(first, **changes), *rest))


def test_nothing(scope, catalog):
    planned = plan(scope, catalog)
    change = differences(planned, planned)
    assert change.nothing
    assert not change.needs_consent


def test_a_new_customer_gains_everything(scope, catalog):
    change = differences(None, plan(scope, catalog))
    assert len(change.gained) == 3
    assert change.lost == ()
    assert {shift.right.action for shift in change.widened} == {"isolate_endpoint", "block_destination"}
    assert change.needs_consent


def test_retiring_loses_everything(scope, catalog):
    change = differences(plan(scope, catalog), None)
    assert (len(change.lost), change.widened, len(change.narrowed)) == (3, (), 4)
    assert change.needs_consent


def test_a_use_case_taken_out_is_lost(scope, catalog):
    after = plan(replace(scope, use_cases=scope.use_cases[:1]), catalog)
    change = differences(plan(scope, catalog), after)
    assert named(change.lost) == [("off_hours_admin_login", "fin-01"), ("malware_execution", "ws-01")]
    assert change.needs_consent


def test_an_exclusion_that_begins_is_a_loss_with_its_reason(scope, catalog):
    before, after = (plan(scope, catalog, today=day) for day in (date(2026, 12, 29), date(2026, 12, 30)))
    (lost,) = differences(before, after).lost
    assert lost.because == "month-end closing; owner b.dewit; until 2027-01-03"


def test_a_workstation_more_widens(scope, catalog):
    hosts = (*scope.assets.hosts, Host(name="ws-02", kind="workstation", group="workstations"))
    after = plan(replace(scope, assets=replace(scope.assets, hosts=hosts)), catalog)
    change = differences(plan(scope, catalog), after)
    assert {shift.right.asset for shift in change.widened} == {"ws-02"}


def test_each_aspect_widens_and_narrows(scope, catalog):
    steps = [
        ("approval", "customer", "none"),
        ("from_severity", "critical", "low"),
        ("at_most", "1 per day", "1 per hour"),
        ("at_most", "1 per hour", None),
        ("undo_after", "4h", "5h"),
    ]
    for key, careful, free in steps:
        narrow, wide = (plan(allowing(scope, **{key: value}), catalog) for value in (careful, free))
        change = differences(narrow, wide)
        assert (len(change.widened), len(change.narrowed)) == (2, 0), key
        change = differences(wide, narrow)
        assert (len(change.widened), len(change.narrowed)) == (0, 2), key


def test_both_at_once_is_both(scope, catalog):
    before = plan(allowing(scope, approval="customer", from_severity="low"), catalog)
    after = plan(allowing(scope, approval="none", from_severity="high"), catalog)
    change = differences(before, after)
    assert change.widened == change.narrowed
    assert change.needs_consent


def test_an_earlier_start_needs_consent(scope, catalog):
    def until(day):
        return plan(replace(scope, service=replace(scope.service, observe_until=day)), catalog)

    assert differences(until("2026-12-01"), until("2026-11-30")).needs_consent
    assert differences(until("2026-12-01"), until(None)).needs_consent
    assert not differences(until("2026-11-30"), until("2026-12-01")).needs_consent
    assert not differences(until("2026-11-30"), until("2026-12-01")).nothing


RIGHTS = st.builds(
    Right,
    st.just("isolate_endpoint"),
    st.just("ws-01"),
    st.just("office_hours"),
    st.sampled_from(SEVERITIES),
    st.sampled_from(["none", "analyst", "customer"]),
    st.sampled_from([None, "1 per hour", "1 per day", "30 per day"]),
    st.sampled_from([None, "1h", "60m", "7d"]),
    st.sampled_from(["deny", "allow"]),
)


@given(one=RIGHTS, other=RIGHTS)
def test_no_aspect_is_wider_both_ways(one, other):
    both = set(one.wider_than(other)) & set(other.wider_than(one))
    # 3 an hour against 20 a day, and never undone against undone after a while, are more in one way and less in another.
    assert both <= {"at_most", "undo_after"}


@given(one=RIGHTS)
def test_no_right_is_wider_than_itself(one):
    assert one.wider_than(one) == ()


def test_a_permission_for_nobody_changes_nothing(scope, catalog):
    nobody = Permission(allow="isolate_endpoint", on=("finance",), when="always", from_severity="low", approval="none")
    after = plan(replace(scope, response=(*scope.response, nobody)), catalog)
    assert differences(plan(scope, catalog), after).nothing, "fin-01 must never be contained"
