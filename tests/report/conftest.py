"""A plan, a catalogue, and evidence in which something of everything happened."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from nachtwacht.catalog import read_catalog
from nachtwacht.model.coverage import CanaryRun, CheckResult, Evidence
from nachtwacht.model.scope import Application, Host, Network, UseCase
from nachtwacht.model.watch import HOPS, Hop
from nachtwacht.plan import plan
from nachtwacht.scope import load_scope

SCOPES = Path(__file__).parents[1] / "scopes"


@pytest.fixture(scope="session")
def now() -> float:
    return datetime(2026, 12, 30, 12, tzinfo=UTC).timestamp()


@pytest.fixture(scope="session")
def catalog():
    return read_catalog(SCOPES / "catalogue")


@pytest.fixture(scope="session")
def scope(catalog):
    """The full example, grown so that each state occurs."""
    scope = load_scope(SCOPES / "good" / "full.yaml", catalog, date(2026, 11, 24))
    more = [Host(name=f"ws-0{n}", kind="workstation", group="workstations") for n in (2, 3)]
    assets = replace(
        scope.assets,
        hosts=(*scope.assets.hosts, *more, Host(name="db-01", kind="server")),
        networks=(*scope.assets.networks, Network(name="guests", cidr="10.9.0.0/24", zone="guest")),
        applications=(Application(name="payments", kind="json_log", host="fin-01", path="/p"),),
    )
    cases = (*scope.use_cases, UseCase(use="unusual_transfer", on=("payments",)))
    return replace(scope, assets=assets, use_cases=cases)


@pytest.fixture(scope="session")
def planned(scope, catalog):
    return plan(scope, catalog)


@pytest.fixture(scope="session")
def evidence(planned, now):
    checks = tuple(
        CheckResult(placement=placement.name, check="check_it", ok=placement.name != "log_shipper@ws-02", at=now - 70)
        for placement in planned.placements
    )
    runs = [
        canary(cell.use_case, cell.asset, now - 60, hops=5 if cell.use_case.startswith("phishing") else 9)
        for cell in planned.cells
        if cell.asset not in ("payments", "ws-03")
    ]
    return (Evidence(customer="gouden-aar", at=now - 60, checks=checks, canaries=tuple(runs)),)


def canary(use_case, asset, at, hops):
    travelled = tuple(Hop(hop=hop, at=at + n / 2 if n < hops else None) for n, hop in enumerate(HOPS))
    return CanaryRun(
        use_case=use_case,
        asset=asset,
        token="t",
        at=at,
        ok=hops == len(HOPS),
        hops=travelled,
        stopped_at="" if hops == len(HOPS) else HOPS[hops],
    )
