"""What is wrong with a file as a file."""

from __future__ import annotations

import pytest

from nachtwacht.document.file import LARGEST
from nachtwacht.scope import check, load_scope


def codes(findings):
    return [found.code for found in findings]


def test_no_file(tmp_path, catalog, today):
    assert codes(check(tmp_path / "scope.yaml", catalog, today)) == ["NW001"]


def test_a_folder(tmp_path, catalog, today):
    assert codes(check(tmp_path, catalog, today)) == ["NW001"]


def test_not_utf8_names_the_byte(tmp_path, catalog, today):
    file = tmp_path / "scope.yaml"
    file.write_bytes("version: 1\nname: Café".encode("latin-1"))
    (found,) = check(file, catalog, today)
    assert (found.code, found.line, found.column) == ("NW002", 2, 10)


def test_too_big(tmp_path, catalog, today):
    file = tmp_path / "scope.yaml"
    file.write_bytes(b"#" * (LARGEST + 1))
    assert codes(check(file, catalog, today)) == ["NW003"]


def test_link_out_of_the_folder(tmp_path, scopes, catalog, today):
    file = tmp_path / "scope.yaml"
    file.symlink_to(scopes / "good" / "full.yaml")
    assert codes(check(file, catalog, today)) == ["NW004"]


def test_link_to_itself(tmp_path, catalog, today):
    file = tmp_path / "scope.yaml"
    file.symlink_to(file)
    assert codes(check(file, catalog, today)) == ["NW001"]


def test_folder_must_be_the_id(tmp_path, scopes, catalog, today):
    folder = tmp_path / "golden-ear"
    folder.mkdir()
    text = (scopes / "good" / "full.yaml").read_text("utf-8")
    (folder / "scope.yaml").write_text(text, "utf-8")
    (found,) = check(folder / "scope.yaml", catalog, today)
    assert (found.code, found.fix) == ("NW108", "golden-ear")


def test_all_findings_in_one_run(tmp_path, scopes, catalog, today):
    """A mistake in the language does not hide a wrong name elsewhere, nor the other way round."""
    text = (scopes / "good" / "full.yaml").read_text("utf-8")
    text = text.replace("gateway}", "gatway}").replace("on: [finance]", "on: [finances]").replace("[NL, BE", "[NL, XX")
    file = tmp_path / "some.yaml"
    file.write_text(text.replace("4h ", "4 hours "), "utf-8")
    assert sorted(codes(check(file, catalog, today))) == ["NW104", "NW105", "NW203", "NW206"]


@pytest.mark.parametrize("value", ["1e400", ".inf", "99999999999999999999999", "0x1F", "1_0", "[]", "{}", "~", "''"])
def test_odd_values_are_findings(value, tmp_path, scopes, catalog, today):
    text = (scopes / "good" / "full.yaml").read_text("utf-8").replace("wait_minutes: 10", f"wait_minutes: {value}")
    file = tmp_path / "some.yaml"
    file.write_text(text, "utf-8")
    if value != "0x1F":
        assert codes(check(file, catalog, today))
    load_scope(file, catalog, today)
