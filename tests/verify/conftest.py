"""The example customer's scope."""

from datetime import date

import pytest

from nachtwacht import catalog
from nachtwacht.scope import load_scope


@pytest.fixture(scope="session")
def scope():
    root = catalog.root()
    return load_scope(root / "customers" / "gouden-aar" / "scope.yaml", catalog.read_catalog(root), date(2026, 11, 24))
