"""The committed schemas: fresh, schemas, and of one mind with what ``check`` says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from nachtwacht.catalog import read_catalog, root
from nachtwacht.document.parsing import parse
from nachtwacht.report.generated import generated
from nachtwacht.scope import check
from nachtwacht.scope.editor import editor_schemas
from nachtwacht.scope.schema import scope_schema

SCOPES = Path(__file__).parents[1] / "scopes"
GOOD = sorted((SCOPES / "good").glob("*.yaml"))
BAD = sorted((SCOPES / "bad").glob("NW10[1-6]*.yaml"))
CUSTOMERS = sorted((root() / "customers").glob("*/scope.yaml"))
NAMES = ("scope.schema.json", "profile.schema.json", "hosts.schema.json")


def data(file: Path):
    return parse(file.read_text("utf-8"), file.name).data


@pytest.fixture(scope="module")
def refusals(catalog):
    """What an editor would say of a document, with the tests' own catalogue."""
    validator = Draft202012Validator(json.loads(editor_schemas(catalog)["scope.schema.json"]))

    def said(document) -> list[str]:
        return [error.message for error in validator.iter_errors(document)]

    return said


@pytest.fixture(scope="module")
def committed() -> dict[str, dict]:
    return {name: json.loads((root() / "scopes" / name).read_text("utf-8")) for name in NAMES}


def test_generated_files_are_fresh():
    stale = [file.name for file, text in generated(root()).items() if not file.is_file() or file.read_text() != text]
    assert stale == [], "run ./nw generate"


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_schema(committed, name):
    assert committed[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(committed[name])


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_good_examples_fit(file, refusals):
    assert refusals(data(file)) == []


@pytest.mark.parametrize("file", CUSTOMERS, ids=lambda file: file.parent.name)
def test_customers_fit(file, committed):
    Draft202012Validator(committed["scope.schema.json"]).validate(data(file))
    Draft202012Validator(committed["hosts.schema.json"]).validate(data(file.with_name("hosts.yaml")))


@pytest.mark.parametrize("file", sorted((root() / "scopes" / "profiles").glob("*.yaml")), ids=lambda file: file.stem)
def test_profiles_fit(file, committed):
    Draft202012Validator(committed["profile.schema.json"]).validate(data(file))


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_what_is_wrong_in_the_language_is_wrong_in_the_editor(file, refusals):
    assert refusals(data(file))


def test_every_key_has_a_meaning_and_an_example(committed):
    for schema in committed.values():
        for name, part in schema["$defs"].items():
            for key, value in part["properties"].items():
                assert value["description"].endswith("."), f"{name}.{key}"
                assert value["examples"], f"{name}.{key}"


def test_every_word_of_a_choice_has_a_meaning(committed):
    def choices(part):
        if isinstance(part, dict):
            if "enum" in part and part["enum"] != [1]:
                yield part
            part = part.values()
        if not isinstance(part, str | int | float | type(None)):
            for inner in part:
                yield from choices(inner)

    found = list(choices(committed["scope.schema.json"]["$defs"]))
    assert len(found) > 15
    assert [part for part in found if len(part.get("enumDescriptions", ())) != len(part["enum"])] == []


def test_examples_fit_their_keys(committed):
    for schema in committed.values():
        for name, part in schema["$defs"].items():
            for key, value in part["properties"].items():
                wrapped = {"$defs": schema["$defs"], **value}
                for example in value["examples"]:
                    assert list(Draft202012Validator(wrapped).iter_errors(example)) == [], f"{name}.{key}"


def test_the_profile_supplies_what_the_customer_leaves_out():
    schema = scope_schema()["$defs"]
    assert schema["Scope"]["required"] == ["customer"]
    assert "required" not in schema["Service"]
    assert "name" in schema["Contact"]["required"]


def test_the_catalogue_is_offered(committed):
    parts = committed["scope.schema.json"]["$defs"]
    catalog = read_catalog(root())
    assert parts["UseCase"]["properties"]["use"]["enum"] == sorted(catalog.packs)
    assert set(catalog.profiles) < set(parts["Scope"]["properties"]["profile"]["enum"])
    zones = [offer["label"] for offer in parts["Customer"]["properties"]["timezone"]["defaultSnippets"]]
    assert {"Europe/Amsterdam", "Europe/Oslo", "America/New_York"} <= set(zones)


FULL = data(SCOPES / "good" / "full.yaml")


def paths(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from paths(part, (*path, key))


def edited(value, path, new):
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    if len(path) == 1 and new is ...:
        del copy[path[0]]
    else:
        copy[path[0]] = edited(copy[path[0]], path[1:], new)
    return copy


VALUES = st.sampled_from(
    [..., None, True, 0, 7, 1.5, "", "x", "4h", "NL", "22:00", "high", "always", "office", "2026-12-24", "12 per day",
     "malware_execution", "ws-01", [], ["workstations"], ["mon"], ["FR"], {}, {"window": "30m"}]
)  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.tuples(st.sampled_from([path for path in paths(FULL) if path]), VALUES), min_size=1, max_size=3)
)
def test_the_editor_refuses_nothing_that_check_accepts(edits, refusals, catalog, today, tmp_path):
    document = FULL
    for path, new in edits:
        try:
            document = edited(document, path, new)
        except (KeyError, IndexError, TypeError):
            continue  # An earlier edit took that place away.
    refused = refusals(document)
    if refused:
        file = tmp_path / "some.yaml"
        file.write_text(json.dumps(document), "utf-8")  # JSON is YAML.
        assert any(found.severity == "error" for found in check(file, catalog, today)), refused[0]
