"""What every runbook promises: it can be read and rendered, names only what exists, and speaks both languages."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
import yaml

from nachtwacht.model.content import PackSpec, Runbook
from nachtwacht.respond import check_runbook
from nachtwacht.respond.actions import ACTIONS
from nachtwacht.respond.shelf import read_runbooks

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "runbooks").glob("*.yaml"))
JARGON = re.compile(
    r"\b(endpoint|IOC|SIEM|SOC|payload|C2|malware|phishing|true positive|false positive|incident response|threat|dreiging"
    r"|compromised|gecompromitteerd|telemetrie|telemetry|nftables|gateway)\b",
    re.IGNORECASE,
)


def packs() -> dict[str, PackSpec]:
    """The real packs."""
    files = (ROOT / "detection_packs").glob("*/pack.yaml")
    return {file.parent.name: msgspec.convert(yaml.safe_load(file.read_text()), PackSpec) for file in files}


def runbooks() -> dict[str, Runbook]:
    """The real runbooks, faulty ones left out."""
    return read_runbooks(ROOT / "runbooks", packs())[0]


def test_all_are_sound_over_the_real_packs():
    sound, faulty = read_runbooks(ROOT / "runbooks", packs())
    assert faulty == {}
    assert sorted(sound) == sorted(file.stem for file in FILES)


def test_every_pack_names_one_and_every_one_is_named():
    named = {pack.runbook for pack in packs().values()}
    assert named == {file.stem for file in FILES}


def test_what_a_runbook_does_some_module_can_do():
    modules = [yaml.safe_load(file.read_text()) for file in (ROOT / "modules").glob("*/module.yaml")]
    can = {action for module in modules for action in module.get("actions", ())}
    assert can == set(ACTIONS)


@pytest.mark.parametrize("name", [file.stem for file in FILES])
def test_a_runbook_tells_the_customer_and_lets_a_person_decide(name):
    runbook = runbooks()[name]
    kinds = [(step.kind, step.to) for step in runbook.steps]
    assert ("tell", "customer") in kinds
    assert ("decide", "") in kinds


@pytest.mark.parametrize("name", [file.stem for file in FILES])
def test_the_customer_reads_no_jargon(name):
    runbook = runbooks()[name]
    read = [runbook.title, runbook.happened, runbook.how_known, runbook.advice]
    read += [step.words for step in runbook.steps if step.kind == "ask" and step.to == "customer"]
    for words in read:
        for sentence in (words.nl, words.en):
            assert not JARGON.search(sentence), (JARGON.search(sentence), sentence)
        assert words.nl != words.en


@pytest.mark.parametrize("name", [file.stem for file in FILES])
def test_on_a_crown_jewel_nothing_is_done_by_itself(name):
    if name == "off_hours_admin_login":
        assert not [step for step in runbooks()[name].steps if step.kind == "act"]


BAD = {
    "action": ("action: isolate_endpoint", "action: isolate_enpoint", "NW903", "names the action 'isolate_enpoint'", "isolate_endpoint"),
    "entity": ("target: entity:host", "target: entity:machine", "NW907", "wants the entity 'machine', which pack malware_execution has not", "entity:host"),
    "kind": ("on: entity:host", "on: kind:laptop", "NW907", "there is no kind of host 'laptop'", "workstation"),
    "reference": ("on: entity:host", "on: host", "NW905", "'on' is 'host'", "entity:NAME"),
    "name in words": ("onder de naam {{ user }}", "onder de naam {{ usr }}", "NW907", "uses 'usr', which is no entity", "user"),
    "broken words": ("onder de naam {{ user }}", "onder de naam {{ user", "NW908", "is no text that can be filled in", ""),
    "same id": ("id: tell_the_customer", "id: isolate_the_computer", "NW905", "two steps are called 'isolate_the_computer'", "own id"),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(BAD))
def test_a_mistake_is_found_with_its_place_and_mend(case, tmp_path: Path):
    right, wrong, code, message, fix = BAD[case]
    text = (ROOT / "runbooks" / "malware_execution.yaml").read_text()
    assert right in text
    bad = text.replace(right, wrong, 1)
    (tmp_path / "malware_execution.yaml").write_text(bad)
    sound, faulty = read_runbooks(tmp_path, packs())
    assert sound == {}
    said = faulty["malware_execution"]
    assert code in said
    assert message in said
    assert fix in said
    assert re.search(r"runbooks/malware_execution\.yaml:(\d+):", said)
    if case == "action":
        line = int(re.search(r"yaml:(\d+):", said).group(1))
        assert bad.splitlines()[line - 1].strip() == wrong


def test_what_is_no_runbook_at_all_is_said_too(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("name: [")
    (tmp_path / "b.yaml").write_text("name: b\n")
    (tmp_path / "c.yaml").write_text((ROOT / "runbooks" / "malware_execution.yaml").read_text())
    _, faulty = read_runbooks(tmp_path, {})
    assert sorted(faulty) == ["a", "b", "c"]
    assert "missing required field" in faulty["b"]
    assert "its name is 'malware_execution'" in faulty["c"]


def test_the_checker_works_on_values_alone():
    runbook = runbooks()["malware_execution"]
    assert check_runbook(runbook, packs(), ACTIONS) == ()
    (found,) = check_runbook(runbook, packs(), {"block_destination"})
    assert (found.code, found.file, found.fix) == ("NW903", "runbooks/malware_execution.yaml", "block_destination")
