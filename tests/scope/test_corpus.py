"""Bad edits: those that were written by hand, all; those that are made by rule, some of each kind.

``python -m benchmarks.bad_edits`` tries all of them, some thousands, and prints the table.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from benchmarks.bad_edits.judge import judge
from benchmarks.bad_edits.mutation import mutations
from benchmarks.bad_edits.tables import by_hand

OF_EACH_KIND = 2


@pytest.fixture(scope="module")
def hand():
    return list(judge(by_hand()))


@pytest.fixture(scope="module")
def made():
    kinds = defaultdict(list)
    for edit in mutations(["full"]):
        kinds[edit.theme].append(edit)
    some = [edit for edits in kinds.values() for edit in edits[:: max(1, len(edits) // OF_EACH_KIND)][:OF_EACH_KIND]]
    return list(judge(some))


def names(verdicts):
    return [(one.edit.name, [(f.line, f.code, f.fix) for f in one.findings]) for one in verdicts]


def test_every_edit_by_hand_is_found_on_its_line(hand):
    assert len(hand) > 80
    assert names(one for one in hand if not one.found) == []


def test_every_edit_by_hand_has_its_mend(hand):
    assert names(one for one in hand if one.knowable and not one.fixed) == []


def test_a_mend_that_is_pasted_settles_the_finding(hand):
    assert names(one for one in hand if one.unsettled) == []


def test_none_makes_a_traceback_or_is_taken_for_another_promise(hand, made):
    assert [one.traceback for one in (*hand, *made) if one.traceback] == []
    assert names(one for one in hand if one.accepted) == []


def test_edits_by_rule_are_found_on_their_line(made):
    assert len(made) > 100
    missed = [one for one in made if not one.found and not one.edit.harmless]
    assert len(missed) <= len(made) * 0.03, names(missed)


def test_edits_by_rule_have_their_mend(made):
    knowable = [one for one in made if one.knowable]
    assert len(knowable) > 70
    assert sum(one.fixed for one in knowable) >= len(knowable) * 0.9
