"""The guide for account managers: each example is laid over a real customer's file, and must be right there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from nachtwacht.catalog import read_catalog, root
from nachtwacht.document.codes import CODES
from nachtwacht.model.finding import Rejected
from nachtwacht.model.scope import Scope
from nachtwacht.scope import load_scope
from nachtwacht.scope.checking import inspect

GUIDE = root() / "docs" / "guides" / "scope.md"
TEXT = GUIDE.read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
SAME = ("name", "use", "allow")
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def whole_catalog():
    found = read_catalog(root())
    assert not isinstance(found, Rejected), found
    return found


def laid_over(old, new):
    """The new part over the old, as the guide says: entries are added, or take the place of the one of their name."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: laid_over(old.get(key), value) for key, value in new.items()}}
    if isinstance(old, list) and isinstance(new, list) and all(isinstance(one, dict) for one in (*old, *new)):
        names = [_name(one) for one in new]
        return [one for one in old if _name(one) is None or _name(one) not in names] + new
    return new


def _name(entry: dict) -> tuple | None:
    return next(((key, entry[key]) for key in SAME if key in entry), None)


def test_the_guide_has_its_ten_edits() -> None:
    assert re.findall(r"^\*\*(\d+)\. ", TEXT, re.MULTILINE) == [str(number) for number in range(1, 11)]
    assert len(BLOCKS) == 12


@pytest.mark.parametrize("block", BLOCKS, ids=[str(number) for number in range(1, len(BLOCKS) + 1)])
def test_each_example_is_right_in_a_real_file(block: str, whole_catalog, tmp_path: Path) -> None:
    file = tmp_path / "gouden-aar" / "scope.yaml"
    file.parent.mkdir()
    # Quotes stay as they are written: a pair that the guide forgets must be found.
    language = YAML(typ="rt")
    language.preserve_quotes = True
    old = language.load((root() / "customers" / "gouden-aar" / "scope.yaml").read_text("utf-8"))
    language.dump(laid_over(old, language.load(block)), file)
    scope, findings = inspect(file, whole_catalog, TODAY)
    assert [found for found in findings if not found.accepted] == []
    assert [found.code for found in findings] == re.findall(r"warning: (NW\d+)", block), "what it accepts is there"
    assert scope is not None
    assert isinstance(load_scope(file, whole_catalog, TODAY), Scope)


def test_what_it_shows_of_check_is_what_check_says(whole_catalog, tmp_path: Path) -> None:
    text = (root() / "customers" / "gouden-aar" / "scope.yaml").read_text("utf-8")
    file = tmp_path / "gouden-aar" / "scope.yaml"
    file.parent.mkdir()
    file.write_text(text.replace("wait_minutes: 30", "wait_minuts: 30"), "utf-8")
    _, (found,) = inspect(file, whole_catalog, TODAY)
    said = f"scope.yaml:{found.line}:{found.column}: error {found.code} {found.message}"
    assert said in TEXT
    assert f"    fix: {found.fix}\n" in TEXT


def test_every_file_and_code_that_it_names_is_there() -> None:
    assert set(re.findall(r"\bNW\d{3}\b", TEXT)) <= set(CODES)
    for link in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (GUIDE.parent / link).is_file(), link
    for named in re.findall(r"`((?:templates|scopes|customers)/[\w./-]+)`", TEXT):
        assert (root() / named).exists(), named
