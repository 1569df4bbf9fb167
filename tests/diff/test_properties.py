"""No edit goes unsaid, and nothing that is less or more goes without consent."""

from __future__ import annotations

import datetime as dt
from itertools import product

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from nachtwacht.model.scope import SEVERITIES, Host, OfficeHours, Permission
from nachtwacht.model.watch import Grant, Request
from nachtwacht.plan import differences, plan
from nachtwacht.report.difference import meaning
from nachtwacht.respond.history import Answer, History
from nachtwacht.respond.permit import permit

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ASSETS = ("ws-01", "ws-02", "fin-01")
PERMISSIONS = st.builds(
    Permission,
    allow=st.just("isolate_endpoint"),
    on=st.sampled_from([("workstations",), ("ws-01",), ("ws-02",), ("ws-01", "ws-02"), ("finance",)]),
    when=st.sampled_from(["always", "office_hours", "outside_office_hours"]),
    from_severity=st.sampled_from(SEVERITIES),
    approval=st.sampled_from(["none", "analyst", "customer"]),
    undo_after=st.sampled_from(["1h", "4h", None]),
    at_most=st.sampled_from([None, "1 per hour", "20 per day"]),
)
OFFICE = st.builds(
    OfficeHours,
    days=st.sampled_from([("mon", "tue"), ("mon", "tue", "wed", "thu", "fri"), ("sat",)]),
    start=st.sampled_from(["08:00", "20:00"]),
    end=st.sampled_from(["18:00", "06:00"]),
    holidays=st.just("NL"),
)
MOMENTS = [dt.datetime(2026, 11, 16 + day, hour, tzinfo=dt.UTC) for day, hour in product((0, 2, 5), (3, 9, 21))]


@pytest.fixture(scope="module")
def grown(scope):
    """Two workstations; nothing is only observed."""
    assets = replace(
        scope.assets, hosts=(*scope.assets.hosts, Host(name="ws-02", kind="workstation", group="workstations"))
    )
    return replace(scope, assets=assets, service=replace(scope.service, observe_until=None))


def scopes(grown, responses, offices):
    return [
        replace(grown, response=tuple(response), service=replace(grown.service, office_hours=office))
        for response, office in zip(responses, offices, strict=True)
    ]


def lasting(scope, asset, severity, yes, now):
    """How long a request would be carried out with these yeses; 0 when it is refused."""
    request = Request(
        id="r", incident="i", action="isolate_endpoint", asset=asset, target=asset, severity=severity, because=""
    )
    history = History(answers=tuple(Answer(request="r", by=by, name=by, yes=True, at=0.0) for by in yes))
    found = permit(request, scope, history, now)
    return found.undo_at - found.at if isinstance(found, Grant) else 0


@QUICK
@given(
    responses=st.tuples(st.lists(PERMISSIONS, max_size=3), st.lists(PERMISSIONS, max_size=3)),
    offices=st.tuples(OFFICE, OFFICE),
)
def test_whatever_the_runtime_would_do_more_is_widened(grown, catalog, responses, offices):
    before, after = scopes(grown, responses, offices)
    change = differences(plan(before, catalog), plan(after, catalog))
    widened = {shift.right.asset for shift in change.widened}
    for asset, severity, now in product(ASSETS, SEVERITIES, MOMENTS):
        # The customer's yes counts as more care than the analyst's, so it never comes without it here.
        for yes in ((), ("analyst",), ("analyst", "customer")):
            one, other = (lasting(scope, asset, severity, yes, now) for scope in (before, after))
            assert other <= one or asset in widened
    assert not change.widened or change.needs_consent


@QUICK
@given(
    responses=st.tuples(st.lists(PERMISSIONS, max_size=3), st.lists(PERMISSIONS, max_size=3)),
    offices=st.tuples(OFFICE, OFFICE),
)
def test_there_and_back(grown, catalog, responses, offices):
    one, other = (plan(scope, catalog) for scope in scopes(grown, responses, offices))
    there, back = differences(one, other), differences(other, one)
    assert turned_round(there.widened) == pairs(back.narrowed)
    assert turned_round(there.narrowed) == pairs(back.widened)
    assert differences(one, one).nothing


def pairs(shifts):
    return {(shift.before, shift.after, shift.moment) for shift in shifts}


def turned_round(shifts):
    return {(shift.after, shift.before, shift.moment[::-1]) for shift in shifts}


@QUICK
@given(
    chosen=st.lists(st.sampled_from(["phishing_then_foreign_traffic", "off_hours_admin_login", "malware_execution"]))
)
def test_every_cell_that_is_lost_is_flagged(scope, catalog, chosen):
    before = plan(scope, catalog)
    after = plan(replace(scope, use_cases=tuple(case for case in scope.use_cases if case.use in chosen)), catalog)
    gone = {(cell.use_case, cell.asset) for cell in before.cells} - {
        (cell.use_case, cell.asset) for cell in after.cells
    }
    change = differences(before, after)
    assert {(one.use_case, one.asset) for one in change.lost} == gone
    assert change.needs_consent is bool(gone)


def leaves(value, path=()):
    """Every value of a scope with the way to it."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for index, part in enumerate(value):
            yield from leaves(part, (*path, index))
    else:
        yield path, value


OTHER = {
    "timezone": "Europe/London", "language": "en", "holidays": "DE", "days": ["mon"], "wake_from": "critical",
    "observe_until": "2026-12-24", "countries": ["NL"], "cidr": "10.200.0.0/16", "country": "NL", "zone": "dmz",
    "watched_by": "gw-01", "kind": "server", "group": "others", "network": "elsewhere", "criticality": "important",
    "shared_as": "soc-eu-1", "use": "malware_execution", "severity": "low", "allow": "block_destination",
    "when": "office_hours", "from_severity": "critical", "approval": "analyst", "at_most": "1 per day",
    "undo_after": "1h", "wait_minutes": 7, "reach": "outside_office_hours", "use_case": "malware_execution",
    "retention_days": 12, "status": "pending", "class": "essential", "date": "2026-01-01", "on": ["ws-01"],
}  # fmt: skip
SILENT = {"version", "profile", "note", "if_no_answer"}
"""What nobody notices; silence only counts where there is somebody to ask."""


def test_no_key_goes_unsaid(scope, catalog, today):
    plain = msgspec.to_builtins(scope)
    one = plan(scope, catalog, today=today)
    unsaid = []
    for path, value in leaves(plain):
        key = path[-1]
        if key in SILENT or (key == "wait_minutes" and "response" in path):
            continue
        copy = msgspec.json.decode(msgspec.json.encode(plain))
        part = copy
        for step in path[:-1]:
            part = part[step]
        if key in ("from", "to", "until"):
            part[key] = value[:-1] + ("1" if value[-1] != "1" else "2")
        elif isinstance(value, bool):
            part[key] = not value
        else:
            part[key] = OTHER.get(key, "another") if OTHER.get(key) != value else ["fin-01", "ws-01"]
        try:
            other = plan(msgspec.convert(copy, type(scope)), catalog, today=today)
        except msgspec.ValidationError:
            continue
        if other.scope != scope and differences(one, other, today=today).nothing:
            unsaid.append((path, value, part[key]))
        for language in ("nl", "en"):
            found = meaning(one, other, catalog, language, today=today)
            assert found.nothing is not bool(found.chapters)
            assert found.needs_consent is any(said.consent for chapter in found.chapters for said in chapter.said), path
    assert unsaid == []


def test_splitting_a_group_splits_its_ceiling(grown, catalog):
    together = Permission(
        allow="isolate_endpoint", on=("workstations",), when="always", from_severity="high", approval="none",
        at_most="3 per hour", undo_after="4h",
    )  # fmt: skip
    apart = tuple(replace(together, on=(name,)) for name in ("ws-01", "ws-02"))
    one, other = (plan(replace(grown, response=response), catalog) for response in ((together,), apart))
    assert differences(one, other).needs_consent
    assert not differences(other, one).needs_consent


def test_office_hours_move_rights_along(grown, catalog):
    night = replace(grown.response[0], when="outside_office_hours")
    before = replace(grown, response=(night,))
    shorter = replace(before.service.office_hours, end="12:00")
    after = replace(before, service=replace(before.service, office_hours=shorter))
    found = meaning(plan(before, catalog), plan(after, catalog), catalog, "en")
    assert found.needs_consent
    assert any("in the hours that are office hours no longer" in item for one in found.sections for item in one.items)
