"""Matches text against a pattern with ``*`` and ``?`` in time linear in the text for each literal of the pattern.

No regular expression engine that can backtrack ever sees text that an attacker controls here: between two ``*``
stands a piece of fixed length, and the leftmost place for each piece is always a right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from nachtwacht.detect.sigma.rule import MANY, ONE

Matcher = Callable[[str], bool]
Piece = tuple[str | int, ...]


def matcher(parts: Piece) -> Matcher:
    """A function that says whether the whole of a text matches; parts are literals and wildcards."""
    parts = merged(parts)
    special = _common_shape(parts)
    return special if special is not None else _general(parts)


def merged(parts: Piece) -> Piece:
    """The same pattern with neighbouring literals as one, and each run of ``*`` as one."""
    whole: list[str | int] = []
    for part in parts:
        if part == "":
            continue
        if whole and isinstance(part, str) and isinstance(whole[-1], str):
            whole[-1] += part
        elif not (part == MANY and whole and whole[-1] == MANY):
            whole.append(part)
    return tuple(whole)


def _common_shape(parts: Piece) -> Matcher | None:
    """A text method for the shapes that nearly all patterns have."""
    words = [part for part in parts if isinstance(part, str)]
    if ONE in parts or len(words) > 1:
        return None
    word = words[0] if words else ""
    shapes: dict[Piece, Matcher] = {
        (): lambda text: not text,
        (MANY,): lambda _: True,
        (word,): lambda text: text == word,
        (word, MANY): lambda text: text.startswith(word),
        (MANY, word): lambda text: text.endswith(word),
        (MANY, word, MANY): lambda text: word in text,
    }
    return shapes.get(parts)


def _general(parts: Piece) -> Matcher:
    pieces = [tuple(group) for many, group in groupby(parts, key=lambda part: part == MANY) if not many]
    first = None if parts[0] == MANY else pieces.pop(0)
    if first is not None and not pieces and parts[-1] != MANY:
        whole = _fixed(first)
        return lambda text: whole.fullmatch(text) is not None
    last = pieces.pop() if parts[-1] != MANY else None
    return _anchored(None if first is None else _fixed(first), [_fixed(piece) for piece in pieces], last)


def _anchored(first: re.Pattern[str] | None, middle: list[re.Pattern[str]], last: Piece | None) -> Matcher:
    tail = _fixed(last) if last is not None else None
    length = sum(len(part) if isinstance(part, str) else 1 for part in last or ())

    def match(text: str) -> bool:
        place = 0
        if first is not None:
            start = first.match(text)
            if start is None:
                return False
            place = start.end()
        for piece in middle:
            found = piece.search(text, place)
            if found is None:
                return False
            place = found.end()
        if tail is None:
            return True
        at = len(text) - length
        return at >= place and tail.match(text, at) is not None

    return match


def _fixed(piece: Piece) -> re.Pattern[str]:
    """Literals and single wildcards only: an expression of fixed length, which cannot backtrack."""
    return re.compile(
        "".join("." if part == ONE and isinstance(part, int) else re.escape(str(part)) for part in piece), re.DOTALL
    )
