"""Findings in the formats of people and programs."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.report.findings import FORMATS, errors, render

FINDINGS = (
    ScopeFinding(
        file="customers/a b/scope.yaml", line=3, column=7, code="NW203", message="100% <wrong>\x01", fix="x: 'y'"
    ),
    ScopeFinding(file="b.yaml", line=1, column=1, code="NW303", message="unwatched", severity="warning"),
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
