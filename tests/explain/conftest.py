"""The real catalogue and the customers in it, and the day of the goldens."""

from __future__ import annotations

from datetime import date

import pytest

from nachtwacht.catalog import read_catalog, root
from nachtwacht.cli import main
from nachtwacht.model.content import Catalog


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    catalog = read_catalog(root())
    assert isinstance(catalog, Catalog), catalog
    return catalog


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 11, 24)


@pytest.fixture
def nw(capsys, monkeypatch):
    """The command line on the day of the goldens; gives status, standard output and standard error."""
    monkeypatch.setenv("NACHTWACHT_TODAY", "2026-11-24")
    monkeypatch.setenv("COLUMNS", "88")
    monkeypatch.delenv("NACHTWACHT_ROOT", raising=False)

    def call(*arguments: str):
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return call
