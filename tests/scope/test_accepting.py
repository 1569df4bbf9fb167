"""A warning that somebody accepted is quiet for what was looked at, and for no longer than was said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nachtwacht.document.codes import CODES
from nachtwacht.model.finding import Rejected
from nachtwacht.scope import check, load_scope
from nachtwacht.scope.reach import check_reach

SERVERS = "    - {name: srv-02, kind: server, group: attic}\n    - {name: srv-03, kind: server}\n"


@pytest.fixture
def findings(catalog, today, scopes, tmp_path):
    text = (scopes / "good" / "full.yaml").read_text("utf-8")

    def look(entry, day=today):
        file = tmp_path / "some.yaml"
        changed = text.replace("\nuse_cases:  ", f"{SERVERS}\nuse_cases:  ", 1)
        file.write_text(f"{changed}\naccepted_warnings:\n  - {{{entry}}}\n", "utf-8")
        return check(file, catalog, day)

    return look


def entry(warning="NW303", on="srv-02, srv-03", until="2027-03-31", reason="replaced", by="b.dewit"):
    return f'warning: {warning}, on: [{on}], reason: "{reason}", accepted_by: {by}, until: {until}'


def quiet(found):
    return {name for one in found if one.accepted for name in one.about}


def loud(found):
    return sorted(one.code for one in found if not one.accepted)


def test_it_quiets_what_it_names_and_nothing_else(findings):
    found = findings(entry(on="srv-02"))
    assert quiet(found) == {"srv-02"}
    assert loud(found) == ["NW214", "NW303"]
    assert next(one.accepted for one in found if one.accepted) == "replaced; b.dewit; until 2027-03-31"


def test_the_name_of_a_group_stands_for_its_hosts(findings):
    assert quiet(findings(entry(on="attic"))) == {"srv-02"}


def test_an_ended_acceptance_is_said_and_the_warning_is_back(findings, today):
    assert loud(findings(entry(until=today.isoformat()))) == ["NW214"]
    ended = findings(entry(until=(today - timedelta(days=1)).isoformat()))
    assert loud(ended) == ["NW214", "NW303", "NW303", "NW553"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (entry(reason=" "), "NW556"),
        (entry(until="2030-01-01"), "NW555"),
        (entry(warning="NW999"), "NW551"),
        (entry(warning="NW305"), "NW552"),
        (entry(warning="NW554"), "NW552"),
        (entry(on="fin-01"), "NW554"),
    ],
    ids=["reason", "year", "unknown", "error", "acceptance", "idle"],
)
def test_what_quiets_nothing(findings, given, code):
    found = findings(given)
    assert quiet(found) == set()
    assert code in loud(found)
    assert loud(found).count("NW303") == 2


def test_a_name_that_is_not_wanted_is_said(findings):
    found = findings(entry(on="srv-02, srv-03, ws-01"))
    assert quiet(found) == {"srv-02", "srv-03"}
    assert "NW554" in loud(found)


def test_who_accepted_it_is_one_of_the_contacts(findings):
    assert "NW209" in loud(findings(entry(by="somebody")))


def test_no_error_is_ever_accepted(catalog, today, scopes, tmp_path):
    """Every bad example that is an error stays one, whatever the file claims to accept."""
    tried = 0
    for file in sorted((scopes / "bad").glob("*.yaml")):
        loaded = load_scope(file, catalog, today)
        if not isinstance(loaded, Rejected):
            continue
        for one in loaded.findings:
            if one.severity == "error":
                assert not one.accepted
                assert CODES[one.code].severity == "error"
                tried += 1
    assert tried > 60


def test_warnings_of_the_other_file_are_accepted_in_the_scope(catalog, today, scopes, tmp_path):
    text = (scopes / "good" / "full.yaml").read_text("utf-8")
    file = tmp_path / "some.yaml"
    file.write_text(f"{text}\naccepted_warnings:\n  - {{{entry('NW806', 'ws-01')}}}\n", "utf-8")
    scope = load_scope(file, catalog, today)
    assert not isinstance(scope, Rejected)
    hosts = (scopes / "bad_hosts" / "NW806.yaml").read_text("utf-8")
    (tmp_path / "hosts.yaml").write_text(hosts, "utf-8")
    plain = check_reach(tmp_path, scope, catalog)
    known = check_reach(tmp_path, scope, catalog, today)
    assert [one.code for one in plain] == ["NW806"]
    assert all(not one.accepted for one in plain)
    assert [bool(one.accepted) for one in known] == [plain[0].about == ("ws-01",)]
