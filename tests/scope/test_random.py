"""No input makes a traceback: bytes, YAML-like text, and small edits of a good scope."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.model.scope import Scope
from nachtwacht.scope import check, load_scope

GOOD = (Path(__file__).parents[1] / "scopes" / "good" / "full.yaml").read_text("utf-8")
PIECES = st.sampled_from(
    [": ", "- ", "\n", "\n  ", "[", "]", "{", "}", "'", '"', "#", "&a ", "*a", "!!x ", "|\n", ">\n", "\t", "? ", "---\n",
     "...\n", "%YAML 1.2\n", "NO", "22:00", "012", "a", "version", "null", "~", "\x00", "\u2028", "\ufeff", "é", "<<: "]
)  # fmt: skip
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def inspected(content: bytes, catalog, today, folder) -> None:
    file = folder / "some.yaml"
    file.write_bytes(content)
    findings = check(file, catalog, today)
    assert all(isinstance(found, ScopeFinding) and found.line >= 1 and found.column >= 1 for found in findings)
    loaded = load_scope(file, catalog, today)
    assert isinstance(loaded, Rejected if any(found.severity == "error" for found in findings) else Scope)


@QUICK
@given(content=st.binary(max_size=200))
def test_bytes(content, catalog, today, tmp_path):
    inspected(content, catalog, today, tmp_path)


@QUICK
@given(pieces=st.lists(PIECES, max_size=40))
def test_yaml_like(pieces, catalog, today, tmp_path):
    inspected("".join(pieces).encode(), catalog, today, tmp_path)


@QUICK
@given(at=st.integers(0, len(GOOD) - 1), cut=st.integers(0, 30), pieces=st.lists(PIECES, max_size=4))
def test_edits(at, cut, pieces, *, catalog, today, tmp_path):
    inspected((GOOD[:at] + "".join(pieces) + GOOD[at + cut :]).encode(), catalog, today, tmp_path)
