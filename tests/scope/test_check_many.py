"""Several processes find exactly what one finds, in the same order; and ``nw check`` says the same of both."""

from __future__ import annotations

import pytest

from benchmarks.many_customers import make
from nachtwacht.catalog import read_catalog, root
from nachtwacht.scope import many


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    folder = tmp_path_factory.mktemp("customers")
    make(folder, 61, 90)
    (folder / "c0007" / "scope.yaml").write_bytes(b"\xff\xfe\x00")
    (folder / "c0008" / "hosts.yaml").unlink()
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def contents():
    return read_catalog(root())


def test_two_processes_find_what_one_finds(folders, contents, today):
    told = []
    alone = many.check_customers(folders, contents, today, processes=1)
    both = many.check_customers(folders, contents, today, processes=2, told=lambda done, of: told.append((done, of)))
    assert both == alone
    assert told[-1] == (len(folders), len(folders))
    assert sum(1 for one in alone if any(found.severity == "error" for found in one.findings)) >= 4
    assert alone[7].claims is None


def test_a_process_that_dies_is_no_silence(folders, contents, today, monkeypatch):
    """A result that is missing must never look like a customer without findings."""
    import os

    monkeypatch.setattr(many, "check_customer", lambda *_: os._exit(9))
    with pytest.raises(Exception, match="terminated abruptly"):
        many.check_customers(folders, contents, today, processes=2)
