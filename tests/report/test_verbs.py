"""The verbs check, plan, report and generate, as they are called."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from nachtwacht.catalog import root
from nachtwacht.cli import main

EXAMPLE = Path(__file__).parents[1] / "scopes" / "catalogue"


@pytest.fixture
def repository(tmp_path, monkeypatch) -> Path:
    """The small catalogue with the example customer."""
    here = shutil.copytree(EXAMPLE, tmp_path / "repository")
    customer = root() / "customers" / "gouden-aar"
    folder = here / "customers" / "gouden-aar"
    folder.mkdir(parents=True)
    for name in ("scope.yaml", "hosts.yaml"):
        shutil.copy(customer / name, folder)
    monkeypatch.setenv("NACHTWACHT_ROOT", str(here))
    monkeypatch.setenv("NACHTWACHT_LAB", str(tmp_path / "lab"))
    monkeypatch.setenv("NACHTWACHT_TODAY", "2026-11-24")
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def nw(capsys):
    def call(*arguments: str):
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return call


def broken(repository: Path) -> None:
    file = repository / "customers" / "gouden-aar" / "scope.yaml"
    file.write_text(file.read_text("utf-8").replace("on: [finance]", "on: [finances]"), "utf-8")


def test_check(repository, nw):
    status, out, _ = nw("check", "gouden-aar", "--format", "json")
    assert status == 0
    assert json.loads(out) == {"findings": [], "customers": 1}


def test_check_names_file_line_and_fix(repository, nw):
    broken(repository)
    status, out, _ = nw("check")
    assert status == 1
    assert "customers/gouden-aar/scope.yaml:56:39: error NW203 'finances' is no asset or group of this scope" in out
    assert "    fix: finance" in out


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github"])
def test_every_format(repository, nw, form):
    broken(repository)
    status, out, _ = nw("check", "--format", form)
    assert status == 1
    assert "NW203" in out


def test_check_looks_at_hosts_too(repository, nw):
    file = repository / "customers" / "gouden-aar" / "hosts.yaml"
    file.write_text(file.read_text("utf-8").replace("ws-01:", "ws-1:"), "utf-8")
    status, out, _ = nw("check", "--no-content", "--format", "json")
    assert status == 1
    assert [found["code"] for found in json.loads(out)["findings"]] == ["NW801", "NW802"]


def test_a_broken_catalogue_is_reported(repository, nw):
    (repository / "runbooks" / "ask_customer.yaml").write_text("name: [", "utf-8")
    status, out, _ = nw("check")
    assert status == 1
    assert "runbooks/ask_customer.yaml:" in out


def test_a_broken_profile_is_reported_in_its_own_file(repository, nw):
    profile = repository / "scopes" / "profiles" / "office.yaml"
    profile.write_text(profile.read_text("utf-8").replace("wake_from: high", "wake_form: hihg"), "utf-8")
    status, out, _ = nw("check", "--no-content", "--format", "json")
    assert status == 1
    found = {(one["file"], one["line"], one["code"], one["fix"]) for one in json.loads(out)["findings"]}
    assert ("scopes/profiles/office.yaml", 8, "NW101", "wake_from") in found


def test_an_unknown_customer_is_wrong_use(repository, nw):
    status, _, err = nw("check", "gouden-ar")
    assert status == 2
    assert "gouden-aar" in err


def test_no_customers(repository, nw):
    shutil.rmtree(repository / "customers")
    assert nw("check", "--no-content", "--format", "json")[:2] == (0, '{"findings":[],"customers":0}\n')


def test_plan(repository, nw):
    status, out, _ = nw("plan", "gouden-aar", "--no-resources", "--format", "json")
    document = json.loads(out)
    assert status == 0
    assert len(document["coverage"]["gained"]) == 3
    assert document["resources"] is None
    assert nw("plan", "gouden-aar", "--no-resources")[0] == 0


@pytest.mark.parametrize("verb", [("plan", "--no-resources"), ("report",)])
def test_a_broken_scope_stops_before_anything(repository, nw, verb):
    broken(repository)
    status, out, err = nw(verb[0], "gouden-aar", *verb[1:])
    assert (status, out) == (1, "")
    assert "scope.yaml:56:39: error NW203" in err
    assert not (repository / "customers" / "gouden-aar" / "state").exists()


def test_report(repository, nw, tmp_path):
    page = tmp_path / "deep" / "report.html"
    status, out, err = nw("report", "gouden-aar", "--format", "html", "--output", str(page))
    assert (status, out) == (0, "")
    assert str(page) in err
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert "nog niets bewezen" in nw("report", "gouden-aar")[1]
    assert "None of it is proven yet" in " ".join(nw("report", "gouden-aar", "--lang", "en")[1].split())
    assert json.loads(nw("report", "gouden-aar", "--format", "json")[1])["states"]["unproven"] == 3


def test_a_report_that_cannot_be_written(repository, nw, tmp_path):
    (tmp_path / "file").write_text("")
    status, _, err = nw("report", "gouden-aar", "--output", str(tmp_path / "file" / "report.txt"))
    assert status == 2
    assert "cannot be written" in err


def test_generate(repository, nw):
    status, _, err = nw("generate", "--check")
    assert status == 1
    assert "./nw generate" in err
    assert nw("generate")[0] == 0
    assert nw("generate", "--check")[:2] == (0, "")
    assert (repository / "docs" / "reference" / "NW203.md").is_file()


def test_a_code_is_explained(repository, nw):
    status, out, _ = nw("check", "--explain", "nw203")
    assert status == 0
    assert out.startswith("NW203 (error): An asset or a group that does not exist")
    status, _, err = nw("check", "--explain", "NW2O3")
    assert status == 2
    assert "there is no code 'NW2O3'" in err


def test_check_into_a_file(repository, nw, tmp_path):
    status, out, _ = nw("check", "gouden-aar", "--format", "json", "--output", str(tmp_path / "new" / "found.json"))
    assert (status, out) == (0, "")
    assert json.loads((tmp_path / "new" / "found.json").read_text()) == {"findings": [], "customers": 1}
    assert nw("check", "gouden-aar", "--output", str(tmp_path))[0] == 2
