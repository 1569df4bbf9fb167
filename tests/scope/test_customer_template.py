"""A customer that is made from the template checks clean."""

from __future__ import annotations

import json

import pytest
from cookiecutter.main import cookiecutter

from nachtwacht.catalog import read_catalog, root
from nachtwacht.scope import check
from nachtwacht.scope.checking import inspect
from nachtwacht.scope.reach import check_reach

ANSWERS = [
    {},
    {"id": "fjord", "name": 'Fjord "Øst": no, yes', "country": "NO", "timezone": "Europe/Oslo", "language": "en"},
    {"id": "x1-y", "contract": "012", "contact_phone": "+4722550101", "network": "192.168.7.0/24", "nis2": "essential"},
]


@pytest.mark.parametrize("answers", ANSWERS, ids=["as it is", "quotes", "numbers"])
def test_made_clean(answers, tmp_path, today, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    made = cookiecutter(
        str(root() / "templates" / "customer"),
        no_input=True,
        extra_context=answers,
        output_dir=str(tmp_path / "customers"),
    )
    catalog = read_catalog(root())
    folder = tmp_path / "customers" / answers.get("id", "new-customer")
    assert made == str(folder)
    scope, findings = inspect(folder / "scope.yaml", catalog, today)
    assert findings == ()
    assert check_reach(folder, scope, catalog) == ()


def test_an_open_gate_is_found(tmp_path, today, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    template = root() / "templates" / "customer"
    answers = {"works_council": "pending"}
    cookiecutter(str(template), no_input=True, extra_context=answers, output_dir=str(tmp_path))
    findings = check(tmp_path / "new-customer" / "scope.yaml", read_catalog(root()), today)
    assert [found.code for found in findings] == ["NW601"]
    assert json.loads((template / "cookiecutter.json").read_text())["works_council"]
