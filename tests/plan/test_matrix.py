"""What may be called proven."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nachtwacht.model.coverage import CanaryRun, CheckResult, Evidence
from nachtwacht.model.watch import HOPS, Hop
from nachtwacht.plan import plan
from nachtwacht.verify.matrix import FRESH_SECONDS, cover

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC).timestamp()
USE, ASSET = "malware_execution", "ws-01"


def run(at=NOW - 60, hops=HOPS, **changes):
    given = [Hop(hop=hop, at=at + index if hop in hops else None) for index, hop in enumerate(HOPS)]
    facts = {"use_case": USE, "asset": ASSET, "token": "t", "at": at, "ok": len(hops) == len(HOPS)}
    return CanaryRun(**{**facts, "hops": tuple(given), **changes})


def checks(planned, ok=True, at=NOW - 90, without=()):
    (cell,) = [cell for cell in planned.cells if (cell.use_case, cell.asset) == (USE, ASSET)]
    names = [name for name in cell.rests_on if name not in without]
    return tuple(CheckResult(placement=name, check="check_it", ok=ok, at=at) for name in names)


def evidence(*canaries, checked=(), at=NOW - 60):
    return Evidence(customer="gouden-aar", at=at, checks=checked, canaries=canaries)


@pytest.fixture
def planned(scope, catalog):
    return plan(scope, catalog)


def state(planned, *seen, now=NOW):
    report = cover(planned, seen, now=now)
    (cell,) = [cell for cell in report.cells if (cell.use_case, cell.asset) == (USE, ASSET)]
    return cell.state, cell.because


def test_nothing_seen(planned):
    assert state(planned) == ("unproven", "never tried")


def test_proven(planned):
    assert state(planned, evidence(run(), checked=checks(planned))) == ("proven", "")


def test_simulated_clock_is_said(planned):
    seen = evidence(run(simulated_clock=True), checked=checks(planned))
    assert state(planned, seen) == ("proven", "the clock was simulated")


def test_checks_and_canary_may_come_from_two_runs(planned):
    assert state(planned, evidence(checked=checks(planned)), evidence(run()))[0] == "proven"


@pytest.mark.parametrize("missing", HOPS)
def test_one_hop_missing_fails_there(planned, missing):
    hops = tuple(hop for hop in HOPS if hop != missing)
    seen = evidence(run(hops=hops, ok=True), checked=checks(planned))
    assert state(planned, seen) == ("failed", f"the canary did not arrive: it stopped at {missing}")


def test_a_failing_check_fails(planned):
    found = state(planned, evidence(run(), checked=checks(planned, ok=False)))
    assert found == ("failed", "a check fails: check_it (linux_endpoint@ws-01)")


def test_a_check_that_was_mended_no_longer_fails(planned):
    first = evidence(run(), checked=checks(planned, ok=False), at=NOW - 900)
    assert state(planned, evidence(run(), checked=checks(planned), at=NOW - 60), first)[0] == "proven"


def test_without_a_check_nothing_is_proven(planned):
    seen = evidence(run(), checked=checks(planned, without=("log_shipper@ws-01",)))
    assert state(planned, seen) == ("unproven", "not checked: log_shipper@ws-01")


def test_a_day_later_nothing_is_proven(planned):
    seen = evidence(run(), checked=checks(planned))
    assert state(planned, seen, now=NOW - 60 + FRESH_SECONDS)[0] == "unproven", "the checks are a little older"
    assert state(planned, seen, now=NOW - 90 + FRESH_SECONDS)[0] == "proven"
    assert state(planned, seen, now=NOW + FRESH_SECONDS)[0] == "unproven"


def test_a_failure_does_not_heal_by_waiting(planned):
    seen = evidence(run(hops=HOPS[:3]), checked=checks(planned))
    assert state(planned, seen, now=NOW + 10 * FRESH_SECONDS)[0] == "failed"


def test_the_newest_canary_counts(planned):
    old, new = run(at=NOW - 600, hops=HOPS[:3]), run(at=NOW - 60)
    assert state(planned, evidence(new, old, checked=checks(planned)))[0] == "proven"


def test_evidence_from_the_future_proves_nothing(planned):
    assert state(planned, evidence(run(at=NOW + 600), checked=checks(planned)))[0] == "unproven"


def test_exclusions_follow_the_customers_day(scope, catalog):
    planned = plan(scope, catalog)

    def excluded(hour):
        report = cover(planned, (), now=datetime(2026, 12, 29, hour, 30, tzinfo=UTC).timestamp())
        return [cell.state for cell in report.cells if cell.asset == "fin-01"] == ["excluded"]

    assert not excluded(22)
    assert excluded(23), "in Amsterdam it is the 30th"


RESULTS = st.lists(st.tuples(st.booleans(), st.integers(-3, 3)), max_size=4)


@given(canaries=RESULTS, results=RESULTS)
def test_proven_only_with_a_fresh_whole_canary(planned_once, canaries, results):
    runs = [run(at=NOW - days * FRESH_SECONDS, hops=HOPS if ok else HOPS[:4]) for ok, days in canaries]
    checked = [checks(planned_once, ok=ok, at=NOW - days * FRESH_SECONDS) for ok, days in results]
    seen = [evidence(*runs), *(evidence(checked=one, at=one[0].at) for one in checked)]
    if state(planned_once, *seen)[0] == "proven":
        assert any(ok and 0 <= days <= 1 for ok, days in canaries)
        assert any(ok and 0 <= days <= 1 for ok, days in results)


@pytest.fixture(scope="module")
def planned_once(scope, catalog):
    return plan(scope, catalog)
