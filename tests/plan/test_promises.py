"""What holds of every plan, whatever the scope."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from nachtwacht.model.scope import Host, Network, Permission, UseCase
from nachtwacht.plan import differences, plan

KINDS = ("sensor", "gateway", "workstation", "server", "mail", "runtime")
NAMES = tuple(f"host-{n}" for n in range(6))
PACKS = ("phishing_then_foreign_traffic", "off_hours_admin_login", "malware_execution", "content_inspection")

HOSTS = st.lists(st.sampled_from(KINDS), max_size=6).map(
    lambda kinds: tuple(Host(name=name, kind=kind) for name, kind in zip(NAMES, kinds, strict=False))
)
NETWORKS = st.lists(st.tuples(st.sampled_from([None, *NAMES]), st.booleans()), max_size=2).map(
    lambda found: tuple(
        Network(name=f"net-{n}", cidr=f"10.{n}.0.0/16", zone="internal", watched_by=sensor, payload_readable=readable)
        for n, (sensor, readable) in enumerate(found)
    )
)
USES = st.lists(st.builds(UseCase, use=st.sampled_from(PACKS), on=st.tuples(st.sampled_from(NAMES))), max_size=5)
RIGHTS = st.lists(
    st.builds(
        Permission,
        allow=st.sampled_from(["isolate_endpoint", "block_destination"]),
        on=st.tuples(st.sampled_from(NAMES)),
        when=st.sampled_from(["always", "office_hours", "outside_office_hours"]),
        from_severity=st.just("high"),
        approval=st.sampled_from(["none", "customer"]),
    ),
    max_size=3,
)
SOME = settings(max_examples=80, deadline=None)


def made(scope, hosts, networks, uses, rights=()):
    assets = replace(scope.assets, hosts=hosts, networks=networks)
    return replace(scope, assets=assets, use_cases=tuple(uses), response=tuple(rights), exclusions=())


@SOME
@given(hosts=HOSTS, networks=NETWORKS, uses=USES, rights=RIGHTS)
def test_a_plan_holds_together(scope, catalog, *, hosts, networks, uses, rights):
    planned = plan(made(scope, hosts, networks, uses, rights), catalog)
    placed = [placement.name for placement in planned.placements]
    kinds = {host.name: host.kind for host in hosts}
    assert len(placed) == len(set(placed))
    assert all(kinds[one.host] in catalog.modules[one.module].serves for one in planned.placements)
    for cell in planned.cells:
        assert set(cell.rests_on) <= set(placed)
        assert bool(cell.rests_on) == (cell.state != "impossible")
        assert (cell.use_case in planned.packs) or cell.state == "impossible"
    for later, one in enumerate(planned.placements):
        before = {other.module for other in planned.placements[:later] if other.host == one.host}
        here = {other.module for other in planned.placements if other.host == one.host}
        assert set(catalog.modules[one.module].after) & here <= before


@SOME
@given(hosts=HOSTS, networks=NETWORKS, uses=USES, more=USES)
def test_more_use_cases_take_nothing_away(scope, catalog, *, hosts, networks, uses, more):
    less, grown = (plan(made(scope, hosts, networks, some), catalog) for some in (uses, [*uses, *more]))
    assert {one.name for one in less.placements} <= {one.name for one in grown.placements}
    assert differences(less, grown).lost == ()


@SOME
@given(hosts=HOSTS, networks=NETWORKS, uses=USES, other=USES, rights=RIGHTS)
def test_there_and_back_again(scope, catalog, *, hosts, networks, uses, other, rights):
    """What is gained on the way there is lost on the way back, and so with response rights."""
    here = plan(made(scope, hosts, networks, uses, rights), catalog)
    there = plan(made(scope, hosts, networks, other), catalog)
    out, back = differences(here, there), differences(there, here)
    assert {(one.use_case, one.asset) for one in out.gained} == {(one.use_case, one.asset) for one in back.lost}
    assert {shift.right.key for shift in out.narrowed} == {shift.right.key for shift in back.widened}
    assert differences(here, here).nothing
