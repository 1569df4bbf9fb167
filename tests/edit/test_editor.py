"""What may be saved, what may not, and what is said instead; without a browser."""

from __future__ import annotations

import copy
from datetime import date

import pytest
from browsing import CUSTOMER, customer

from nachtwacht.catalog import read_catalog, root
from nachtwacht.edit.editor import Edit, Editor
from nachtwacht.edit.looking import Ground

TEXT = (CUSTOMER / "scope.yaml").read_bytes().decode()
CUSTOMERS = sorted(file.parent.name for file in (root() / "customers").glob("*/scope.yaml"))


@pytest.fixture(scope="module")
def catalog():
    return read_catalog(root())


@pytest.fixture
def begin(tmp_path, catalog):
    def begin(text=TEXT):
        folder = customer(tmp_path, text)
        editor = Editor(Ground(folder=folder, catalog=catalog, today=date(2026, 11, 24), language="en"))
        opened = editor.open()
        return (
            editor,
            folder / "scope.yaml",
            Edit(base=opened.get("base", ""), draft=copy.deepcopy(opened.get("draft", {}))),
        )

    return begin


@pytest.mark.parametrize("name", CUSTOMERS)
def test_a_save_without_a_change_leaves_every_customer_as_it_is(name, tmp_path, catalog):
    for end, marked in (("\n", ""), ("\r\n", "\ufeff")):
        text = marked + (root() / "customers" / name / "scope.yaml").read_bytes().decode().rstrip().replace("\n", end)
        folder = tmp_path / f"{len(end)}" / name
        folder.mkdir(parents=True)
        (folder / "scope.yaml").write_bytes(text.encode())
        editor = Editor(Ground(folder=folder, catalog=catalog, today=date(2026, 11, 24), language="nl"))
        opened = editor.open()
        assert editor.save(Edit(base=opened["base"], draft=opened["draft"]))["state"] == "saved"
        assert (folder / "scope.yaml").read_bytes() == text.encode()


def test_an_error_blocks_and_a_warning_does_not(begin):
    editor, file, edit = begin()
    edit.draft["contacts"][0]["email"] = "nowhere"
    assert editor.save(edit)["state"] == "errors"
    assert file.read_bytes().decode() == TEXT
    edit.draft["contacts"][0]["email"] = "a.molenaar@gouden-aar.example"
    edit.draft["use_cases"] = [one for one in edit.draft["use_cases"] if one["use"] != "off_hours_admin_login"]
    del edit.draft["exclusions"]
    seen = editor.look(edit)
    assert {one["severity"] for one in seen["findings"]} == {"warning"}
    edit.consent = seen["consent"]
    assert editor.save(edit)["state"] == "saved"


def test_an_error_of_the_engineers_does_not_keep_a_number_from_being_corrected(begin):
    editor, file, edit = begin(TEXT.replace("watched_by: sensor-1", "watched_by: sensor-9"))
    assert [one["severity"] for one in editor.look(edit)["findings"] if one["code"] == "NW203"] == ["error"]
    edit.draft["contacts"][0]["phone"] = "+31 20 555 0123"
    assert editor.save(edit)["state"] == "saved"
    assert "+31 20 555 0123" in file.read_text()


def test_consent_is_for_what_was_shown(begin):
    editor, file, edit = begin()
    edit.draft["response"][0]["at_most"] = "5 per hour"
    agreed = editor.look(edit)["consent"]
    assert agreed
    edit.draft["response"][0]["at_most"] = "9 per hour"
    edit.consent = agreed
    assert editor.save(edit)["state"] == "consent"
    assert file.read_bytes().decode() == TEXT


def test_gone_broken_and_put_back(begin):
    editor, file, edit = begin()
    edit.draft["contacts"][0]["phone"] = "+31 20 555 0123"
    file.write_text("version: [\n")
    assert editor.save(edit)["state"] == "changed"
    assert editor.merge(edit)["state"] == "broken"
    file.unlink()
    assert editor.save(edit)["state"] == "gone"
    assert editor.merge(edit)["state"] == "broken"
    assert editor.look(edit)["digest"] == ""
    edit.anew = True
    assert editor.save(edit)["state"] == "saved"
    assert file.read_bytes().decode() == TEXT.replace("+31 20 555 0101", "+31 20 555 0123")


def test_a_file_that_cannot_be_read_is_shown_as_such(begin):
    editor, _, edit = begin("version: [\n")
    assert editor.open()["state"] == "broken"
    assert editor.save(edit) == {"state": "unknown"}


def test_a_part_of_another_shape_is_left_alone(begin):
    editor, _, edit = begin(TEXT.replace("  countries: [NL, BE, DE] ", "  countries: NL "))
    assert editor.open()["hidden"] == ["business.countries"]
    edit.draft["contacts"][0]["phone"] = "+31 20 555 0123"
    assert editor.save(edit)["state"] == "errors"


def test_what_was_left_unsaved_is_known(begin):
    editor, _, edit = begin()
    edit.tab, edit.draft["service.wake_from"] = "one", "critical"
    assert editor.look(edit)["changed"] == ("service.wake_from",)
    assert editor.unsaved == {"one": ("service.wake_from",)}
    editor.leave("one")
    assert editor.unsaved == {}


def test_the_profiles_value_comes_back(begin):
    editor, file, edit = begin()
    edit.draft["service.office_hours.from"] = "07:30"
    edit.consent = editor.look(edit)["consent"]
    assert editor.save(edit)["state"] == "saved"
    assert 'office_hours: {from: "07:30"}' in file.read_text()
    opened = editor.open()
    again = Edit(base=opened["base"], draft={k: v for k, v in opened["draft"].items() if "office_hours" not in k})
    again.consent = editor.look(again)["consent"]
    assert editor.save(again)["state"] == "saved"
    assert "07:30" not in file.read_text()
