"""Every bad example gives what its first line says; every good one gives nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nachtwacht.catalog import root
from nachtwacht.document.codes import CODES
from nachtwacht.model.finding import Rejected
from nachtwacht.model.scope import Scope
from nachtwacht.scope import check, load_scope
from nachtwacht.scope.reach import check_reach

SCOPES = Path(__file__).parents[1] / "scopes"
BAD = sorted((SCOPES / "bad").glob("*.yaml"))
BAD_HOSTS = sorted((SCOPES / "bad_hosts").glob("*.yaml"))
GOOD = sorted((SCOPES / "good").glob("*.yaml"))


def expected(file: Path) -> list[str]:
    first = file.read_text("utf-8").splitlines()[0]
    assert first.startswith("# expect: ")
    return first.removeprefix("# expect: ").split(" | ")


def said(findings):
    return [f"{f.code} {f.line}:{f.column}" + (f" fix {f.fix}" if f.fix else "") for f in findings]


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_bad_scope(file, catalog, today):
    findings = check(file, catalog, today)
    assert said(findings) == expected(file)
    assert file.stem.split("-")[0] in {found.code for found in findings}
    loaded = load_scope(file, catalog, today)
    assert isinstance(loaded, Rejected) == any(found.severity == "error" for found in findings)


@pytest.mark.parametrize("file", BAD_HOSTS, ids=lambda file: file.stem)
def test_bad_hosts(file, catalog, today, tmp_path):
    scope = load_scope(SCOPES / "good" / "full.yaml", catalog, today)
    shutil.copy(file, tmp_path / "hosts.yaml")
    assert said(check_reach(tmp_path, scope, catalog)) == expected(file)


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_good_scope(file, catalog, today):
    assert [found for found in check(file, catalog, today) if not found.accepted] == []
    assert isinstance(load_scope(file, catalog, today), Scope)


def test_every_code_of_the_language_has_a_bad_example():
    shown = {file.stem.split("-")[0] for file in (*BAD, *BAD_HOSTS)}
    elsewhere = {
        "NW001",
        "NW002",
        "NW003",
        "NW004",
        "NW018",
        "NW108",
        "NW809",
        *(f"NW70{number}" for number in range(1, 9)),
    }
    assert {code for code in CODES if code < "NW9"} - shown - elsewhere == set()


def test_every_code_of_meaning_has_a_good_example_that_comes_close():
    """The first line of a good example says to which codes it comes close without being wrong."""
    firsts = [file.read_text("utf-8").splitlines()[0] for file in GOOD]
    near = [code for first in firsts if first.startswith("# near: ") for code in first.removeprefix("# near: ").split()]
    assert len(near) == len(set(near))
    assert {code for code in CODES if "NW2" <= code < "NW7"} <= set(near)


def test_the_example_customer_is_the_full_example():
    theirs = root() / "customers" / "gouden-aar" / "scope.yaml"
    assert theirs.read_text("utf-8") == (SCOPES / "good" / "full.yaml").read_text("utf-8")
