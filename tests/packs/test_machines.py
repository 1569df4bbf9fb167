"""The dairy plant's machines, on which nothing is installed: what the sensor sees of them becomes findings about them."""

from datetime import date

import msgspec
import pytest
import yaml

from nachtwacht import catalog
from nachtwacht.detect import Batch, State, detect, load_rules
from nachtwacht.detect.normalise.estate import Estate
from nachtwacht.detect.normalise.normalising import normalise
from nachtwacht.ingest.record import Record
from nachtwacht.model.content import Catalog
from nachtwacht.model.scope import Scope
from nachtwacht.plan import plan
from nachtwacht.scope import load_scope

PLANT = catalog.root() / "customers" / "kanaalzicht"
ADDRESSES = {
    name: host["address"] for name, host in yaml.safe_load((PLANT / "hosts.yaml").read_text())["hosts"].items()
}
USE_CASE = "machine_contacts_outside"


@pytest.fixture(scope="module")
def contents():
    read = catalog.read_catalog(catalog.root())
    assert isinstance(read, Catalog)
    return read


@pytest.fixture(scope="module")
def scope(contents):
    loaded = load_scope(PLANT / "scope.yaml", contents, date(2026, 11, 24))
    assert isinstance(loaded, Scope)
    return loaded


def findings(contents, scope, source, target, **more):
    loaded = load_rules({USE_CASE: contents.packs[USE_CASE]}, scope)
    assert loaded.faults == ()
    ends = {"src_ip": source, "src_port": 40000, "dest_ip": target, "dest_port": 443, "proto": "TCP"}
    body = {"timestamp": "2026-11-03T02:02:11+0000", "flow_id": 1, "event_type": "flow", **ends, **more}
    record = Record(
        id="r", host="sensor-plant", source="network_metadata", time=0.0, observed=0.0, arrived=0.0, body=body
    )
    events = normalise(record, Estate(scope, ADDRESSES))
    return list(detect(Batch(events=events, now=events[0].time), loaded.rules, State.memory()))


@pytest.mark.parametrize(
    ("source", "target", "asset"),
    [
        ("plc-filling", "198.51.100.7", "plc-filling"),
        ("cam-loading", "192.168.1.1", "cam-loading"),
        ("historian", "2001:db8::7", "historian"),
        ("plc-filling", "192.0.2.18", ""),  # the maker's support, as the scope allows
        ("plc-filling", "192.0.2.19", "plc-filling"),
        ("plc-filling", "10.94.30.4", ""),  # the historian
        ("plc-filling", "10.94.10.200", ""),  # somewhere in the office
        ("ws-lab", "198.51.100.7", ""),  # people's computers are not in this use case
    ],
)
def test_a_machine_that_contacts_the_outside(source, target, asset, contents, scope):
    found = findings(contents, scope, ADDRESSES[source], target)
    assert [(one.asset, one.entities["destination_ip"]) for one in found] == ([(asset, target)] if asset else [])


def test_a_name_can_be_allowed(contents, scope):
    tls = {"event_type": "tls", "tls": {"sni": "time.example"}}
    assert findings(contents, scope, ADDRESSES["plc-intake"], "198.51.100.9", **tls)
    cases = [
        msgspec.structs.replace(case, settings={"allowed_names": ["time.example"]}) if case.use == USE_CASE else case
        for case in scope.use_cases
    ]
    allowed = msgspec.structs.replace(scope, use_cases=tuple(cases))
    assert findings(contents, allowed, ADDRESSES["plc-intake"], "198.51.100.9", **tls) == []


def test_nothing_is_placed_on_a_machine(contents, scope):
    planned = plan(scope, contents, today=date(2026, 11, 24))
    machines = {host.name for host in scope.assets.hosts if host.kind == "machine"}
    assert machines
    assert not machines & {placement.host for placement in planned.placements}
    seen = {cell.asset: cell for cell in planned.cells if cell.use_case == USE_CASE}
    assert machines < seen.keys()
    assert {cell.state for cell in seen.values()} == {"unproven"}
    assert all("suricata_sensor@sensor-plant" in cell.rests_on for cell in seen.values())
