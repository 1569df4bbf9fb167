"""One letter wrong anywhere in the full example: found, on its line, with the right mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nachtwacht.scope import check

TEXT = (Path(__file__).parents[1] / "scopes" / "good" / "full.yaml").read_text("utf-8")
LINES = TEXT.splitlines()
KEYS = re.compile(r"(?<![\w\"$=])([a-z_]{2,})(?=: |:$)")
NAMES = re.compile(
    r"(?<=[\[ ])(workstations|finance|sensor-1|gw-01|fin-01|malware_execution|off_hours_admin_login|phishing_then_foreign_traffic|isolate_endpoint|block_destination|office_hours|office|always|none|high)(?=[\],} ]|$)"
)


def places(pattern: re.Pattern[str]) -> list[tuple[int, int, str]]:
    """Line, column and word of each match outside of comments."""
    return [
        (number, found.start(1), found.group(1))
        for number, line in enumerate(LINES)
        for found in pattern.finditer(line.split("#")[0])
    ]


def misspelt(word: str) -> str:
    """Two letters swapped; when they are the same, one left out."""
    middle = len(word) // 2
    swapped = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return swapped if swapped != word else word[:-1]


def with_typo(number: int, column: int, word: str) -> str:
    line = LINES[number]
    changed = line[:column] + misspelt(word) + line[column + len(word) :]
    return "\n".join([*LINES[:number], changed, *LINES[number + 1 :]])


@pytest.fixture
def findings(catalog, today, tmp_path):
    def look(text: str):
        file = tmp_path / "some.yaml"
        file.write_text(text, "utf-8")
        return check(file, catalog, today)

    return look


def test_every_key(findings):
    places_of_keys = places(KEYS)
    assert len(places_of_keys) > 90
    missed = [
        (number + 1, word)
        for number, column, word in places_of_keys
        if ("NW101", number + 1, word)
        not in {(f.code, f.line, f.fix) for f in findings(with_typo(number, column, word))}
    ]
    assert missed == []


def test_every_name(findings):
    """A word that is the definition of a name is found where the name is used; every other one at its place."""
    places_of_names = [place for place in places(NAMES) if not LINES[place[0]][: place[1]].rstrip().endswith("name:")]
    assert len(places_of_names) > 20
    missed = []
    for number, column, word in places_of_names:
        found = findings(with_typo(number, column, word))
        if "group:" in LINES[number][:column][-8:]:
            assert found
        elif word not in {one.fix for one in found if one.line == number + 1}:
            missed.append((number + 1, word, found))
    assert missed == []
