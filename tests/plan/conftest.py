"""The full example as a scope, with the small catalogue."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nachtwacht.catalog import read_catalog
from nachtwacht.model.content import Catalog
from nachtwacht.model.scope import Scope
from nachtwacht.scope import load_scope

SCOPES = Path(__file__).parents[1] / "scopes"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    catalog = read_catalog(SCOPES / "catalogue")
    assert isinstance(catalog, Catalog), catalog
    return catalog


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 11, 24)


@pytest.fixture(scope="session")
def scope(catalog, today) -> Scope:
    scope = load_scope(SCOPES / "good" / "full.yaml", catalog, today)
    assert isinstance(scope, Scope), scope
    return scope
