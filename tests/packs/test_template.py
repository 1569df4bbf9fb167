"""A pack that the template makes keeps every promise as it comes; a pack that breaks one is noticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cookiecutter.main import cookiecutter

from nachtwacht.detect.cases import difference, read_cases, run_case
from nachtwacht.detect.packs import read_packs
from nachtwacht.detect.ruleset import check_packs
from tests.packs.office import ADDRESSES, office

ROOT = Path(__file__).resolve().parents[2]


def differences(folder, name):
    """What the cases of a pack say of it."""
    packs, faults = read_packs(folder)
    assert faults == ()
    assert check_packs(packs) == ()
    scope = office(use_cases=[{"use": name, "on": ["ws-01"]}])
    return [
        said
        for case in read_cases(packs[name])
        if (said := difference(packs[name], case, run_case(packs[name], case, scope, ADDRESSES)))
    ]


def test_the_template_makes_a_pack_that_holds(tmp_path):
    cookiecutter(str(ROOT / "templates" / "detection_pack"), no_input=True, output_dir=str(tmp_path))
    assert differences(tmp_path, "unusual_program") == []


BAD = {
    "fires on too much": ("Image: /usr/bin/example-tool", "Image: '*'"),
    "never fires": ("Image: /usr/bin/example-tool", "Image: /usr/bin/other"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_rule_that_its_cases_do_not_fit_is_noticed(tmp_path, name):
    cookiecutter(str(ROOT / "templates" / "detection_pack"), no_input=True, output_dir=str(tmp_path))
    rule = tmp_path / "unusual_program" / "unusual_program_started.yml"
    before, after = BAD[name]
    rule.write_text(rule.read_text().replace(before, after))
    assert differences(tmp_path, "unusual_program")


@pytest.mark.parametrize(
    ("file", "text", "code", "said"),
    [
        ("pack.yaml", "name: [", "NW901", "cannot be used"),
        ("pack.yaml", "name: x\nsurprise: 1\n", "NW901", "surprise"),
        ("canary.yaml", None, "NW901", "No such file"),
    ],
)
def test_a_pack_that_cannot_be_used_is_a_fault_and_the_others_stay(tmp_path, file, text, code, said):
    shutil.copytree(ROOT / "detection_packs", tmp_path / "packs")
    broken = tmp_path / "packs" / "malware_execution" / file
    broken.write_text(text) if text is not None else broken.unlink()
    packs, (fault,) = read_packs(tmp_path / "packs")
    assert "malware_execution" not in packs
    assert "off_hours_admin_login" in packs
    assert (fault.file, fault.code) == (f"malware_execution/{file}", code)
    assert said in fault.what
