"""From a coverage plan to resources: what is placed where becomes what comes after what."""

from datetime import date
from pathlib import Path

import pytest

from nachtwacht import pipeline
from nachtwacht.catalog import read_catalog, root
from nachtwacht.model.failure import Failure
from nachtwacht.model.finding import Rejected
from nachtwacht.provision import sites
from nachtwacht.provision.wanted import ACCESS, IDENTITY, MODULE, PACK, Wanted, wanted

HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILuUhVGHOcEWVyzUHIvkpKZyWHLGuaSmxB2hZcQBEaPf"


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    lab = tmp_path_factory.mktemp("lab")
    (lab / "known_hosts").write_text(f"10.91.10.21 {HOST_KEY}\n10.91.10.254 {HOST_KEY}\n198.51.100.7 {HOST_KEY}\n")
    catalog = read_catalog(root())
    assert not isinstance(catalog, Rejected), catalog
    found = pipeline.onboard(Path(root(), "customers/gouden-aar"), catalog, lab, date(2026, 11, 24))
    assert not isinstance(found, Rejected), found
    plan, reach = found
    blobs = {"collector": "c" * 64, "runtime": "d" * 64}
    return sites.Ground(plan=plan, catalog=catalog, reach=reach, root=root(), blobs=blobs, canary_public_key="KEY")


@pytest.fixture(scope="module")
def resources(ground):
    return {one.name: one for one in wanted(ground)}


def test_every_placement_and_pack_is_a_resource(ground, resources):
    assert {one.name for one in ground.plan.placements} == {
        one.name for one in resources.values() if one.type == MODULE
    }
    assert len([one for one in resources.values() if one.type == PACK]) == len(ground.plan.packs)


def test_what_comes_first_is_declared_first(ground):
    seen = set()
    for one in wanted(ground):
        assert isinstance(one, Wanted)
        assert set(one.after) <= seen
        assert {ref.resource for ref in one.refs.values()} <= seen
        seen.add(one.name)


def test_hosts_go_on_without_each_other(resources):
    """Only the runtime's own key joins two hosts: the right to act waits for it, nothing else does."""
    for one in resources.values():
        host = one.name.partition("@")[2]
        others = {name.partition("@")[2] for name in one.after} - {host, ""}
        assert not others or (one.type == ACCESS and others == {"soc-01"})


def test_every_key_gets_an_identity_first(resources):
    for one in resources.values():
        if one.type == MODULE and any("keys" in step.get("state", {}) for step in one.inputs["steps"].values()):
            host = one.inputs["host"]
            assert resources[f"identity@{host}"].type == IDENTITY
            assert f"identity@{host}" in one.after


def test_only_pinned_keys_of_hosts_that_act_reach_the_runtime(ground):
    placement = next(one for one in ground.plan.placements if one.module == "detection_runtime")
    known = sites.site(ground, placement).known_hosts
    assert "10.91.10.21" in known
    assert "198.51.100.7" not in known


def test_modules_that_wait_for_each_other_are_refused(ground):
    import msgspec

    spec = ground.catalog.modules["log_shipper"]
    looped = {**ground.catalog.modules, "log_shipper": msgspec.structs.replace(spec, after=("linux_endpoint",))}
    other = ground.catalog.modules["linux_endpoint"]
    looped["linux_endpoint"] = msgspec.structs.replace(other, after=("log_shipper",))
    catalog = msgspec.structs.replace(ground.catalog, modules=looped)
    with pytest.raises(Failure, match="wait for each other on ws-01"):
        sites.in_order(tuple(one for one in ground.plan.placements if one.host == "ws-01"), catalog)


def test_an_undefined_name_in_a_template_is_an_error(tmp_path):
    (tmp_path / "x.j2").write_text("{{ nothing }}")
    with pytest.raises(Failure, match=r"x\.j2.*nothing"):
        sites.renderer(tmp_path)("x.j2")
