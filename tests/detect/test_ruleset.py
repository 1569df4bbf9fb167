"""The scope decides: which assets, how severe, with which thresholds, and when not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from nachtwacht.detect import Batch, State, detect, load_rules
from nachtwacht.detect.normalise import Estate, normalise
from nachtwacht.detect.packs import read_packs
from nachtwacht.ingest.record import Record
from tests.packs.office import ADDRESSES, office

ROOT = Path(__file__).resolve().parents[2]
PACKS, _ = read_packs(ROOT / "detection_packs")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NIGHT = (2026, 12, 31, 3, 0)
EXCLUSION = {
    "use_case": "off_hours_admin_login",
    "on": ["finance"],
    "reason": "month-end closing",
    "owner": "b.dewit",
    "approved_by": "a.molenaar",
    "from": "2026-12-30",
    "until": "2027-01-03",
}
WINDOW = {
    "on": ["fin-01"],
    "reason": "new disks",
    "owner": "b.dewit",
    "from": "2026-12-31T02:00",
    "until": "2026-12-31T04:00",
}


def at(*parts):
    return datetime(*parts, tzinfo=AMSTERDAM).timestamp()


def login(scope, when, host="fin-01"):
    """Findings of one log-in."""
    loaded = load_rules(PACKS, scope)
    assert loaded.faults == ()
    body = {
        "MESSAGE": "Accepted password for root from 10.0.0.9 port 1 ssh2",
        "_COMM": "sshd",
        "__REALTIME_TIMESTAMP": str(int(when * 1e6)),
    }
    record = Record(id="1", host=host, source="linux_auth", time=0, observed=when, arrived=when, body=body)
    events = normalise(record, Estate(scope, ADDRESSES))
    return list(detect(Batch(events=events, now=when), loaded.rules, State.memory()))


def use(**changes):
    return [{"use": "off_hours_admin_login", "on": ["fin-01"], **changes}]


def test_only_assets_that_the_use_case_names():
    assert login(office(use_cases=use()), at(*NIGHT))
    assert not login(office(use_cases=use()), at(*NIGHT), host="ws-01")
    assert login(office(use_cases=use(on=["workstations"])), at(*NIGHT), host="ws-01")


def test_the_scopes_severity_goes_before_the_packs():
    assert login(office(use_cases=use()), at(*NIGHT))[0].severity == "high"
    assert login(office(use_cases=use(severity="low")), at(*NIGHT))[0].severity == "low"


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ((2026, 12, 29, 23, 59), True),
        ((2026, 12, 30, 0, 0), False),
        ((2027, 1, 3, 23, 59), False),
        ((2027, 1, 4, 0, 0), True),
    ],
)
def test_an_exclusion_holds_from_its_first_day_to_its_last_in_the_customers_time_zone(when, found):
    assert bool(login(office(exclusions=[EXCLUSION]), at(*when))) is found


def test_an_exclusion_of_another_use_case_is_none():
    assert login(office(exclusions=[EXCLUSION | {"use_case": "malware_execution"}]), at(*NIGHT))


@pytest.mark.parametrize(
    ("change", "severity", "work"),
    [
        ({"lower_to": "low"}, "low", "new disks"),
        ({}, "high", "new disks"),
        ({"lower_to": "critical"}, "high", "new disks"),
        ({"lower_to": "low", "until": "2026-12-31T03:00"}, "high", None),
        ({"lower_to": "low", "on": ["ws-01"]}, "high", None),
        ({"lower_to": "low", "from": "2026-12-31", "until": "2026-12-31"}, "low", "new disks"),
        (
            {"lower_to": "low", "from": "2026-12-31T01:30:00+00:00", "until": "2026-12-31T02:30:00+00:00"},
            "low",
            "new disks",
        ),
    ],
)
def test_planned_work_lowers_or_annotates_and_never_drops(change, severity, work):
    (found,) = login(office(change_windows=[WINDOW | change]), at(*NIGHT))
    assert (found.severity, found.entities.get("planned_work")) == (severity, work)


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ((2026, 3, 29, 5, 59), True),  # The night in which the clock goes forward.
        ((2026, 3, 29, 6, 0), False),
        ((2026, 10, 25, 5, 59), True),  # The night in which it goes back.
        ((2026, 10, 25, 6, 0), False),
        ((2026, 7, 1, 21, 59), False),
        ((2026, 7, 1, 22, 0), True),
    ],
)
def test_hours_are_the_customers_across_the_change_of_clocks(when, found):
    assert bool(login(office(), at(*when))) is found


def test_a_threshold_of_the_scope():
    cases = [("24h", 86400), ("15m", 900)]
    for text, seconds in cases:
        scope = office(
            use_cases=[{"use": "phishing_then_foreign_traffic", "on": ["ws-01"], "with": {"timespan": text}}]
        )
        (binding,) = load_rules(PACKS, scope).rules.bindings
        assert [correlation.span for correlation in binding.correlations] == [seconds]


def test_one_pack_for_two_groups_with_different_severity():
    scope = office(use_cases=[*use(severity="critical"), *use(on=["ws-01"], severity="low")])
    assert [found.severity for found in login(scope, at(*NIGHT))] == ["critical"]
    assert [found.severity for found in login(scope, at(*NIGHT), host="ws-01")] == ["low"]


def test_a_key_that_is_usual_at_night():
    scope = office(use_cases=use(**{"with": {"trusted_keys": ["SHA256:backup"]}}))
    assert login(scope, at(*NIGHT))
    (binding,) = load_rules(PACKS, scope).rules.bindings
    assert binding.rules
