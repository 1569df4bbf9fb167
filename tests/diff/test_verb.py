"""``nw diff`` as it is called, over real repositories."""

from __future__ import annotations

import json
import shutil

import pytest

EDITS = {
    "lost": ("  - {use: malware_execution, on: [workstations]}\n", "", 1, "we will no longer watch for"),
    "severity": ("on: [finance], severity: high", "on: [finance], severity: low", 1, "counts as less severe"),
    "country": ("countries: [NL, BE, DE]", "countries: [NL, BE, DE, CN]", 1, "no longer counts as foreign"),
    "fewer countries": ("countries: [NL, BE, DE]", "countries: [NL, BE]", 0, "counts as foreign from now on"),
    "approval": (
        "from_severity: high\n    approval: none",
        "from_severity: high\n    approval: analyst",
        0,
        "when our analyst agrees",
    ),
    "ceiling": ("at_most: 3 per hour", "at_most: 9 per hour", 1, "at most 9 times an hour"),
    "never contain": (", never_contain: true", "", 1, "may be cut off from now on"),
    "exclusion": ("until: 2027-01-03", "until: 2027-01-09", 1, "for longer: until 9 January 2027"),
    "shorter exclusion": ("until: 2027-01-03", "until: 2027-01-02", 0, "for less long"),
    "number": ("+31 20 555 0101", "+31 20 555 0109", 0, "number of A. Molenaar"),
    "admin hours": ('"06:00", to: "22:00"', '"05:00", to: "22:00"', 1, "ordinary in more hours"),
    "sooner": ("observe_until: 2026-11-01", "observe_until: 2026-10-25", 1, "automatic response begins on"),
    "retention": ("privacy:   ", "privacy:\n  retention_days: 30   ", 1, "kept for 30 days, was 90 days"),
    "wake": ("wake_from: high", "wake_from: critical", 1, "we call only for critical"),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_an_edit_means(repository, nw, name):
    old, new, wanted, said = EDITS[name]
    repository.edit(old, new)
    status, out, err = nw("gouden-aar")
    assert (status, err) == (wanted, "")
    assert said in out
    assert ("[needs consent]" in out) is bool(wanted)
    assert nw("gouden-aar", "--accept")[0] == 0
    assert nw("gouden-aar", "--lang", "nl")[0] == wanted


def test_the_tree_and_the_index_stay_as_they_are(repository, nw):
    repository.edit("wake_from: high", "wake_from: low")
    before = repository.git("status", "--porcelain=v2")
    assert nw()[0] == 0
    assert repository.git("status", "--porcelain=v2") == before


def test_comments_change_nothing(repository, nw):
    repository.edit("version: 1\n", "version: 1  # of the language\n")
    status, out, _ = nw("gouden-aar")
    assert (status, "Nothing changes for the customer." in out, "Only comments" in out) == (0, True, True)


def test_a_value_from_the_profile_changes_nothing(repository, nw):
    repository.edit("  wake_from: high ", "  #: high ")
    status, out, _ = nw("gouden-aar")
    assert status == 0
    assert "Nothing changes" in out
    assert "service > wake from" in out


def test_without_an_edit(repository, nw):
    assert nw("gouden-aar")[:2] == (
        0,
        "Bakkerij De Gouden Aar (gouden-aar)\n  = Nothing changes for the customer.\n",
    )
    assert nw()[:2] == (0, "Unchanged: 1 of 1 customers.\n")


def test_a_profile_changes_its_customers(repository, nw):
    profile = repository.top / "scopes" / "profiles" / "office.yaml"
    repository.edit("retention_days: 90", "retention_days: 60", profile)
    status, out, _ = nw()
    assert status == 1
    assert "data is kept for 60 days" in out


def test_a_pack_changes_its_customers(repository, nw):
    repository.edit(
        "severity: high", "severity: low", repository.top / "detection_packs" / "malware_execution" / "pack.yaml"
    )
    status, out, _ = nw()
    assert status == 1
    assert "counts as less severe: low, was high" in out


def test_a_new_customer_and_one_that_goes(repository, nw):
    other = repository.scope.parents[1] / "tweede"
    shutil.move(repository.scope.parent, other)
    repository.edit("id: gouden-aar", "id: tweede", other / "scope.yaml")
    document = json.loads(nw("--format", "json")[1])
    lost, gained = document["customers"]
    assert (lost["customer"], len(lost["coverage"]["lost"]), lost["coverage"]["gained"]) == ("gouden-aar", 3, [])
    assert (gained["customer"], len(gained["coverage"]["gained"]), gained["coverage"]["lost"]) == ("tweede", 3, [])
    assert lost["needs_consent"]
    assert nw("gouden-aar")[0] == 1


@pytest.mark.parametrize("named", ["nowhere", "-x", "--output=x", "", "HEAD~99", "a b", "HEAD\n"])
def test_a_base_that_is_none(repository, nw, named):
    status, out, err = nw("gouden-aar", f"--base={named}")
    assert (status, out) == (2, "")
    assert "fix: " in err
    assert not (repository.top / "x").exists()


def test_another_base(repository, nw):
    repository.edit("wake_from: high", "wake_from: critical")
    repository.commit()
    assert nw("gouden-aar")[0] == 0
    assert nw("gouden-aar", "--base", "HEAD~1")[0] == 1


def test_no_repository(repository, nw):
    shutil.rmtree(repository.top / ".git")
    status, _, err = nw()
    assert status == 2
    assert "in no git repository" in err


def test_no_commit_yet(repository, nw):
    shutil.rmtree(repository.top / ".git")
    repository.git("init", "-q")
    status, _, err = nw()
    assert status == 2
    assert "commit once" in err


def test_a_shallow_clone(repository, nw, tmp_path, monkeypatch):
    repository.commit()
    repository.git("clone", "-q", "--depth", "1", repository.top.as_uri(), str(tmp_path / "clone"))
    monkeypatch.setenv("NACHTWACHT_ROOT", str(tmp_path / "clone"))
    status, _, err = nw("--base", "HEAD~1")
    assert status == 2
    assert "git fetch --unshallow" in err


def test_customers_in_a_repository_of_their_own(repository, nw, tmp_path, monkeypatch):
    shutil.move(repository.scope.parents[1], tmp_path / "customers")
    monkeypatch.setenv("NACHTWACHT_CUSTOMERS", str(tmp_path / "customers"))
    assert nw()[0] == 2
    repository.git("-C", str(tmp_path / "customers"), "init", "-q")
    repository.git("-C", str(tmp_path / "customers"), "add", "-A")
    repository.git("-C", str(tmp_path / "customers"), "commit", "-q", "-m", "all")
    assert nw("gouden-aar")[0] == 0
    repository.edit("wake_from: high", "wake_from: critical", tmp_path / "customers" / "gouden-aar" / "scope.yaml")
    assert nw("gouden-aar")[0] == 1


def test_a_file_with_errors_now(repository, nw):
    repository.edit("on: [finance]", "on: [finances]")
    status, _, err = nw("gouden-aar")
    assert status == 1
    assert "NW203" in err


def test_a_base_that_cannot_be_read(repository, nw):
    good = repository.scope.read_text("utf-8")
    repository.edit("version: 1\n", "version: 1\nwhat: [\n")
    repository.commit()
    repository.scope.write_text(good, "utf-8")
    status, _, err = nw("gouden-aar")
    assert status == 1
    assert "cannot be read" in err
    assert "HEAD:customers/gouden-aar/scope.yaml" in err
    status, out, _ = nw("gouden-aar", "--accept")
    assert status == 0
    assert "new customer" in out


def test_a_base_with_findings_is_compared_with(repository, nw):
    good = repository.scope.read_text("utf-8")
    repository.edit("on: [finance]", "on: [finances]")
    repository.commit()
    repository.scope.write_text(good, "utf-8")
    status, out, _ = nw("gouden-aar")
    assert status == 0
    assert "we will watch for" in out


def test_attributes_hide_nothing(repository, nw):
    (repository.top / ".gitattributes").write_text("customers/** export-ignore\n")
    repository.commit()
    repository.edit("  - {use: malware_execution, on: [workstations]}\n", "")
    status, out, _ = nw("gouden-aar")
    assert status == 1
    assert "no longer watch" in out


def test_an_unknown_customer(repository, nw):
    status, _, err = nw("gouden-ar")
    assert status == 2
    assert "nw diff gouden-aar" in err


@pytest.mark.parametrize("form", ["text", "json", "markdown", "github"])
def test_every_form(repository, nw, form):
    repository.edit("name: A. Molenaar", "name: A. @Molenaar")
    repository.edit("wake_from: high", "wake_from: critical")
    status, out, _ = nw("--format", form)
    assert status == 1
    assert "we call only for critical" in out.replace("\\", "")
    assert form != "markdown" or "@Molenaar" not in out
    assert form != "github" or "::warning file=customers/gouden-aar/scope.yaml,title=" in out


def test_json_is_stable(repository, nw):
    repository.edit("at_most: 3 per hour", "at_most: 9 per hour")
    (entry,) = json.loads(nw("--format", "json")[1])["customers"]
    assert set(entry) == {"customer", "nothing", "needs_consent", "notes", "sections", "coverage", "response"}
    assert {shift["asset"] for shift in entry["response"]["widened"]} == {"ws-01"}
    assert [section["subject"] for section in entry["sections"]] == ["response"]
