"""Two edits of the same file laid together, field by field: what both may keep, and what somebody has to choose.

Entries of lists are followed by who they were (see ``alignment``), so that a new telephone number and a new contact
do not stand in each other's way.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

from nachtwacht.edit.alignment import Origin, aligned, trusted
from nachtwacht.edit.fields import ENTRIES, FIELDS, Draft
from nachtwacht.edit.writing import same

Side = Literal["mine", "theirs"]


class Absent(Struct, frozen=True):
    """A value that is not there."""


ABSENT = Absent()


class Conflict(Struct, frozen=True, kw_only=True):
    """Both have changed the same thing, each in another way."""

    name: str
    """By which it is chosen."""
    path: tuple[str | int, ...]
    """Field, number of the entry in the file as it was opened, key."""
    base: Any = None
    mine: Any = None
    theirs: Any = None
    gone: tuple[str, ...] = ()
    """Sides (``base``, ``mine``, ``theirs``) where there is no value."""


class Merge(Struct, frozen=True):
    """The drafts laid together; where there are conflicts, with the side that was chosen, or mine."""

    draft: Draft
    origins: dict[str, Origin]
    """Of each list, which entry was which in their file."""
    conflicts: tuple[Conflict, ...]
    mine: tuple[str, ...]
    """Fields that I have changed."""
    theirs: tuple[str, ...]
    """Fields that the other has changed."""


class _Merging(Struct):
    choices: dict[str, Side]
    conflicts: list[Conflict] = field(default_factory=list)

    def choose(self, path: tuple[str | int, ...], base: Any, mine: Any, theirs: Any) -> Any:
        """A conflict, and what holds until somebody chooses: what was typed here."""
        name = "/".join(map(str, path))
        sides = {"base": base, "mine": mine, "theirs": theirs}
        gone = tuple(side for side, value in sides.items() if value is ABSENT)
        shown = {side: None if value is ABSENT else value for side, value in sides.items()}
        self.conflicts.append(Conflict(name=name, path=path, gone=gone, **shown))
        return theirs if self.choices.get(name) == "theirs" else mine

    def value(self, path: tuple[str | int, ...], base: Any, mine: Any, theirs: Any) -> Any:
        """Three values laid together."""
        if _equal(mine, base) or _equal(mine, theirs):
            return theirs
        if _equal(theirs, base):
            return mine
        if isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict):
            return self._keys(path, base, mine, theirs)
        if isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list):
            return merged_list(self.entry, self.choose, path, (base, mine, theirs))[0]
        return self.choose(path, base, mine, theirs)

    def entry(self, path: tuple[str | int, ...], base: Any, mine: Any, theirs: Any) -> Any:
        """Three states of an entry of a list."""
        return self.value(path, base, mine, theirs)

    def _keys(self, path: tuple[str | int, ...], base: Any, mine: Any, theirs: Any) -> dict[str, Any]:
        values = {
            key: self.value((*path, key), *(side.get(key, ABSENT) for side in (base, mine, theirs)))
            for key in dict.fromkeys((*theirs, *mine))
        }
        return {key: value for key, value in values.items() if value is not ABSENT}


def merged(
    base: Draft,
    mine: Draft,
    theirs: Draft,
    *,
    origins: dict[str, Any] | None = None,
    choices: dict[str, Side] | None = None,
) -> Merge:
    """Three drafts laid together. ``origins`` says of my lists which entry was which in the base."""
    doing = _Merging(choices or {})
    draft: Draft = {}
    kept: dict[str, Origin] = {}
    for name in FIELDS:
        sides = tuple(side.get(name, ABSENT) for side in (base, mine, theirs))
        if name in ENTRIES and all(isinstance(side, list) for side in sides):
            given = trusted((origins or {}).get(name), sides[0], sides[1])
            draft[name], kept[name] = merged_list(doing.entry, doing.choose, (name,), sides, given)
        elif (value := doing.value((name,), *sides)) is not ABSENT:
            draft[name] = value
    changed = [
        tuple(name for name in FIELDS if not _equal(side.get(name, ABSENT), base.get(name, ABSENT)))
        for side in (mine, theirs)
    ]
    return Merge(draft, kept, tuple(doing.conflicts), *changed)


def merged_list(entry: Any, choose: Any, path: tuple[str | int, ...], sides: Any, given: Origin | None = None) -> Any:
    """Three lists laid together, and for each entry of the result its number in theirs (None for what is not there)."""
    base, mine, theirs = sides
    of_mine, of_theirs = given or aligned(base, mine), aligned(base, theirs)
    values: dict[tuple[str, int], Any] = {}
    for index, was in enumerate(base):
        here = mine[of_mine.index(index)] if index in of_mine else ABSENT
        there = theirs[of_theirs.index(index)] if index in of_theirs else ABSENT
        value = entry((*path, index), was, here, there)
        if value is not ABSENT:
            values["base", index] = value
    values |= {
        ("mine", n): part for n, part in enumerate(mine) if of_mine[n] is None and not _among(part, theirs, of_theirs)
    }
    values |= {("theirs", n): part for n, part in enumerate(theirs) if of_theirs[n] is None}
    first, second = (_tokens("mine", of_mine), _tokens("theirs", of_theirs))
    tokens = [token for token in _woven(choose, path, first, second) if token in values]
    numbers = [
        of_theirs.index(n) if side == "base" and n in of_theirs else n if side == "theirs" else None
        for side, n in tokens
    ]
    return [values[token] for token in tokens], tuple(numbers)


def _among(value: Any, theirs: list[Any], of_theirs: Origin) -> bool:
    """Whether the other has added just the same."""
    return any(origin is None and same(value, part) for part, origin in zip(theirs, of_theirs, strict=True))


def _tokens(side: str, origin: Origin) -> list[tuple[str, int]]:
    return [("base", was) if was is not None else (side, index) for index, was in enumerate(origin)]


def _woven(choose: Any, path: tuple[str | int, ...], mine: list[Any], theirs: list[Any]) -> list[tuple[str, int]]:
    """One order out of two: that of whoever has changed it; what only the other has follows what it followed there."""
    shared = set(mine) & set(theirs)
    orders = [[n for side, n in tokens if (side, n) in shared] for tokens in (mine, theirs)]
    order, other = mine, theirs
    if orders[0] == sorted(orders[0]):
        order, other = theirs, mine
    elif orders[1] != sorted(orders[1]) and orders[0] != orders[1]:
        chosen = choose((*path, "order"), sorted(orders[0]), orders[0], orders[1])
        order, other = (theirs, mine) if chosen == orders[1] else (mine, theirs)
    woven = list(order)
    for index, token in enumerate(other):
        if token not in woven:
            before = next((one for one in reversed(other[:index]) if one in woven), None)
            woven.insert(woven.index(before) + 1 if before else 0, token)
    return woven


def _equal(one: Any, other: Any) -> bool:
    return one is other or (one is not ABSENT and other is not ABSENT and same(one, other))
