"""Findings in the formats of people and programs."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema.validators import validator_for

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.report.findings import FORMATS, errors, render

FINDINGS = (
    ScopeFinding(
        file="customers/a b/scope.yaml", line=3, column=7, code="NW203", message="100% <wrong>\x01", fix="x: 'y'"
    ),
    ScopeFinding(file="b.yaml", line=1, column=1, code="NW303", message="unwatched", severity="warning"),
)
ACCEPTED = ScopeFinding(
    file="c.yaml", line=2, column=1, code="NW303", message="known", severity="warning", accepted="until June, by Ann"
)


def test_json():
    document = json.loads(render(FINDINGS, 2, "json"))
    assert document["customers"] == 2
    first = {"code", "severity", "file", "line", "column", "message", "fix"}
    assert set(document["findings"][0]) == first


def test_text():
    lines = render(FINDINGS, 2, "text").splitlines()
    assert "customers/a b/scope.yaml:3:7:" in lines[0]
    assert lines[1] == "    fix: x: 'y'"
    assert "1 error, 1 warning" in lines[-1]


def test_sarif():
    run = json.loads(render(FINDINGS, 2, "sarif"))["runs"][0]
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "customers/a%20b/scope.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 7}
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == ["NW203", "NW303"]


def test_junit():
    suite = ET.fromstring(render(FINDINGS, 2, "junit"))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert len(suite.findall("testcase/failure")) == 1
    assert len(ET.fromstring(render((), 2, "junit")).findall("testcase")) == 1


def test_github():
    first, second, _ = render(FINDINGS, 2, "github").splitlines()
    assert first.startswith("::error file=customers/a b/scope.yaml,line=3,col=7,title=NW203::100%25 <wrong>")
    assert "%0Afix: x" in first
    assert second.startswith("::warning ")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_to_say(form):
    assert render((), 0, form)
    assert errors(()) == 0


@pytest.mark.parametrize("findings", [(), FINDINGS, (*FINDINGS, ACCEPTED)], ids=["none", "findings", "accepted"])
def test_sarif_is_valid(findings):
    """Against the schema that OASIS publishes with the standard, which lies beside the repository and not in it."""
    standard = Path(__file__).parents[3] / "shared" / "data" / "standards" / "sarif-2.1.0.schema.json"
    if not standard.is_file():
        pytest.skip("the standard's schema is not beside the repository")
    schema = json.loads(standard.read_text(encoding="utf-8"))
    validator_for(schema)(schema).validate(json.loads(render(findings, 2, "sarif")))


def test_accepted_is_told_apart():
    text = render((*FINDINGS, ACCEPTED), 2, "text")
    assert "c.yaml" not in text
    assert "1 error, 1 warning, 1 accepted" in text.splitlines()[-1]
    assert "::notice file=c.yaml,line=2,col=1,title=NW303::known%0Aaccepted: until June" in render(
        (ACCEPTED,), 1, "github"
    )
    suite = ET.fromstring(render((*FINDINGS, ACCEPTED), 2, "junit"))
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")
    assert [part.get("message") for part in suite.findall("testcase/skipped")] == [ACCEPTED.accepted]
    results = json.loads(render((*FINDINGS, ACCEPTED), 2, "sarif"))["runs"][0]["results"]
    justified = [[one["justification"] for one in result["suppressions"]] for result in results]
    assert justified == [[], [], [ACCEPTED.accepted]]


def test_odd_letters_steer_no_terminal_and_break_no_xml():
    odd = ScopeFinding(
        file="a\x1b[2J.yaml", line=1, column=1, code="NW203", message="b\x1b[31m\ufffe", fix="c\x07\u202e"
    )
    first, second, _ = render((odd,), 1, "text").splitlines()
    assert "\x1b[2J" not in first
    assert "\ufffe" not in first
    assert second.isprintable()
    assert ET.fromstring(render((odd,), 1, "junit")).get("failures") == "1"
