"""Every pack keeps its promises: its cases come out as written, and each rule has one that fires and one that stays quiet."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import pytest

from nachtwacht.detect.cases import difference, read_cases, run_case
from nachtwacht.detect.checking import check_rules
from nachtwacht.detect.packs import read_packs
from nachtwacht.detect.sigma.parse import parse
from tests.packs.office import ADDRESSES, office

ROOT = Path(__file__).resolve().parents[2]
PACKS, FAULTS = read_packs(ROOT / "detection_packs")
CASES = [
    pytest.param(pack, case, id=f"{name}: {case.name}") for name, pack in PACKS.items() for case in read_cases(pack)
]


def test_every_pack_can_be_read():
    assert FAULTS == ()
    assert {path.name for path in (ROOT / "detection_packs").iterdir() if path.is_dir()} == set(PACKS)
    assert check_rules(PACKS, ROOT / "detection_packs") == ()


@pytest.mark.parametrize(("pack", "case"), CASES)
def test_case(pack, case):
    assert difference(pack, case, run_case(pack, case, office(), ADDRESSES)) == ""


@pytest.mark.parametrize("name", PACKS)
def test_each_rule_that_speaks_has_a_case_that_fires_and_the_pack_one_that_stays_quiet(name):
    pack = PACKS[name]
    parsed, _ = parse(pack.rules)
    speaking = {rule.name for rule in (*parsed.rules, *parsed.correlations) if rule.id not in parsed.silent}
    cases = list(read_cases(pack))
    assert speaking <= {finding.rule for case in cases for finding in case.findings}
    assert any(not case.findings for case in cases)


@pytest.mark.parametrize("name", PACKS)
def test_rules_are_named_like_their_files_and_are_signed(name):
    pack = PACKS[name]
    assert pack.spec.name == name
    parsed, _ = parse(pack.rules)
    for rule in (*parsed.rules, *parsed.correlations):
        assert f"{rule.name}.yml" == rule.file
        assert UUID(rule.id)
        assert any(re.match(r"attack\.t[0-9]{4}", tag) for tag in rule.tags)
        text = pack.rules[rule.file]
        assert re.search(r"^status: (stable|test|experimental)$", text, re.MULTILINE)
        assert re.search(r"^author: ", text, re.MULTILINE)


def test_ids_are_unique_over_all_packs():
    ids = [
        rule.id for pack in PACKS.values() for rule in (*parse(pack.rules)[0].rules, *parse(pack.rules)[0].correlations)
    ]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PACKS)
def test_what_the_pack_promises_fits_its_rules(name):
    pack = PACKS[name]
    assert set(pack.spec.join_by) <= {"asset", *pack.spec.entities}
    assert set(pack.spec.distinct_by) <= set(pack.spec.entities)
    assert {"host", "user"} <= set(pack.spec.entities)
    tags = {tag.upper().removeprefix("ATTACK.") for rule in parse(pack.rules)[0].rules for tag in rule.tags}
    tags |= {tag.upper().removeprefix("ATTACK.") for rule in parse(pack.rules)[0].correlations for tag in rule.tags}
    assert set(pack.spec.techniques) <= tags


@pytest.mark.parametrize("name", PACKS)
def test_the_canary_carries_its_token_and_its_pack_its_hour(name):
    pack = PACKS[name]
    for emit in pack.canary.emits:
        said = " ".join((*emit.argv, emit.subject, emit.body))
        assert "{token}" in said or emit.how == "ssh_login"
    assert bool(pack.canary.clock) is pack.spec.depends_on_hour
