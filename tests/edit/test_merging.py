"""Two edits laid together: whatever only one has changed holds, and what both have changed is chosen."""

from __future__ import annotations

import copy

from hypothesis import given
from hypothesis import strategies as st

from nachtwacht.edit.fields import drafted, intended
from nachtwacht.edit.merging import merged
from nachtwacht.edit.words import WORDS

BASE = {
    "contacts": [{"name": "A", "phone": "1"}, {"name": "B", "phone": "2"}, {"name": "C", "phone": "3"}],
    "business.countries": ["NL", "BE"],
    "service.wake_from": "high",
}
DRAFTS = st.fixed_dictionaries(
    {},
    optional={
        "contacts": st.lists(
            st.fixed_dictionaries({"name": st.sampled_from("ABCD"), "phone": st.sampled_from("123")}), max_size=4
        ),
        "business.countries": st.lists(st.sampled_from(["NL", "BE", "DE"]), unique=True),
        "service.wake_from": st.sampled_from(["low", "high"]),
    },
)


@given(DRAFTS, DRAFTS)
def test_who_changed_nothing_loses_nothing(base, one):
    assert merged(base, one, base).draft == one
    assert merged(base, base, one).draft == one
    assert merged(base, one, one).draft == one
    assert not merged(base, one, base).conflicts


@given(DRAFTS, DRAFTS, DRAFTS)
def test_any_three_can_be_laid_together_and_each_conflict_can_be_chosen(base, mine, theirs):
    first = merged(base, mine, theirs)
    assert not {name for name in first.draft if name not in mine and name not in theirs}
    for side in ("mine", "theirs"):
        done = merged(base, mine, theirs, choices={one.name: side for one in first.conflicts})
        assert [one.name for one in done.conflicts] == [one.name for one in first.conflicts]


def test_a_new_number_a_new_contact_and_another_order_go_together():
    mine, theirs = copy.deepcopy(BASE), copy.deepcopy(BASE)
    mine["contacts"][0]["phone"] = "11"
    mine["business.countries"] = ["NL", "BE", "DE"]
    theirs["contacts"] = [
        theirs["contacts"][2],
        theirs["contacts"][0],
        theirs["contacts"][1],
        {"name": "D", "phone": "4"},
    ]
    theirs["business.countries"] = ["BE"]
    done = merged(BASE, mine, theirs)
    assert [one["name"] for one in done.draft["contacts"]] == ["C", "A", "B", "D"]
    assert done.draft["contacts"][1]["phone"] == "11"
    assert done.origins["contacts"] == (0, 1, 2, 3)
    assert sorted(done.draft["business.countries"]) == ["BE", "DE"]
    assert not done.conflicts


def test_one_removes_what_the_other_changes():
    mine, theirs = copy.deepcopy(BASE), copy.deepcopy(BASE)
    del mine["contacts"][1]
    theirs["contacts"][1]["phone"] = "22"
    done = merged(BASE, mine, theirs)
    (conflict,) = done.conflicts
    assert conflict.gone == ("mine",)
    kept = merged(BASE, mine, theirs, choices={conflict.name: "theirs"})
    assert {"name": "B", "phone": "22"} in kept.draft["contacts"]


def test_what_goes_back_to_the_profile_leaves_the_rest_of_the_file():
    data = {"version": 1, "service": {"wake_from": "high"}, "assets": {"hosts": []}}
    draft = drafted(data)
    assert intended(data, draft) == data
    assert intended(data, {}) == {"version": 1, "service": {}, "assets": {"hosts": []}}
    draft["service.office_hours.from"] = " 08:00\u200b"
    assert intended(data, draft)["service"] == {"office_hours": {"from": "08:00"}, "wake_from": "high"}


def test_both_languages_say_the_same_things():
    assert WORDS["nl"].keys() == WORDS["en"].keys()
    assert [key for key in WORDS["nl"] if WORDS["nl"][key].count("{") != WORDS["en"][key].count("{")] == []
