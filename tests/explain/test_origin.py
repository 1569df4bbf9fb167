"""The origin of every value, file by file: the nearest wins, a list replaces a list."""

from __future__ import annotations

import json

import msgspec

from nachtwacht.catalog import root
from nachtwacht.document.parsing import parse
from nachtwacht.model.scope import Scope
from nachtwacht.scope.origin import Layer, origins

OWN = """version: 1
profile: near
customer: {id: abc, name: A, sector: food, timezone: Europe/Amsterdam, language: nl, contract: C}
service:
  wake_from: low
contacts: []
business: {countries: [BE]}
assets:
  hosts:
    - {name: soc-01, kind: runtime}
use_cases: []
privacy: {processor_agreement: P, works_council: {status: not_required}, nis2: {class: none}}
"""
NEAR = """version: 1
extends: far
privacy:
  retention_days: 180
"""
FAR = """version: 1
service:
  office_hours: {days: [mon], from: "08:00", to: "18:00", holidays: NL}
  wake_from: high
business:
  countries: [NL, DE]
  admin_hours: {from: "06:00", to: "22:00"}
privacy:
  data_region: eu
  retention_days: 90
"""


def found():
    own, near, far = (parse(text, name) for text, name in ((OWN, "own"), (NEAR, "near"), (FAR, "far")))
    merged = own.data | {
        "service": far.data["service"] | own.data["service"],
        "business": far.data["business"] | own.data["business"],
        "privacy": far.data["privacy"] | near.data["privacy"] | own.data["privacy"],
    }
    layers = (Layer(document=own), Layer(document=near, profile="near"), Layer(document=far, profile="far"))
    return {one.path: one for one in origins(msgspec.convert(merged, Scope), layers)}


def test_the_nearest_wins():
    values = found()
    assert (values["service.wake_from"].source, values["service.wake_from"].line) == ("customer", 5)
    assert (values["privacy.retention_days"].profile, values["privacy.retention_days"].line) == ("near", 4)
    assert (values["privacy.data_region"].profile, values["privacy.data_region"].line) == ("far", 9)
    assert (values["service.office_hours.days[0]"].profile, values["service.office_hours.days[0]"].value) == (
        "far",
        "mon",
    )


def test_a_list_replaces_the_whole_list():
    values = found()
    assert values["business.countries[0]"].value == "BE"
    assert "business.countries[1]" not in values


def test_what_nobody_wrote_is_of_the_language():
    values = found()
    assert (values["assets.hosts[0].never_contain"].source, values["assets.hosts[0].never_contain"].line) == (
        "language",
        0,
    )
    assert values["response"].source == "language"
    assert values["contacts"].value == ()
    assert "service.observe_until" not in values, "neither written nor given a default"


def test_in_the_order_of_the_file():
    lines = [one.line for one in found().values() if one.source == "customer"]
    assert lines == sorted(lines)


def at(file: str, text: str) -> str:
    """The first line of a file of the repository that holds the text."""
    lines = (root() / file).read_text("utf-8").splitlines()
    return f"{file}:{next(number for number, line in enumerate(lines, 1) if text in line)}"


def test_on_the_command_line(nw):
    status, out, _ = nw("explain", "gouden-aar", "--origin")
    assert status == 0
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert rows["customer.id"].endswith(at("customers/gouden-aar/scope.yaml", "id: gouden-aar"))
    assert rows["service.office_hours.from"].endswith(
        "profile office, " + at("scopes/profiles/office.yaml", 'from: "08:00"')
    )
    assert rows["assets.hosts[0].roams"].endswith("default of the language")
    status, out, _ = nw("explain", "gouden-aar", "--origin", "--format", "json")
    document = json.loads(out)
    assert status == 0
    assert {"path": "customer.id", "value": "gouden-aar"}.items() <= document["values"][2].items()
    assert nw("explain", "gouden-aar", "--origin", "--format", "html")[0] == 2
