"""The packs' rules are standard Sigma: they satisfy the schemas of Sigma 2.1 itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from nachtwacht.detect.sigma.parse import parse

ROOT = Path(__file__).resolve().parents[2]
STANDARD = ROOT.parent / "shared" / "data" / "standards" / "sigma-2.1"
RULES = sorted((ROOT / "detection_packs").glob("*/*.yml"))
pytestmark = pytest.mark.skipif(not STANDARD.is_dir(), reason="the shared data with Sigma's own schemas is not here")


def plain(text):
    """YAML without dates, as JSON Schema wants it."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.name)
def test_satisfies_the_standards_schema(file):
    rule = plain(file.read_text())
    name = "sigma-correlation-rules-schema" if "correlation" in rule else "sigma-detection-rule-schema"
    schema = json.loads((STANDARD / "json-schema" / f"{name}.json").read_text())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(rule)] == []


def test_the_standards_own_examples_can_be_read():
    """Correlations among them build on rules that the examples do not hold, which is all that may be said of them."""
    for file in sorted((STANDARD / "tests" / "schema").rglob("*.yml")):
        _, faults = parse({file.name: file.read_text()})
        assert all("builds on" in fault.what for fault in faults), faults
