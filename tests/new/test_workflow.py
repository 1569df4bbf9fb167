"""The CI workflows: every line of theirs that a shell runs is run here, in a repository with a right and a wrong edit."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from working_tree import CONTENT, Desk, cloned, furnished

from nachtwacht.catalog import root

CI = root() / "templates" / "ci"
GITHUB = yaml.safe_load((CI / "github.yaml").read_text("utf-8"))
GITLAB = yaml.safe_load((CI / "gitlab.yaml").read_text("utf-8"))
STEPS = {step["name"]: step for step in GITHUB["jobs"]["check"]["steps"] if "run" in step}
GATE = "Less watched, or more allowed, needs the customer's consent"
GOOD = ("wait_minutes: 30", "wait_minutes: 25")
BAD = ("wait_minutes: 30", "wait_minuts: 30")
WIDER = ("at_most: 2 per hour", "at_most: 9 per hour")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = furnished(tmp_path_factory.mktemp("origin") / "repository", (*CONTENT, "docs"))
    # The tree that the tests run in may be in the middle of a change.
    done = made.run("./nw", "generate")
    assert done.returncode == 0, done.stderr
    made.git("add", "-A")
    made.git("commit", "-q", "--allow-empty", "-m", "made anew")
    return made


@pytest.fixture
def desk(origin: Desk, tmp_path: Path) -> Desk:
    # Not gouden-aar: the reference shows its file as the example, so that an edit of it makes a page stale.
    return cloned(origin, tmp_path / "checkout", "kanaalzicht")


def github(desk: Desk, *, agreed: bool = False) -> dict[str, int]:
    """Name of each step -> its exit status, as in a pull request against main."""
    summary = desk.top.parent / "summary.md"
    values = {
        "${{ github.base_ref }}": "main",
        "${{ contains(github.event.pull_request.labels.*.name, 'customer-agreed') }}": json.dumps(agreed),
    }
    results = {}
    for name, step in STEPS.items():
        environment = {key: values[value] for key, value in step.get("env", {}).items()}
        done = desk.run("sh", "-e", "-c", step["run"], GITHUB_STEP_SUMMARY=str(summary), **environment)
        assert "Traceback" not in done.stderr
        results[name] = done.returncode
    return results


def gitlab(desk: Desk, job: str, labels: str = "") -> int:
    """The exit status of a job's script, as in a merge request."""
    base = desk.git("rev-parse", "origin/main").strip()
    script = "\n".join(GITLAB[job]["script"])
    more = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_MERGE_REQUEST_LABELS": labels}
    done = desk.run("sh", "-e", "-c", script, **more)
    assert "Traceback" not in done.stderr
    return done.returncode


def edit(desk: Desk, change: tuple[str, str]) -> None:
    desk.edit(*change)
    desk.git("commit", "-q", "-a", "-m", "an edit")


def test_a_right_edit_passes_every_step(desk: Desk) -> None:
    edit(desk, GOOD)
    assert github(desk) == dict.fromkeys(STEPS, 0)
    assert "25" in (desk.top.parent / "summary.md").read_text("utf-8")
    assert json.loads((desk.top / "nachtwacht.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert [gitlab(desk, job) for job in ("scopes", "consent")] == [0, 0]


def test_a_wrong_edit_fails_the_check_and_is_still_written_down(desk: Desk) -> None:
    edit(desk, BAD)
    results = github(desk)
    assert results["Check every scope"] == 1
    assert results["Findings for code scanning"] == 0
    assert results[GATE] == 1
    (run,) = json.loads((desk.top / "nachtwacht.sarif").read_text("utf-8"))["runs"]
    uris = {found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for found in run["results"]}
    assert "customers/kanaalzicht/scope.yaml" in uris
    assert gitlab(desk, "scopes") == 1
    assert "wait_minuts" in ET.tostring(ET.parse(desk.top / "nachtwacht.xml").getroot(), "unicode")


def test_more_rights_pass_with_the_label_only(desk: Desk) -> None:
    edit(desk, WIDER)
    assert github(desk) == dict.fromkeys(STEPS, 0) | {GATE: 1}
    assert github(desk, agreed=True) == dict.fromkeys(STEPS, 0)
    assert gitlab(desk, "scopes") == 0
    labels = ("", "not-customer-agreed", "urgent,customer-agreed")
    assert [gitlab(desk, "consent", one) for one in labels] == [1, 1, 0]


def test_a_program_that_cannot_run_is_no_finding(desk: Desk) -> None:
    (desk.top / "nw").write_text("#!/bin/sh\nexit 2\n", "utf-8")
    assert min(github(desk, agreed=True).values()) != 0
    assert gitlab(desk, "scopes") != 0


def test_a_stale_page_fails(desk: Desk) -> None:
    (desk.top / "scopes" / "scope.schema.json").write_text("{}\n", "utf-8")
    assert github(desk)["Generated files are fresh"] == 1
    assert gitlab(desk, "scopes") == 1


def test_the_workflow_has_no_more_rights_than_it_needs() -> None:
    assert GITHUB["permissions"] == {}
    rights = {name: job["permissions"] for name, job in GITHUB["jobs"].items()}
    assert rights == {
        "check": {"contents": "read"},
        "findings": {"contents": "read", "security-events": "write"},
    }
    assert not any("run" in step for step in GITHUB["jobs"]["findings"]["steps"])


def test_what_outsiders_write_reaches_no_shell() -> None:
    assert [step["run"] for step in STEPS.values() if "${{" in step["run"]] == []


def test_every_action_has_a_version_and_history_is_there() -> None:
    steps = list(itertools.chain.from_iterable(job["steps"] for job in GITHUB["jobs"].values()))
    uses = [step["uses"] for step in steps if "uses" in step]
    assert [one for one in uses if not re.fullmatch(r"[\w./-]+@v\d+", one)] == []
    checkouts = [step["with"] for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert all(given["persist-credentials"] is False for given in checkouts)
    assert checkouts[0]["fetch-depth"] == 0
    assert {GITLAB[job]["variables"]["GIT_DEPTH"] for job in ("scopes", "consent")} == {"0"}
