"""Rules and runbooks that cannot be understood are found before anything is touched, with file, line and mend."""

import shutil

import pytest

from nachtwacht import catalog
from nachtwacht.model.finding import Rejected
from nachtwacht.pipeline import check_content

RULE = "detection_packs/off_hours_admin_login/login_outside_admin_hours.yml"


@pytest.fixture
def tree(tmp_path):
    """A copy of the content folders, to be spoilt."""
    for folder in ("modules", "detection_packs", "runbooks", "scopes"):
        shutil.copytree(catalog.root() / folder, tmp_path / folder, symlinks=True)
    return tmp_path


def findings(tree):
    read = catalog.read_catalog(tree)
    return read.findings if isinstance(read, Rejected) else check_content(read, tree)


def test_the_content_that_we_ship_is_sound(tree):
    assert findings(tree) == ()


def test_a_rule_whose_condition_names_nothing_is_said_with_its_file(tree):
    file = tree / RULE
    assert "condition: " in file.read_text()
    file.write_text(file.read_text().replace("condition: ", "condition: nothing_like_it and ", 1))
    (found,) = findings(tree)
    assert (found.code, found.file) == ("NW909", str(file))
    assert found.fix


def test_a_rule_that_is_no_yaml_is_said_with_its_line(tree):
    file = tree / RULE
    file.write_text(file.read_text() + "\n  ]: [broken\n")
    found = findings(tree)
    assert [one.file for one in found] == [str(file)]
    assert found[0].line > 1


def test_a_runbook_that_names_no_action_is_said_with_the_nearest_one(tree):
    file = tree / "runbooks" / "malware_execution.yaml"
    file.write_text(file.read_text().replace("action: isolate_endpoint", "action: isolate_endpiont"))
    (found,) = findings(tree)
    assert (found.code, found.file) == ("NW903", str(file))
    assert "isolate_endpoint" in found.fix
