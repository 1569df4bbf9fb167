"""Wildcards against an oracle that is plainly right: the same pattern as an anchored regular expression."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from nachtwacht.detect.sigma.either import either
from nachtwacht.detect.sigma.glob import matcher
from nachtwacht.detect.sigma.rule import MANY, ONE, Pattern
from nachtwacht.detect.sigma.view import Text

LITERAL = st.text("ab\n.", max_size=3)
PARTS = st.lists(LITERAL | st.sampled_from([MANY, ONE]), max_size=7).map(tuple)


def oracle(parts):
    return re.compile(
        "".join({MANY: ".*", ONE: "."}[p] if isinstance(p, int) else re.escape(p) for p in parts), re.DOTALL
    )


@settings(max_examples=400, deadline=None)
@given(PARTS, st.text("ab\n.", max_size=8))
def test_like_the_oracle(parts, text):
    assert matcher(parts)(text) is (oracle(parts).fullmatch(text) is not None)


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=5), st.text("abAB\n.", max_size=8))
def test_several_at_once_like_one_by_one(patterns, text):
    low = text.lower()
    expected = any(oracle(parts).fullmatch(low) for parts in patterns)
    assert either([Pattern(parts) for parts in patterns], {})(Text(text, low)) is expected


def test_no_text_makes_it_slow():
    """A pattern and a text that would keep a backtracking engine busy for longer than anybody waits."""
    parts = (*[part for _ in range(12) for part in (MANY, "a")], MANY, "b")
    assert not matcher(parts)("a" * 20_000)
