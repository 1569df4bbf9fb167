"""What a profile brings to a customer, what it must not bring, and where a mistake in it is reported."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from nachtwacht.catalog import read_catalog, root
from nachtwacht.document.parsing import Document
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected
from nachtwacht.model.scope import Scope
from nachtwacht.scope import check, load_scope
from nachtwacht.scope.profile_checks import check_profiles
from nachtwacht.scope.profiles import chain
from nachtwacht.scope.reach import check_reach

SOLD = sorted(file.stem for file in (root() / "scopes" / "profiles").glob("*.yaml"))
TO = "\N{EN DASH}"
CUSTOMERS = sorted(folder.name for folder in (root() / "customers").iterdir() if folder.is_dir())


@pytest.fixture
def content(tmp_path, scopes) -> Path:
    return shutil.copytree(scopes / "catalogue", tmp_path / "content")


@pytest.fixture(scope="module")
def sold() -> Catalog:
    catalog = read_catalog(root())
    assert isinstance(catalog, Catalog), catalog
    return catalog


def profile(content: Path, name: str, text: str) -> None:
    (content / "scopes" / "profiles" / f"{name}.yaml").write_text(text, "utf-8")


def in_profiles(content: Path) -> list[tuple[str, str, int, int, str]]:
    catalog = read_catalog(content)
    assert isinstance(catalog, Catalog), catalog
    findings = check_profiles(content, catalog)
    return [(found.code, Path(found.file).name, found.line, found.column, found.fix) for found in findings]


def at_customer(content: Path, file: Path, today) -> list[tuple[str, int, int, str, str]]:
    catalog = read_catalog(content)
    assert isinstance(catalog, Catalog), catalog
    return [(f.code, f.line, f.column, f.fix, f.message) for f in check(file, catalog, today)]


def customer(tmp_path: Path, scopes: Path, *changes: tuple[str, str]) -> Path:
    """The small customer whose hours and privacy come from its profile, with some changes to its text."""
    text = (scopes / "good" / "from_the_profile.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file = tmp_path / "small.yaml"
    file.write_text(text, "utf-8")
    return file


# What is sold.


@pytest.mark.parametrize("name", SOLD)
def test_every_profile_alone_makes_a_customer(name, tmp_path, scopes, sold, today):
    """With what is only the customer's own, and nothing else, it is a whole scope without a single finding."""
    file = customer(tmp_path, scopes, ("profile: office", f"profile: {name}"))
    assert check(file, sold, today) == ()
    scope = load_scope(file, sold, today)
    assert isinstance(scope, Scope)
    assert scope.response == ()


def test_the_profiles_that_are_sold_are_right(sold):
    assert SOLD == ["cloud_only", "industrial", "office", "office_and_cloud"]
    assert check_profiles(root(), sold) == ()


def test_the_table_of_profiles_says_what_they_bring(sold):
    table = (root() / "scopes" / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (?:`(\w+)`)? ?\| (.*) \|$", table, re.MULTILINE)
    assert [row[0] for row in rows] == SOLD
    for name, parent, rest in rows:
        brought = sold.profiles[name]
        hours, admin = brought["service"]["office_hours"], brought["business"]["admin_hours"]
        line = chain(name, root())
        assert isinstance(line, tuple)
        assert [Path(document.file).stem for document in line[1:]] == ([parent] if parent else [])
        assert rest.split(" | ") == [
            f"{hours['days'][0]}{TO}{hours['days'][-1]} {hours['from']}{TO}{hours['to']}",
            brought["service"]["wake_from"],
            f"{admin['from']}{TO}{admin['to']}",
            f"{brought['privacy']['retention_days']} days",
        ]
        assert (hours["holidays"], brought["business"]["countries"], brought["privacy"]["data_region"]) == ("NL", ["NL"], "eu")  # fmt: skip


@pytest.mark.parametrize("name", CUSTOMERS)
def test_every_example_customer_checks_clean(name, sold, today):
    folder = root() / "customers" / name
    scope = load_scope(folder / "scope.yaml", sold, today)
    assert isinstance(scope, Scope), scope
    findings = (*check(folder / "scope.yaml", sold, today), *check_reach(folder, scope, sold))
    assert [found for found in findings if not found.accepted] == []


# What is wrong in a profile is reported there, once.


WRONG = [
    ("service: {wake_form: low}", [("NW101", 2, 11, "wake_from")]),
    ("service: {wake_from: hihg}", [("NW104", 2, 22, "high")]),
    ("privacy: {retention_days: ninety}", [("NW103", 2, 27, "")]),
    ("privacy: {retention_days: 0}", [("NW106", 2, 27, "")]),
    ("business: {countries: [QQ]}", [("NW206", 2, 24, "")]),
    ("business: {countries: []}", [("NW211", 2, 23, "[NL]")]),
    ("service: {office_hours: {holidays: XX}}", [("NW207", 2, 36, "")]),
    ("service: {office_hours: {from: '18:00'}}", [("NW110", 2, 11, "")]),
    ("business: {admin_hours: {from: '06:00', to: '06:00'}}", [("NW110", 2, 45, "")]),
    ("use_cases: [{use: malware_exection, on: [pcs]}]", [("NW202", 2, 19, "malware_execution")]),
    ("use_cases: [{use: malware_execution, on: [pcs], with: {mots: 3}}]", [("NW208", 2, 56, "most")]),
    ("response: [{allow: isolate_endpont, on: [pcs], when: always, from_severity: high, approval: none, at_most: 3 per hour}]", [("NW204", 2, 20, "isolate_endpoint")]),
    ("response: [{allow: isolate_endpoint, on: [pcs], when: always, from_severity: high, approval: none, at_most: 3 per hour}]", [("NW403", 2, 20, "undo_after: 4h")]),
    ("customer: {name: Bakery}", [("NW911", 2, 1, "remove it")]),
    ("contacts: [{name: A}]", [("NW911", 2, 1, "remove it")]),
    ("assets: {hosts: [{name: x}]}", [("NW911", 2, 1, "remove it")]),
    ("exclusions: [{reason: x}]", [("NW911", 2, 1, "remove it")]),
    ("change_windows: [{reason: x}]", [("NW911", 2, 1, "remove it")]),
    ("accepted_warnings: [{reason: x}]", [("NW911", 2, 1, "remove it")]),
    ("service: {observe_until: 2026-12-01}", [("NW911", 2, 11, "remove it")]),
    ("privacy: {processor_agreement: X, works_council: {status: agreed}}", [("NW911", 2, 11, "remove it"), ("NW911", 2, 35, "remove it")]),
    ("profile: office", [("NW101", 2, 1, "extends")]),
    ("extends: office\nprofile: office", [("NW101", 3, 1, "remove it")]),
    ("# password: hunter2hunter2", [("NW603", 2, 3, "remove it, and replace the secret itself")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRONG, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_wrong_in_a_profile(text, expected, content):
    profile(content, "tried", f"version: 1\n{text}\n")
    assert in_profiles(content) == [(code, "tried.yaml", line, column, fix) for code, line, column, fix in expected]


RIGHT = ["exclusions: []", "contacts: []", "response: []", "use_cases: [{use: malware_execution, on: [pcs]}]", "privacy: {nis2: {class: essential}}"]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_in_a_profile(text, content):
    profile(content, "tried", f"version: 1\n{text}\n")
    assert in_profiles(content) == []


def test_a_version_is_wanted(content):
    profile(content, "tried", "service: {wake_from: low}\n")
    assert [found[:4] for found in in_profiles(content)] == [("NW102", "tried.yaml", 1, 1)]


def test_a_mistake_is_reported_where_it_stands_and_not_again_in_what_builds_on_it(content):
    profile(content, "below", "version: 1\nbusiness: {countries: [NL, QQ]}\nservice: {wake_form: low}\n")
    profile(content, "above", "version: 1\nextends: below\nprivacy: {retention_days: 10}\n")
    profile(content, "senseless", "version: 1\nbusiness: {countries: [NL, QR]}\n")
    profile(content, "heir", "version: 1\nextends: senseless\nservice: {office_hours: {holidays: XX}}\n")
    assert in_profiles(content) == [
        ("NW101", "below.yaml", 3, 11, "wake_from"),
        ("NW207", "heir.yaml", 3, 36, ""),
        ("NW206", "senseless.yaml", 2, 28, ""),
    ]


def test_what_only_goes_wrong_together_is_reported_in_the_profile_that_builds_on_the_other(content):
    profile(content, "late", "version: 1\nextends: office\nservice: {office_hours: {from: '18:00'}}\n")
    assert in_profiles(content) == [("NW110", "late.yaml", 3, 11, "")]


# At the customer.


def test_a_customers_file_wins_key_by_key(tmp_path, scopes, catalog, today):
    changed = ("assets:", "service: {office_hours: {to: '12:00'}}\nbusiness: {countries: [BE]}\nassets:")
    scope = load_scope(customer(tmp_path, scopes, changed), catalog, today)
    assert isinstance(scope, Scope)
    hours = scope.service.office_hours
    assert (hours.start, hours.end, hours.holidays, scope.service.wake_from) == ("08:00", "12:00", "NL", "high")
    assert scope.business.countries == ("BE",)


def test_a_group_that_only_the_profile_speaks_of_is_told_at_the_line_that_names_the_profile(
    content, tmp_path, scopes, today
):
    profile(content, "watched", "version: 1\nextends: office\nuse_cases: [{use: malware_execution, on: [laptops]}]\n")
    named = ("profile: office", "profile: watched")
    dropped = ("use_cases: [{use: malware_execution, on: [pcs]}]\n", "")
    told, *others = at_customer(content, customer(tmp_path, scopes, named, dropped), today)
    assert told[:4] == ("NW203", 3, 10, "")
    assert told[4].startswith("the profile 'watched' brings what does not fit here: 'laptops' is no asset or group")
    assert "NW303" in {code for code, *_ in others}


def test_a_wrong_value_of_the_profile_offers_no_mend_to_paste_over_its_name(content, tmp_path, scopes, today):
    profile(
        content, "odd", "version: 1\nextends: office\nservice: {office_hours: {holidays: HOLLAND}, wake_from: hihg}\n"
    )
    found = at_customer(content, customer(tmp_path, scopes, ("profile: office", "profile: odd")), today)
    assert {(code, line, column, fix) for code, line, column, fix, _ in found} <= {
        ("NW104", 3, 10, ""),
        ("NW207", 3, 10, ""),
    }
    assert found
    assert all("the profile 'odd' brings" in message for *_, message in found)


def test_what_the_customer_must_add_beside_the_profile_is_not_blamed_on_it(content, tmp_path, scopes, today):
    profile(content, "thin", "version: 1\nservice: {wake_from: low}\n")
    found = at_customer(content, customer(tmp_path, scopes, ("profile: office", "profile: thin")), today)
    assert {code for code, *_ in found} == {"NW102"}
    assert not any("brings" in message for *_, message in found)


def test_a_profile_that_does_not_exist_is_one_finding(tmp_path, scopes, catalog, today):
    (found,) = check(customer(tmp_path, scopes, ("profile: office", "profile: offise")), catalog, today)
    assert (found.code, found.line, found.column, found.fix) == ("NW107", 3, 10, "office")


@pytest.mark.parametrize(
    ("new", "line", "fix"),
    [("extends: office", 3, "profile"), ("profile: office\nextends: office", 4, "remove it")],
)
def test_extends_in_a_customers_file(new, line, fix, content, tmp_path, scopes, today):  # noqa: PLR0917  Fixtures.
    """One finding: what the profile would have brought is not called missing as well."""
    (found,) = at_customer(content, customer(tmp_path, scopes, ("profile: office", new)), today)
    assert found[:4] == ("NW101", line, 1, fix)
    assert "'profile'" in found[4]


@pytest.mark.parametrize("value", ["[office]", "{name: office}", "7", "true", "", "''", "Office Cloud", '"../office"'])
def test_what_is_no_name_of_a_profile(value, tmp_path, scopes, catalog, today):
    file = customer(tmp_path, scopes, ("profile: office", f"profile: {value}"))
    findings = check(file, catalog, today)
    assert isinstance(load_scope(file, catalog, today), Rejected)
    assert findings
    assert not any("brings what does not fit" in found.message for found in findings)


def test_the_origin_of_values_can_be_followed():
    line = chain("office_and_cloud", root())
    assert isinstance(line, tuple)
    assert all(isinstance(document, Document) for document in line)
    assert [("privacy", "retention_days") in document.places for document in line] == [True, True]
    assert [("service", "wake_from") in document.places for document in line] == [False, True]
    assert isinstance(chain("offce", root()), Rejected)
