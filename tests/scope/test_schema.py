"""The committed schema: fresh, a schema, and of one mind with the typed reading."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator

from nachtwacht.catalog import root
from nachtwacht.document.parsing import parse
from nachtwacht.report.generated import generated
from nachtwacht.scope.schema import scope_schema

GOOD = sorted((Path(__file__).parents[1] / "scopes" / "good").glob("*.yaml"))


def test_generated_files_are_fresh():
    stale = [file.name for file, text in generated(root()).items() if file.read_text("utf-8") != text]
    assert stale == [], "run ./nw generate"


def test_it_is_a_schema():
    Draft202012Validator.check_schema(scope_schema())


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_good_examples_fit(file):
    data = parse(file.read_text("utf-8"), file.name).data
    Draft202012Validator(scope_schema()).validate(data)


def test_every_key_has_a_meaning_and_a_plain_value_an_example():
    for name, part in scope_schema()["$defs"].items():
        for key, value in part["properties"].items():
            assert value["description"].endswith("."), f"{name}.{key}"
            is_part = "$ref" in value or "$ref" in value.get("items", {})
            assert is_part or value["examples"], f"{name}.{key}"


def test_examples_fit_their_keys():
    schema = scope_schema()
    for name, part in schema["$defs"].items():
        for key, value in part["properties"].items():
            for example in value.get("examples", []):
                wrapped = {"$defs": schema["$defs"], **value}
                assert list(Draft202012Validator(wrapped).iter_errors(example)) == [], f"{name}.{key}"


def test_the_profile_supplies_what_the_customer_leaves_out():
    schema = scope_schema()["$defs"]
    assert schema["Scope"]["required"] == ["version", "customer"]
    assert "required" not in schema["Service"]
    assert "name" in schema["Contact"]["required"]
    assert json.loads(msgspec.json.encode(schema))
