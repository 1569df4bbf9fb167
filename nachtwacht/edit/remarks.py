"""The comments in a YAML text: they are for people, and whoever saves must not lose them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nachtwacht.edit.tree import Node, scalars, tree


def remarks(text: str, top: Node | None = None) -> Counter[str]:
    """Every comment with how often it occurs, from its ``#`` to the end of its line."""
    return Counter(text[start:end].rstrip() for start, end in stretches(text, top or tree(text)))


def stretches(text: str, top: Node) -> Iterator[tuple[int, int]]:
    """Where each comment stands: a ``#`` outside of every key and value, at the start of a line or after a space."""
    at = 0
    for start, end in (*sorted(scalars(top)), (len(text), len(text))):
        yield from _between(text, at, start)
        at = max(at, end)


def _between(text: str, at: int, until: int) -> Iterator[tuple[int, int]]:
    while (found := text.find("#", at, until)) >= 0:
        if found == 0 or text[found - 1] in " \t\r\n\ufeff":
            stop = found
            while stop < len(text) and text[stop] not in "\r\n":
                stop += 1
            yield found, stop
            at = stop
        else:
            at = found + 1
