"""Whoever saves changes what was changed, and not one character more."""

from __future__ import annotations

import copy
import difflib
import random

import pytest
from edit_texts import MIXED, changed, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from nachtwacht.document.parsing import parse
from nachtwacht.edit.page import Page
from nachtwacht.edit.remarks import remarks
from nachtwacht.edit.rewriting import Unwritable, rewritten
from nachtwacht.edit.tree import plain
from nachtwacht.edit.writing import same

TEXTS = texts()
ANY = st.tuples(st.sampled_from(sorted(TEXTS)), st.integers(0, 2**32), st.integers(1, 4))


def data_of(text):
    """By the scope's own reader, and not by ours."""
    return parse(text, "").data


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_the_tree_reads_what_the_scopes_own_reader_reads(name):
    assert same(plain(Page(TEXTS[name]).top), data_of(TEXTS[name]))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_nothing_changed_is_nothing_changed(name):
    text = TEXTS[name]
    assert rewritten(text, copy.deepcopy(data_of(text))) == text
    assert rewritten("\ufeff" + text, data_of(text)) == "\ufeff" + text


@settings(max_examples=250, deadline=None)
@given(ANY)
def test_any_edit_reads_as_what_was_wanted_and_comments_stay(case):
    name, seed, times = case
    text = TEXTS[name]
    wanted = changed(data_of(text), random.Random(seed), times)
    new = rewritten(text, wanted)
    assert isinstance(new, str), "every edit of data can be written"
    assert same(data_of(new), wanted)


def leaves(value, path=()):
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*path, key))
    else:
        yield path


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_one_value_changes_its_own_stretch_only(data):
    text = TEXTS[data.draw(st.sampled_from(sorted(TEXTS)))]
    wanted = data_of(text)
    path = data.draw(st.sampled_from([path for path in leaves(wanted) if path]))
    holder = wanted
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = data.draw(st.text(max_size=20) | st.booleans() | st.integers(-10, 999))
    new = rewritten(text, wanted)
    assert remarks(new) == remarks(text)
    touched = [
        (text[a:b], new[c:d])
        for what, a, b, c, d in difflib.SequenceMatcher(
            None, text.split("\n"), new.split("\n"), autojunk=False
        ).get_opcodes()
        if what != "equal"
    ]
    assert len(touched) <= 1
    # A value on several lines becomes one line; everything else keeps its line.
    assert abs(new.count("\n") - text.count("\n")) <= 2


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([name for name in sorted(TEXTS) if not name.startswith("odd")]), st.randoms(use_true_random=False)
)
def test_entries_that_move_take_their_own_comments_along(name, chance):
    text = TEXTS[name]
    wanted = data_of(text)
    order = list(range(len(wanted["contacts"])))
    chance.shuffle(order)
    wanted["contacts"] = [wanted["contacts"][index] for index in order]
    new = rewritten(text, wanted, {("contacts",): order})
    assert remarks(new) == remarks(text)
    assert sorted(line.strip() for line in new.split("\n") if line.strip()) == sorted(
        line.strip() for line in text.split("\n") if line.strip()
    )


def test_comments_stay_with_whom_they_are_about():
    wanted = data_of(MIXED)
    del wanted["contacts"][0]
    new = rewritten(MIXED, wanted)
    assert "# Apart from both." in new
    assert "# Touching the second.\n- {name: 'B'" in new
    assert "# Within an entry." not in new
    wanted = data_of(MIXED)
    del wanted["contacts"][1]
    new = rewritten(MIXED, wanted)
    assert "# Touching the second." not in new
    assert "# Apart from both." in new


def test_a_list_between_brackets_on_several_lines_keeps_each_remark():
    wanted = data_of(MIXED)
    wanted["business"]["countries"] = ["NL", "DE", "NO"]
    new = rewritten(MIXED, wanted)
    assert 'NL,   # home\n        DE,    # another\n        "NO"\n    ]' in new


def test_a_list_becomes_empty_and_full_again():
    text = "contacts:   # in this order\n  - name: A\n    role: x   # his\nlast: 1\n"
    empty = rewritten(text, {"contacts": [], "last": 1})
    assert empty == "contacts: [] # in this order\nlast: 1\n"
    full = rewritten(empty, {"contacts": [{"name": "B", "on": ["NO"]}], "last": 1})
    assert full == 'contacts:    # in this order\n  - {name: B, on: ["NO"]}\nlast: 1\n'


def test_a_new_entry_is_written_like_its_neighbours():
    text = 'contacts:\n- name: A\n  phone: "+31 20"\n  on: [x]\nlast: 1\n'
    wanted = {
        "contacts": [{"name": "A", "phone": "+31 20", "on": ["x"]}, {"name": "B", "phone": "12", "on": ["z"]}],
        "last": 1,
    }
    assert rewritten(text, wanted) == text.replace("last", '- name: B\n  phone: "12"\n  on: [z]\nlast')


def test_what_cannot_be_written_without_loss_is_refused():
    text = "{version: 1, list: [a,   # the first\n b]}\n"
    assert isinstance(rewritten(text, {"version": 1, "list": "none"}), Unwritable)
    assert rewritten(text, {"version": 2, "list": ["a", "b"]}) == text.replace("1", "2")
