"""What a change means, in sentences."""

from __future__ import annotations

import json

from msgspec.structs import replace

from nachtwacht.model.scope import Host
from nachtwacht.plan import differences, plan
from nachtwacht.report.plan import Outlook, Resources, plan_json, plan_text, sentences

RESOURCES = Resources(create=3, update=0, delete=0, same=1, changes=(("create", "gw-01/table"),), saved="p.json")


def preview(before, after, **more):
    return Outlook(before=before, after=after, change=differences(before, after), **more)


def grown(scope, number):
    hosts = [Host(name=f"pc-{n:02}", kind="workstation", group="workstations") for n in range(number)]
    return replace(scope, assets=replace(scope.assets, hosts=(*scope.assets.hosts, *hosts)))


def test_many_workstations_are_one_sentence(scope, catalog):
    said = sentences(preview(plan(scope, catalog), plan(grown(scope, 41), catalog)), catalog)
    how = "without asking, from severity high, at most 3 times an hour, undone after 4 hours"
    assert said["widened"] == [f"we may now isolate 41 workstations at any hour: {how}"]


def test_dutch(scope, catalog):
    after = replace(scope, response=(replace(scope.response[0], approval="customer", undo_after="1h"),))
    said = sentences(preview(plan(scope, catalog), plan(after, catalog)), catalog, "nl")
    changed = "als u akkoord bent (was: zonder te vragen), na 1 uur teruggedraaid (was: 4 uur)"
    assert said["narrowed"] == [
        f"we mogen 3 werkplekken afzonderen, op elk uur: {changed}",
        "we mogen niet meer op gateway gw-01 verkeer naar een adres buiten blokkeren, op elk uur",
    ]


def test_lost_coverage_is_said_by_its_title(scope, catalog):
    after = plan(replace(scope, use_cases=scope.use_cases[1:]), catalog)
    said = sentences(preview(plan(scope, catalog), after), catalog)
    assert said["lost"][0] == "we will no longer watch for “Phishing, then foreign traffic” on ws-01"


def test_nothing_changes(scope, catalog):
    planned = plan(scope, catalog)
    assert "stay as they are" in plan_text(preview(planned, planned), catalog)


def test_json(scope, catalog):
    after = plan(scope, catalog)
    document = json.loads(plan_json(preview(None, after, resources=RESOURCES), catalog))
    assert len(document["coverage"]["gained"]) == len([cell for cell in after.cells if cell.state == "unproven"])
    assert document["coverage"]["lost"] == []
    assert document["resources"]["create"] == 3
    assert document["needs_consent"] is True
    assert {cell["state"] for cell in document["cells"]} == {"unproven", "impossible"}
    assert {entry["before"] for entry in document["response"]["widened"]} == {None}


def test_text_asks_for_the_id(scope, catalog):
    text = plan_text(preview(None, plan(scope, catalog), resources=RESOURCES), catalog)
    assert "3 to create, 0 to update, 0 to delete, 1 as they are" in text
    assert "./nw provision gouden-aar" in text
