"""Sentences that must be there, or must not, when the scope is other than the examples."""

from __future__ import annotations

import pytest
from leaks import lines
from msgspec.structs import replace

from nachtwacht.catalog import root
from nachtwacht.model.scope import Exclusion, Scope
from nachtwacht.report.explanation import explanation
from nachtwacht.scope import load_scope


@pytest.fixture
def scope(catalog, today) -> Scope:
    scope = load_scope(root() / "customers" / "gouden-aar" / "scope.yaml", catalog, today)
    assert isinstance(scope, Scope), scope
    return scope


def said(scope, catalog, today, language="nl") -> str:
    return "\n".join(lines(explanation(scope, catalog, today=today, language=language)))


def test_what_cannot_work_is_said_with_its_reason_and_not_as_watched(scope, catalog, today):
    networks = tuple(replace(one, watched_by=None) for one in scope.assets.networks)
    text = said(replace(scope, assets=replace(scope.assets, networks=networks)), catalog, today)
    assert "werkt niet bij werkplek ws-01: daar is een sensor op het netwerk voor nodig, en die is er niet." in text
    assert "Op netwerk office-lan kijkt geen sensor van ons mee." in text
    title = catalog.packs["phishing_then_foreign_traffic"].spec.title.nl
    assert "Waar:" not in next(line for line in text.splitlines() if line.startswith(title))


def test_what_is_excluded_today_is_not_said_to_be_watched(scope, catalog, today):
    off = Exclusion(
        use_case="malware_execution", on=("workstations",), reason="test", owner="b.dewit", approved_by="a.molenaar",
        start="2026-11-20", until="2026-11-24",
    )  # fmt: skip
    text = said(replace(scope, exclusions=(off,)), catalog, today)
    line = next(line for line in text.splitlines() if line.startswith(catalog.packs["malware_execution"].spec.title.nl))
    assert "Tijdelijk niet gemeld bij: werkplek ws-01." in line
    assert "Waar:" not in line
    assert "Dit geldt nu." in text


def test_nobody_at_night_is_said(scope, catalog, today):
    by_day = tuple(replace(one, reach="office_hours") for one in scope.contacts)
    text = said(replace(scope, contacts=by_day), catalog, today)
    assert "daarbuiten niemand" in text
    assert "hoort u dus pas als het kantoor opengaat" in text


def test_before_the_day_on_which_we_may_act(scope, catalog, today):
    later = replace(scope, service=replace(scope.service, observe_until="2026-12-01"))
    assert "Dit alles pas vanaf 1 december 2026." in said(later, catalog, today)
    assert "Dit alles pas vanaf" not in said(scope, catalog, today)
    silent = said(replace(scope, response=()), catalog, today, "en")
    assert "Nothing. We watch and tell you what we see" in silent
    assert "from that day on" not in silent.lower()


def test_many_are_counted_only_when_it_is_clear_which(scope, catalog, today):
    first = next(host for host in scope.assets.hosts if host.group == "workstations")
    more = tuple(replace(first, name=f"ws-{n:02}", never_contain=n == 9) for n in range(2, 10))
    grown = replace(scope, assets=replace(scope.assets, hosts=(*scope.assets.hosts, *more)))
    text = said(grown, catalog, today, "en")
    assert "Where: nine workstations in the group “workstations”." in text
    assert "Disconnect workstations ws-01, ws-02, ws-03, ws-04, ws-05, ws-06, ws-07 and ws-08 from the network." in text
    assert "we never act on server fin-01 and workstation ws-09." in text
