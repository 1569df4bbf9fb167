"""The pre-commit hook, run by git itself: it judges what is staged, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
import yaml
from working_tree import Desk, cloned, furnished

from nachtwacht.catalog import root

HOOK = root() / "templates" / "pre_commit" / "pre-commit"
GOOD = ("wait_minutes: 30", "wait_minutes: 25")
BAD = ("wait_minutes: 30", "wait_minuts: 30")
REFUSED = "the commit is refused"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return furnished(tmp_path_factory.mktemp("origin") / "repository")


@pytest.fixture
def desk(origin: Desk, tmp_path: Path) -> Desk:
    made = cloned(origin, tmp_path / "a desk")
    shutil.copy(HOOK, made.top / ".git" / "hooks" / "pre-commit")
    temporary = tmp_path / "temporary files"
    temporary.mkdir()
    made.environment["TMPDIR"] = str(temporary)
    return made


def commit(desk: Desk, *arguments: str):
    """The commit, and its place in history before and after; the hook's folder must be gone in every case."""
    before = desk.git("rev-parse", "HEAD")
    done = desk.run("git", "commit", "-q", "-m", "an edit", *arguments)
    assert list(Path(desk.environment["TMPDIR"]).iterdir()) == []
    assert (desk.git("rev-parse", "HEAD") != before) == (done.returncode == 0)
    return done


def test_a_good_edit_passes_and_its_meaning_is_told(desk: Desk) -> None:
    desk.edit(*GOOD)
    done = commit(desk, "-a")
    assert done.returncode == 0, done.stderr
    assert "1 customer checked: right" in done.stderr
    assert "25" in done.stderr, "what the edit means"


def test_a_bad_edit_is_refused_at_its_line(desk: Desk) -> None:
    desk.edit(*BAD)
    desk.git("add", "-A")
    done = commit(desk)
    line = desk.scope.read_text("utf-8").splitlines().index("    wait_minuts: 30") + 1
    assert done.returncode == 1
    assert f"customers/gouden-aar/scope.yaml:{line}:" in done.stderr
    assert REFUSED in done.stderr


def test_what_is_staged_counts_and_not_what_stands_in_the_folder(desk: Desk) -> None:
    right = desk.scope.read_text("utf-8")
    desk.edit(*BAD)
    desk.git("add", "-A")
    desk.scope.write_text(right, "utf-8")
    assert REFUSED in commit(desk).stderr
    desk.edit(*GOOD)
    desk.git("add", "-A")
    desk.edit("wait_minutes: 25", "wait_minuts: 25")
    done = commit(desk)
    assert done.returncode == 0, done.stderr
    assert "wait_minuts" in desk.scope.read_text("utf-8"), "the working tree is left alone"


def test_a_commit_of_some_paths_is_judged_by_what_it_holds(desk: Desk) -> None:
    desk.edit(*BAD)
    (desk.top / "note.txt").write_text("a note", "utf-8")
    desk.git("add", "note.txt")
    assert commit(desk, "note.txt").returncode == 0
    assert REFUSED in commit(desk, str(desk.scope)).stderr


def test_consent_is_asked_in_ci_and_not_here(desk: Desk) -> None:
    desk.edit("at_most: 3 per hour", "at_most: 9 per hour")
    done = commit(desk, "-a")
    assert done.returncode == 0, done.stderr
    assert "CI will ask" in done.stderr


def test_without_a_customer_nothing_is_run(desk: Desk) -> None:
    (desk.top / "nw").write_text("#!/bin/sh\nexit 9\n", "utf-8")
    done = commit(desk, "-a")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["Gouden Aar", "a\nb", "-x", "gouden-aar*", "ø", "$(touch here)", '"'])
def test_odd_names_are_findings_or_no_matter_and_never_commands(desk: Desk, name: str) -> None:
    shutil.copytree(desk.scope.parent, desk.top / "customers" / name)
    desk.git("add", "-A")
    done = commit(desk)
    assert done.returncode == 1
    lines = desk.scope.read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "id: gouden-aar" in text)
    assert f"scope.yaml:{line}:" in done.stderr, "the id is not the folder's name"
    assert REFUSED in done.stderr
    assert "Traceback" not in done.stderr
    assert not (desk.top / "here").exists()


def test_an_odd_name_within_a_customer_is_no_matter(desk: Desk) -> None:
    (desk.scope.parent / "a 'note'\n; exit 3.txt").write_text("a note", "utf-8")
    desk.git("add", "-A")
    done = commit(desk)
    assert done.returncode == 0, done.stderr


def test_content_that_changes_is_checked_against_every_customer(desk: Desk) -> None:
    desk.git("rm", "-q", "-r", "scopes/profiles")
    done = commit(desk)
    assert done.returncode == 1
    assert "customers/gouden-aar/scope.yaml" in done.stderr


def test_a_customer_may_go(desk: Desk) -> None:
    desk.git("rm", "-q", "-r", "customers/gouden-aar")
    done = commit(desk)
    assert done.returncode == 0, done.stderr
    assert "2 customers checked: right" in done.stderr


def test_the_first_commit_of_all(desk: Desk) -> None:
    desk.git("checkout", "-q", "--orphan", "fresh")
    done = desk.run("git", "commit", "-q", "-m", "a beginning")
    assert done.returncode == 0, done.stderr
    desk.git("checkout", "-q", "--orphan", "again")
    desk.edit(*BAD)
    desk.git("add", "-A")
    assert REFUSED in desk.run("git", "commit", "-q", "-m", "a beginning").stderr


def test_in_a_second_working_tree_and_as_a_link(desk: Desk, tmp_path: Path) -> None:
    desk.git("worktree", "add", "-q", str(tmp_path / "second"))
    hook = desk.top / ".git" / "hooks" / "pre-commit"
    hook.unlink()
    hook.symlink_to(HOOK)
    desk.top = tmp_path / "second"
    desk.edit(*BAD)
    assert REFUSED in commit(desk, "-a").stderr
    desk.edit(BAD[1], GOOD[1])
    done = commit(desk, "-a")
    assert done.returncode == 0, done.stderr


def test_without_nw_it_says_what_to_do(desk: Desk) -> None:
    desk.edit(*GOOD)
    desk.git("rm", "-q", "nw")
    done = commit(desk, "-a")
    assert done.returncode == 1
    assert "fix: install the hook in a clone" in done.stderr


def test_the_framework_is_told_the_same_twice() -> None:
    (offered,) = yaml.safe_load((root() / ".pre-commit-hooks.yaml").read_text("utf-8"))
    config = yaml.safe_load((HOOK.parent / "pre-commit-config.yaml").read_text("utf-8"))
    (local,) = config["repos"][0]["hooks"]
    assert {key: value for key, value in offered.items() if key != "description"} == local
    assert os.access(root() / local["entry"], os.X_OK)
    concerned = re.compile(local["files"])
    assert concerned.search("customers/gouden-aar/scope.yaml")
    assert not concerned.search("docs/customers/readme.md")
