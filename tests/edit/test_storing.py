"""The file is replaced whole or not at all, never over somebody else's work, and never outside of its folder."""

from __future__ import annotations

import os
import threading

import pytest

from nachtwacht.edit.storing import NAME, Stale, Stored, Unsaved, current, save, stored
from nachtwacht.model.finding import Rejected


@pytest.fixture
def folder(tmp_path):
    (tmp_path / NAME).write_bytes(b"\xef\xbb\xbfversion: 1\r\n")
    (tmp_path / NAME).chmod(0o640)
    return tmp_path


def test_it_is_read_with_its_mark_and_line_ends_and_replaced_with_its_mode(folder):
    was = stored(folder)
    assert was.text == "\ufeffversion: 1\r\n"
    done = save(folder, was.text + "x: 2\r\n", was.digest)
    assert done == Stored(was.text + "x: 2\r\n", current(folder))
    assert (folder / NAME).stat().st_mode & 0o777 == 0o640
    assert [one.name for one in folder.iterdir()] == [NAME]


def test_what_changed_meanwhile_is_not_overwritten(folder):
    was = stored(folder)
    (folder / NAME).write_text("version: 2\n")
    assert isinstance(save(folder, "version: 3\n", was.digest), Stale)
    assert (folder / NAME).read_text() == "version: 2\n"
    (folder / NAME).unlink()
    assert save(folder, "version: 3\n", was.digest) == Stale("")
    assert isinstance(save(folder, "version: 3\n", ""), Stored)


def test_of_many_that_save_at_once_one_wins(folder):
    was, done = stored(folder), []
    writers = [
        threading.Thread(target=lambda n=n: done.append(save(folder, f"n: {n}\n", was.digest))) for n in range(12)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    (winner,) = [one for one in done if isinstance(one, Stored)]
    assert (folder / NAME).read_text() == winner.text


def test_a_link_to_a_neighbour_stays_and_one_that_leads_out_is_refused(folder, tmp_path_factory):
    (folder / NAME).rename(folder / "real.yaml")
    (folder / NAME).symlink_to("real.yaml")
    was = stored(folder)
    assert isinstance(save(folder, "version: 5\n", was.digest), Stored)
    assert (folder / NAME).is_symlink()
    assert (folder / "real.yaml").read_text() == "version: 5\n"
    outside = tmp_path_factory.mktemp("outside") / "x.yaml"
    outside.write_text("version: 1\n")
    (folder / NAME).unlink()
    (folder / NAME).symlink_to(outside)
    assert isinstance(stored(folder), Rejected)
    assert isinstance(save(folder, "version: 9\n", ""), Unsaved | Stale)
    assert outside.read_text() == "version: 1\n"


def test_a_full_disk_leaves_the_file_as_it_was_and_nothing_beside_it(folder, monkeypatch):
    was = stored(folder)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert save(folder, "version: 7\n", was.digest) == Unsaved("No space left on device")
    assert stored(folder) == was
    assert [one.name for one in folder.iterdir()] == [NAME]
