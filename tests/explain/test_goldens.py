"""Each example customer in each language, word for word.

A change of words is meant? ``NACHTWACHT_GOLDEN=write`` writes the goldens anew; read them aloud before committing.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from leaks import leaks

from nachtwacht.catalog import root
from nachtwacht.model.scope import Scope
from nachtwacht.report.explanation import explanation
from nachtwacht.report.explanation.text import explanation_text
from nachtwacht.scope import load_scope

GOLDEN = Path(__file__).with_name("golden")
CUSTOMERS = sorted(folder.name for folder in (root() / "customers").iterdir() if (folder / "scope.yaml").is_file())
BOTH = [(customer, language) for customer in CUSTOMERS for language in ("nl", "en")]


@pytest.mark.parametrize(("customer", "language"), BOTH)
def test_as_in_the_golden(customer, language, catalog, today):
    scope = load_scope(root() / "customers" / customer / "scope.yaml", catalog, today)
    assert isinstance(scope, Scope), scope
    explained = explanation(scope, catalog, today=today, language=language)
    text = explanation_text(explained, width=88) + "\n"
    golden = GOLDEN / f"{customer}.{language}.txt"
    if os.environ.get("NACHTWACHT_GOLDEN") == "write":
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "NACHTWACHT_GOLDEN=write writes the goldens anew"
    assert leaks(explained, scope, language) == []


def test_no_golden_is_left_over():
    assert sorted(file.name for file in GOLDEN.iterdir()) == sorted(f"{one}.{language}.txt" for one, language in BOTH)
