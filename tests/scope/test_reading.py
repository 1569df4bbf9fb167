"""Hostile and odd files are findings at the right place, or clear refusals; never a traceback, never a hang."""

from __future__ import annotations

import os
import socket

import pytest

from nachtwacht.document import file as reading
from nachtwacht.document.parsing import Document, parse
from nachtwacht.model.finding import Rejected
from nachtwacht.scope import check


@pytest.fixture
def good(scopes):
    return (scopes / "good" / "full.yaml").read_text("utf-8")


def checked(content, catalog, today, tmp_path):
    file = tmp_path / "some.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return check(file, catalog, today)


def said(findings):
    return [(found.code, found.line, found.column) for found in findings]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_named(encoding, good, catalog, today, tmp_path):
    (found,) = checked(good.encode(encoding), catalog, today, tmp_path)
    assert found.code == "NW002"
    assert "UTF-16" in found.message or "UTF-32" in found.message


def test_the_byte_is_told_as_people_know_it(catalog, today, tmp_path):
    (found,) = checked("version: 1\nname: ëë".encode() + "é".encode("cp1252") + b"\n", catalog, today, tmp_path)
    assert (found.line, found.column) == (2, 9)
    assert "é" in found.message


def test_utf8_with_its_mark_is_read(good, catalog, today, tmp_path):
    assert checked(good.encode("utf-8-sig"), catalog, today, tmp_path) == ()


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_others(end, good, catalog, today, tmp_path):
    wrong = good.replace("kind: gateway}", "kind: gatway}")
    findings = checked(wrong.replace("\n", end), catalog, today, tmp_path)
    assert said(findings) == said(checked(wrong, catalog, today, tmp_path)) != []
    assert checked(good.replace("\n", end), catalog, today, tmp_path) == ()


def test_a_pipe_is_not_waited_for(catalog, today, tmp_path):
    os.mkfifo(tmp_path / "scope.yaml")
    (found,) = check(tmp_path / "scope.yaml", catalog, today)
    assert (found.code, found.message) == ("NW001", "this is a pipe, not a file")


def test_a_socket(catalog, today, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("scope.yaml")
        (found,) = check(tmp_path / "scope.yaml", catalog, today)
    assert "socket" in found.message


def test_a_folder_that_is_a_link(good, catalog, today, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "scope.yaml").write_text(good, "utf-8")
    (tmp_path / "gouden-aar").symlink_to(tmp_path / "real")
    assert [found.code for found in check(tmp_path / "gouden-aar" / "scope.yaml", catalog, today)] == ["NW004"]


def test_a_link_within_the_folder_is_fine(good, catalog, today, tmp_path):
    (tmp_path / "of-2026.yaml").write_text(good, "utf-8")
    (tmp_path / "some.yaml").symlink_to("of-2026.yaml")
    assert check(tmp_path / "some.yaml", catalog, today) == ()


def test_a_link_to_nothing(catalog, today, tmp_path):
    (tmp_path / "some.yaml").symlink_to("nothing.yaml")
    assert [found.code for found in check(tmp_path / "some.yaml", catalog, today)] == ["NW001"]


def test_a_file_that_keeps_changing(catalog, today, tmp_path, monkeypatch):
    file = tmp_path / "some.yaml"
    file.write_text("version: 1\n", "utf-8")
    real, sizes = os.fstat, iter(range(1000))

    def changing(handle):
        seen = list(real(handle))
        seen[6] = next(sizes)
        return os.stat_result(seen)

    monkeypatch.setattr(reading.os, "fstat", changing)
    (found,) = check(file, catalog, today)
    assert (found.code, "changed" in found.message) == ("NW001", True)


@pytest.mark.parametrize("content", ["", "# only a comment\n", "\n\n", "---\n", "null\n", "- a\n", "text\n"])
def test_nothing_in_it(content, catalog, today, tmp_path):
    assert [found.code for found in checked(content, catalog, today, tmp_path)] == ["NW010"]


MANY = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000,
        "{a: " * 100_000,
        "a: &a [" + "*a, " * MANY + "]",
        "contacts: [" + "a," * (MANY * 4) + "a]",
        "contacts:\n" + "- a\n" * MANY,
        "a: 1\n" * MANY,
        "k" * 900_000 + ": 1",
        "customer: {id: " + "x" * 900_000 + "}",
        "customer:\n  timezone: " + "Europe/" * 100_000,
        "x: " + "a-" * 400_000 + "\ny: http://b",
        "x: " + "eyJ-" * 200_000,
        "\x00" * 500_000,
        "x: “" + "“" * 300_000,
        "\u00a0\n" * 300_000,
        "x: a #b\n" * MANY,
        "? " * 300_000,
        "- " * 300_000,
        '"' + "\n" * 500_000,
        "---\n" * MANY,
        "%TAG ! tag:x,2000:\n---\n!x a: 1\n",
        "<<<<<<< a\n" * MANY,
        "!!python/object/apply:os.system [id]",
    ],
    ids=lambda text: f"{text[:12]!r}".encode("ascii", "backslashreplace").decode(),
)
def test_attacks_end_soon_and_in_findings(text, catalog, today, tmp_path):
    findings = checked(text[: reading.LARGEST], catalog, today, tmp_path)
    assert findings


@pytest.mark.parametrize(
    ("before", "after", "fix"),
    [
        ('from: "06:00"', "from: “06:00”", '"06:00"'),
        ('from: "06:00"', "from: „06:00“", '"06:00"'),
        ('from: "06:00"', "from: \u201806:00\u2019", '"06:00"'),
        ("sector: food", "sector:  food\u00a0".replace("  ", " "), '"food"'),
    ],
)
def test_pasted_quotes_are_told_at_their_place(before, after, fix, *, good, catalog, today, tmp_path):
    (found,) = checked(good.replace(before, after, 1), catalog, today, tmp_path)
    line = good.splitlines()[found.line - 1]
    assert (found.code, found.fix) == ("NW014", fix)
    assert before in line
    assert line.index(before) + before.index(": ") + 3 == found.column


@pytest.mark.parametrize("name", ["\u2019s-Gravenhage", "de “Gouden” Aar", "O\u2019Neill", "“Aar” en “Zon”"])
def test_quotes_that_belong_to_a_name(name, good, catalog, today, tmp_path):
    assert checked(good.replace("name: Bakkerij De Gouden Aar", f"name: {name}"), catalog, today, tmp_path) == ()


@pytest.mark.parametrize("comment", ["# a #b", "#b", "# see #12", "#!x"])
def test_what_is_a_comment_after_all(comment):
    document = parse(f"a: 'x y'  {comment}\nb: c # {comment}\n", "f")
    assert isinstance(document, Document)
    assert document.surprises == ()


def test_the_place_of_a_cut_text():
    document = parse("a: {b: c}\nreason: month-end #12 closing  # by us\n", "f")
    (found,) = document.surprises
    assert (found.code, found.line, found.column, found.fix) == ("NW016", 2, 9, '"month-end #12 closing"')


def test_positions_are_those_of_the_text(good):
    """Asked for one by one, listed, or by a path that is not there."""
    document = parse(good, "f")
    lines = good.splitlines()
    assert len(document.places) == len(list(document.places)) > 100
    for path, place in document.keys.items():
        assert lines[place.line - 1][place.column - 1 :].startswith(str(path[-1]))
    for path, text in document.raw.items():
        place = document.places[path]
        assert lines[place.line - 1][place.column - 1 :].startswith(text.split("\n")[0])
    assert document.position(("contacts", 7, "name")) == document.key(("contacts",))
    assert ("contacts", "x") not in document.places
    assert not isinstance(document, Rejected)
