"""Profiles that build on one another: what they bring, and every way in which the chain can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nachtwacht.catalog.profiles import merge, read_chain, read_profiles
from nachtwacht.model.finding import Rejected


def lay(folder: Path, **profiles: str) -> Path:
    """A folder of profiles with these texts."""
    for file in folder.glob("*.yaml"):
        file.unlink()
    for name, text in profiles.items():
        (folder / f"{name}.yaml").write_text(f"version: 1\n{text}\n", "utf-8")
    return folder


def said(folder: Path) -> list[tuple[str, str, int, int, str]]:
    _, findings = read_profiles(folder)
    return [(found.code, Path(found.file).name, found.line, found.column, found.fix) for found in findings]


CHAIN = {
    "far": "service: {wake_from: low, office_hours: {days: [mon, tue], from: '08:00'}}\nprivacy: {data_region: eu}",
    "middle": "extends: far\nservice: {office_hours: {days: [sat], to: '17:00'}}",
    "near": "extends: middle\nservice: {wake_from: critical}\nbusiness: {countries: [BE]}",
}


def test_the_nearest_wins_key_by_key_and_a_list_replaces_the_list(tmp_path):
    profiles, findings = read_profiles(lay(tmp_path, **CHAIN))
    assert findings == ()
    assert profiles["near"] == {
        "version": 1,
        "service": {"wake_from": "critical", "office_hours": {"days": ["sat"], "from": "08:00", "to": "17:00"}},
        "privacy": {"data_region": "eu"},
        "business": {"countries": ["BE"]},
    }
    assert profiles["middle"]["service"]["wake_from"] == "low"
    assert not any("extends" in profile for profile in profiles.values())


def test_a_chain_has_the_documents_nearest_first_with_their_places(tmp_path):
    chain = read_chain("near", lay(tmp_path, **CHAIN))
    assert not isinstance(chain, Rejected)
    assert [Path(document.file).name for document in chain] == ["near.yaml", "middle.yaml", "far.yaml"]
    assert chain[2].position(("privacy", "data_region")).line == 3


@pytest.mark.parametrize(
    ("name", "codes"), [("neer", ["NW107"]), ("../near", ["NW107"]), ("", ["NW107"]), ("middle", ["NW107"])]
)
def test_a_chain_that_cannot_be_followed_is_findings(name, codes, tmp_path):
    folder = lay(tmp_path, **CHAIN)
    if name == "middle":
        (folder / "far.yaml").unlink()
    rejected = read_chain(name, folder)
    assert isinstance(rejected, Rejected)
    assert [found.code for found in rejected.findings] == codes
    assert all(found.fix == ("near" if "ne" in name else found.fix) for found in rejected.findings)


def test_circles_of_one_two_and_three(tmp_path):
    """Each profile of a circle is told in its own file; one that only leads into a circle has nothing to mend."""
    assert said(lay(tmp_path, a="extends: a")) == [("NW910", "a.yaml", 2, 10, "remove it")]
    pair = lay(tmp_path, a="extends: b", b="extends: a", outside="extends: a")
    assert said(pair) == [("NW910", "a.yaml", 2, 10, ""), ("NW910", "b.yaml", 2, 10, "")]
    three = lay(tmp_path, a="extends: b", b="extends: c", c="extends: a")
    assert [found.message.split(": ")[1] for found in read_profiles(three)[1]] == [
        "a -> b -> c -> a",
        "b -> c -> a -> b",
        "c -> a -> b -> c",
    ]


PARENTS = [
    ("extends: ofice", "NW107", "office"),
    ("extends: something_else", "NW107", ""),
    ("extends: Office", "NW107", "office"),
    ("extends: office.yaml", "NW107", "office"),
    ("extends: ../office", "NW107", "office"),
    ("extends: [office]", "NW103", "office"),
    ("extends: [office, plant]", "NW103", ""),
    ("extends: []", "NW103", ""),
    ("extends: {office: true}", "NW103", ""),
    ("extends: 7", "NW103", ""),
    ("extends: true", "NW103", ""),
    ("extends:", "NW103", ""),
    ("extends: ''", "NW107", ""),
]


@pytest.mark.parametrize(("text", "code", "fix"), PARENTS, ids=lambda value: value if ":" in value else "")
def test_what_is_not_the_name_of_one_other_profile(text, code, fix, tmp_path):
    folder = lay(tmp_path, office="", plant="", third=text)
    assert said(folder) == [(code, "third.yaml", 2, 10 if " " in text else 9, fix)]
    assert "third" not in read_profiles(folder)[0] or text == "extends:"


def test_a_parent_that_cannot_be_read_is_reported_once(tmp_path):
    folder = lay(tmp_path, office="holidays: NO", second="extends: office", third="extends: second")
    assert [(code, file) for code, file, *_ in said(folder)] == [("NW009", "office.yaml")]


@pytest.mark.parametrize(
    ("name", "fix"), [("office.yml", "office.yaml"), ("Office.yaml", "office.yaml"), ("een twee.yaml", "een_twee.yaml")]
)
def test_a_file_that_nobody_could_name_is_not_overlooked(name, fix, tmp_path):
    (tmp_path / name).write_text("version: 1\n", "utf-8")
    assert [(code, file, mend) for code, file, _, _, mend in said(tmp_path)] == [("NW902", name, fix)]


NAMES = ("a", "b", "c", "d", "e")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parents=st.fixed_dictionaries({name: st.sampled_from((None, *NAMES, "nobody")) for name in NAMES}))
def test_every_chain_ends_or_is_a_finding(parents, tmp_path):
    """However profiles name each other: reading ends, and what cannot be followed is reported."""
    texts = {name: f"extends: {parent}" if parent else "response: []" for name, parent in parents.items()}
    profiles, findings = read_profiles(lay(tmp_path, **texts))
    assert bool(findings) == (len(profiles) < len(NAMES))
    for name in NAMES:
        assert isinstance(read_chain(name, tmp_path), Rejected) == (name not in profiles)


VALUES = st.recursive(st.integers() | st.lists(st.integers(), max_size=2), lambda inner: st.dictionaries(st.sampled_from("xyz"), inner, max_size=3), max_leaves=8)  # fmt: skip


@given(below=VALUES, above=VALUES)
def test_what_stands_above_wins_and_what_only_stands_below_stays(below, above):
    merged = merge(below, above)
    assert merge(merged, above) == merged
    assert merge(below, below) == below
    if isinstance(below, dict) and isinstance(above, dict):
        assert list(merged) == list(dict.fromkeys([*below, *above]))
        assert all(merged[key] == merge(below[key], above[key]) for key in below.keys() & above.keys())
        assert all(merged[key] == {**below, **above}[key] for key in below.keys() ^ above.keys())
    else:
        assert merged == above
