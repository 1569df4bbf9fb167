"""Which entry of a list was which entry of the list before, so that each keeps its own comments and its own place."""

from __future__ import annotations

from typing import Any

from nachtwacht.edit.writing import same

Origin = tuple[int | None, ...]
"""For each entry of a new list, its index in the old one; None for what is new."""

_ALIKE = 0.34
"""Of two entries with several keys, so many of them must be the same."""


def aligned(old: list[Any], new: list[Any]) -> Origin:
    """The best guess: equal entries first, then those that have the most in common."""
    origin: list[int | None] = [None] * len(new)
    free = list(range(len(old)))
    for index, entry in enumerate(new):
        found = next((number for number in free if same(old[number], entry)), None)
        if found is not None:
            origin[index] = found
            free.remove(found)
    for index, entry in enumerate(new):
        if origin[index] is None and free:
            best = max(free, key=lambda number: (likeness(old[number], entry), -abs(number - index)))
            if likeness(old[best], entry) >= _ALIKE:
                origin[index] = best
                free.remove(best)
    if len(old) == len(new):  # A single value in the place of another one: what is remarked beside it stays there.
        lone = [index for index in free if origin[index] is None and not isinstance(new[index], dict)]
        for index in lone:
            origin[index] = index
    return tuple(origin)


def trusted(origin: Any, old: list[Any], new: list[Any]) -> Origin:
    """An origin that was given, when it can be one; else the best guess."""
    if not isinstance(origin, list | tuple) or len(origin) != len(new):
        return aligned(old, new)
    named = [number for number in origin if number is not None]
    possible = all(type(number) is int and 0 <= number < len(old) for number in named)
    return tuple(origin) if possible and len(set(named)) == len(named) else aligned(old, new)


def likeness(one: Any, other: Any) -> float:
    """Which part of two entries is the same, from 0 to 1."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return 0.0
    keys = one.keys() | other.keys()
    shared = [key for key in one.keys() & other.keys() if same(one[key], other[key])]
    return len(shared) / len(keys) if keys else 1.0
