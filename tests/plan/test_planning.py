"""What is placed where, and what each cell rests on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from nachtwacht.catalog import read_catalog, root
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.reach import HostAddress, Reach
from nachtwacht.model.scope import Application, Cloud, Host, Identity, Network, Permission, UseCase
from nachtwacht.plan import load_plan, plan, save_plan
from nachtwacht.scope import load_scope, read_reach


def with_assets(scope, **parts):
    return replace(scope, assets=replace(scope.assets, **parts))


def cell(planned, use_case, asset):
    (found,) = [one for one in planned.cells if (one.use_case, one.asset) == (use_case, asset)]
    return found


def test_the_full_example(scope, catalog):
    planned = plan(scope, catalog)
    assert [placement.name for placement in planned.placements] == [
        "suricata_sensor@sensor-1",
        "log_shipper@sensor-1",
        "gateway_firewall@gw-01",
        "mail_gateway@mail-01",
        "log_shipper@mail-01",
        "linux_endpoint@ws-01",
        "log_shipper@ws-01",
        "linux_endpoint@fin-01",
        "log_shipper@fin-01",
        "detection_runtime@soc-01",
    ]
    assert cell(planned, "phishing_then_foreign_traffic", "ws-01").rests_on == (
        "suricata_sensor@sensor-1",
        "log_shipper@sensor-1",
        "mail_gateway@mail-01",
        "log_shipper@mail-01",
        "detection_runtime@soc-01",
    )
    assert {one.state for one in planned.cells} == {"unproven"}
    assert planned.runbooks == ("contain_workstation", "ask_customer")


def test_it_is_pure(scope, catalog):
    assert plan(scope, catalog) == plan(scope, catalog)


def test_settings_come_from_the_module_and_from_hosts(scope, catalog):
    reach = Reach(
        version=1,
        account="root",
        identity_file="k",
        known_hosts="h",
        hosts={"ws-01": HostAddress(address="10.0.0.1", settings={"linux_endpoint": {"keep_mb": 9}})},
        settings={"linux_endpoint": {"audit_input": "relay"}},
    )
    settings = {placement.name: placement.settings for placement in plan(scope, catalog, reach=reach).placements}
    assert settings["linux_endpoint@ws-01"] == {"audit_input": "relay", "keep_mb": 9}
    assert settings["linux_endpoint@fin-01"] == {"audit_input": "relay", "keep_mb": 5}
    assert settings["suricata_sensor@sensor-1"] == {"interface": "span0"}


def test_an_exclusion_counts_on_its_days_only(scope, catalog):
    states = {
        day: cell(plan(scope, catalog, today=day), "off_hours_admin_login", "fin-01").state
        for day in (date(2026, 12, 29), date(2026, 12, 30), date(2027, 1, 3), date(2027, 1, 4))
    }
    assert list(states.values()) == ["unproven", "excluded", "excluded", "unproven"]


def test_assets_without_a_module_are_impossible(scope, catalog):
    """Directories, clouds and applications have no module yet, so nothing supplies what a use case needs there."""
    scope = with_assets(
        scope,
        identities=(Identity(name="office-ad", kind="active_directory", host="fin-01", domain="a.example"),),
        cloud=(Cloud(name="aws-prod", kind="aws", account="1"),),
        applications=(Application(name="payments", kind="json_log", host="fin-01", path="/var/log/p"),),
    )
    names = ("office-ad", "aws-prod", "payments")
    scope = replace(scope, use_cases=(UseCase(use="unusual_transfer", on=names),))
    planned = plan(scope, catalog)
    assert [(one.asset, one.state, one.rests_on) for one in planned.cells] == [
        ("office-ad", "impossible", ()),
        ("aws-prod", "impossible", ()),
        ("payments", "impossible", ()),
    ]
    assert "nothing supplies" in planned.cells[0].because
    assert planned.packs == ()


def test_a_kind_that_the_pack_does_not_serve_is_impossible(scope, catalog):
    scope = replace(scope, use_cases=(UseCase(use="off_hours_admin_login", on=("ws-01",)),))
    assert plan(scope, catalog).cells[0].state == "impossible"


def test_unreadable_payload_is_impossible(scope, catalog):
    scope = replace(scope, use_cases=(UseCase(use="content_inspection", on=("ws-01",)),))
    assert plan(scope, catalog).cells[0].state == "impossible"
    networks = (replace(scope.assets.networks[0], payload_readable=True),)
    assert plan(with_assets(scope, networks=networks), catalog).cells[0].state == "unproven"


def test_a_host_rests_on_the_sensor_of_its_own_network(scope, catalog):
    scope = with_assets(
        scope,
        networks=(
            *scope.assets.networks,
            Network(name="plant", cidr="10.2.0.0/24", zone="industrial", watched_by="s-2"),
        ),
        hosts=(
            *scope.assets.hosts,
            Host(name="s-2", kind="sensor"),
            Host(name="ws-2", kind="workstation", network="plant"),
        ),
    )
    scope = replace(scope, use_cases=(UseCase(use="phishing_then_foreign_traffic", on=("ws-2",)),))
    planned = plan(scope, catalog)
    assert "suricata_sensor@s-2" in planned.cells[0].rests_on
    assert "suricata_sensor@sensor-1" not in planned.cells[0].rests_on
    assert "suricata_sensor@sensor-1" in [placement.name for placement in planned.placements], "its network is watched"


def test_no_permission_no_means(scope, catalog):
    hosts = {placement.host for placement in plan(replace(scope, response=()), catalog).placements}
    assert "gw-01" not in hosts


def test_what_must_never_be_contained_gets_no_means_for_it(scope, catalog):
    scope = replace(
        scope,
        use_cases=(),
        response=(
            Permission(allow="isolate_endpoint", on=("finance",), when="always", from_severity="low", approval="none"),
        ),
    )
    assert "linux_endpoint@fin-01" not in [placement.name for placement in plan(scope, catalog).placements]


def test_the_plan_that_stands_is_kept(scope, catalog, tmp_path):
    assert load_plan(tmp_path) is None
    planned = plan(scope, catalog)
    file = save_plan(tmp_path, planned)
    assert file == tmp_path / "state" / "plan.json"
    assert load_plan(tmp_path) == planned
    assert isinstance(planned, CoveragePlan)
    assert [path.name for path in file.parent.iterdir()] == ["plan.json"]


def test_the_customer_in_the_repository(today):
    """What is sold and the example customer fit each other."""
    catalog = read_catalog(root())
    folder = root() / "customers" / "gouden-aar"
    scope = load_scope(folder / "scope.yaml", catalog, today)
    reach = read_reach(folder, Path("/lab"), scope, catalog)
    planned = plan(scope, catalog, reach=reach, today=today)
    assert len(planned.cells) == 3
    assert {one.state for one in planned.cells} == {"unproven"}
    settings = {placement.name: placement.settings for placement in planned.placements}
    assert settings["linux_endpoint@ws-01"]["audit_input"] == "relay"
    assert reach.identity_file == "/lab/id_ed25519"
