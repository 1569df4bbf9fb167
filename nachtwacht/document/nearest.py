"""“Did you mean”: the known word that is nearest to a mistyped one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that the writer most likely meant; empty when none is near.

    Case, the choice of ``-``, ``_`` and space, and swapped letters do not count; beyond that difflib's ratio must
    reach 0.6 (Ratcliff and Obershelp, 1988).
    """
    import difflib  # Only wanted when there is a mistake.

    names = sorted(set(known))
    plain = {_plain(name): name for name in reversed(names)}
    if _plain(word) in plain:
        return plain[_plain(word)]
    swapped = [name for name in plain if sorted(name) == sorted(_plain(word))]
    near = swapped or difflib.get_close_matches(_plain(word), list(plain), n=1, cutoff=0.6)
    return plain[near[0]] if near else ""


def _plain(word: str) -> str:
    return word.strip().lower().replace("_", "-").replace(" ", "-")
