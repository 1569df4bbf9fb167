"""Names that are taken for one another, and words that are nearly a well-known one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from nachtwacht.document.nearest import near

_PARTS = re.compile(r"[a-z]+|[0-9]+")
_TAKEN_FOR = str.maketrans({"o": "0", "l": "1", "i": "1"})
_LONG = 5
"""Letters from which on one letter more or less is a likely slip."""


def confusable(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that differ only in separators, leading zeros, letters that look like digits, or one letter.

    Numbers count: ``ws-01`` and ``ws-02`` are two machines to everybody. Linear in the number of names.
    """
    kept = list(dict.fromkeys(names))
    pairs: dict[tuple[str, str], None] = {}
    forms = [(name, _forms(name)) for name in kept]
    for keys in ([one[1][0] for one in forms], [one[1][1] for one in forms]):
        seen: dict[str, str] = {}
        for name, key in zip(kept, keys, strict=True):
            first = seen.setdefault(key, name)
            if first != name:
                pairs.setdefault((first, name))
    shapes: dict[tuple[str, ...], str] = {}
    for name, (_, _, shape) in forms:
        shapes.setdefault(shape, name)
    for one, other in _one_letter_apart(shapes):
        pairs.setdefault((one, other))
    yield from pairs


def slip(word: str, known: Iterable[str]) -> str:
    """The well-known word of which this is nearly one: one letter more, less, other or swapped; empty when it is none.

    Case and separators are free, so a word that differs in these only is no slip.
    """
    plain = _letters(word)
    words = _by_letters(tuple(known))
    if len(plain) < _LONG - 1 or plain in words:
        return ""
    return next((one for key, one in words.items() if abs(len(key) - len(plain)) <= 1 and near(plain, key)), "")


@lru_cache(maxsize=8192)
def _forms(name: str) -> tuple[str, str, tuple[str, ...]]:
    """A name without separators and leading zeros, as it looks at a glance, and its parts with every number as 0."""
    small = name.lower()
    parts = _PARTS.findall(small)
    plainly = "".join(part.lstrip("0") or "0" if part.isdigit() else part for part in parts)
    return plainly, small.translate(_TAKEN_FOR), tuple("0" if part.isdigit() else part for part in parts)


@lru_cache(maxsize=64)
def _by_letters(known: tuple[str, ...]) -> dict[str, str]:
    """Well-known words by their letters; read only."""
    return {_letters(one): one for one in known}


def _letters(word: str) -> str:
    return re.sub(r"[\W_]+", "", word.lower())


def _one_letter_apart(shapes: dict[tuple[str, ...], str]) -> Iterator[tuple[str, str]]:
    """Names of which all parts are the same but one long word, which is a slip away from the other's."""
    by_rest: dict[tuple[int, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for parts in shapes:
        for at, part in enumerate(parts):
            if len(part) >= _LONG:
                by_rest.setdefault((at, parts[:at], parts[at + 1 :]), []).append(part)
    for (_, before, after), words in by_rest.items():
        for one, other in _near_words(words):
            yield shapes[(*before, one, *after)], shapes[(*before, other, *after)]


def _near_words(words: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs a slip apart, found by what is left when one letter is taken out."""
    seen: dict[str, list[str]] = {}
    told: set[tuple[str, str]] = set()
    for word in words if len(words) > 1 else ():
        for key in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
            for other in seen.setdefault(key, []):
                if (other, word) not in told and near(other, word):
                    told.add((other, word))
                    yield other, word
            seen[key].append(word)
