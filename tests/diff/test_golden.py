"""One edit of each example customer, in both languages, as people read it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from edits import EDITS

from nachtwacht.catalog import read_catalog, root
from nachtwacht.model.content import Catalog
from nachtwacht.model.scope import Scope
from nachtwacht.plan import plan
from nachtwacht.report.difference import meaning
from nachtwacht.report.difference_forms import Edit, rendered
from nachtwacht.scope import load_scope

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 10, 20)


@pytest.fixture(scope="module")
def sold() -> Catalog:
    catalog = read_catalog(root())
    assert isinstance(catalog, Catalog), catalog
    return catalog


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("customer", sorted(EDITS))
def test_reads_as_agreed(sold, customer, language):
    before = load_scope(root() / "customers" / customer / "scope.yaml", sold, DAY)
    assert isinstance(before, Scope), before
    after = EDITS[customer](before)
    plans = (plan(scope, sold, today=DAY) for scope in (before, after))
    found = meaning(*plans, sold, language, today=DAY)
    edit = Edit(customer=customer, name=before.customer.name, file="", meaning=found)
    text = rendered([edit], 0, "text", language) + "\n"
    assert text == (GOLDEN / f"{customer}.{language}.txt").read_text("utf-8")


def test_every_customer_has_an_edit():
    folders = {folder.name for folder in (root() / "customers").iterdir() if folder.is_dir()}
    assert set(EDITS) == folders
