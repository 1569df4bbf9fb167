"""“Did you mean”: the known word that is nearest to a mistyped one."""

# ruff: noqa: RUF001  Quotes and hyphens of word processors are what this is about.

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALIKE = 0.6
_SHORT = 3
"""Words of so few letters have too many neighbours: only another order or case of their letters counts."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that the writer most likely meant; empty when none is near.

    Case, the choice of ``-``, ``_`` and space, quotes around the word and swapped letters do not count. Then come the
    everyday words of ``synonyms``, the last part of a name with slashes (Amsterdam for Europe/Amsterdam), one slip of
    the finger (Damerau 1964: a letter too many, too few, another, or two swapped), and at last difflib's ratio of at
    least 0.6 (Ratcliff and Obershelp, 1988).
    """
    names = sorted(set(known))
    plain = {_plain(name): name for name in reversed(names)}
    wanted = _plain(word)
    if not wanted:
        return ""
    if wanted in plain:
        return plain[wanted]
    from nachtwacht.document.synonyms import synonyms

    meant = [one for one in synonyms().get(_spelt(word), ()) if one in names]
    ends = [name for one, name in plain.items() if "/" in one and one.rsplit("/", 1)[1] == wanted]
    for certain in (meant, ends):
        if len(certain) == 1:
            return certain[0]
    return _alike(wanted, plain)


def did_you_mean(word: str) -> str:
    """``; did you mean 'x'?`` to end a sentence with; nothing when nothing is near."""
    return f"; did you mean '{word}'?" if word else ""


def _alike(wanted: str, plain: dict[str, str]) -> str:
    joined = {one.replace("-", ""): name for one, name in plain.items()}
    if wanted.replace("-", "") in joined:
        return joined[wanted.replace("-", "")]
    swapped = [name for one, name in plain.items() if sorted(one) == sorted(wanted)]
    if swapped:
        return swapped[0]
    if len(wanted) < _SHORT:
        return ""
    import difflib  # Only wanted when there is a mistake.

    alike = difflib.get_close_matches(wanted, list(plain), n=3, cutoff=_ALIKE)
    slips = [one for one in plain if near(one, wanted)]
    if len(slips) == 1:
        return plain[slips[0]]
    return plain[alike[0]] if alike else ""


def near(one: str, other: str) -> bool:
    """Whether one letter more, less, other or swapped with its neighbour makes one word of the other (Damerau 1964)."""
    if one == other:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = next((at for at, letter in enumerate(one) if letter != other[at]), len(one))
    if len(one) < len(other):
        return len(other) - len(one) == 1 and one[start:] == other[start + 1 :]
    swapped = one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    return one[start + 1 :] == other[start + 1 :] or swapped


def _plain(word: str) -> str:
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "-", word.strip(" \"'“”‘’`.,;:*"))
    return re.sub(r"[\s_–—-]+", "-", apart.lower())


def _spelt(word: str) -> str:
    """As the table of synonyms spells a word."""
    return re.sub(r"\s+", "_", word.strip(" \"'“”‘’.,;").lower())
