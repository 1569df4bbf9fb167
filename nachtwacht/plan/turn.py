"""One thing that an edit turns into another, as data: what it is, which way it goes, and whether somebody has to agree."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, Literal, TypeVar

from msgspec import Struct

Subject = Literal["coverage", "left_out", "sharpness", "response", "contacts", "hours", "assets", "agreements"]
Side = Literal["more", "less", "may", "other"]
"""More is watched, less is watched, we may do more, or neither."""

T = TypeVar("T")


class Turn(Struct, frozen=True, kw_only=True):
    """The facts are named by what they are: ``severity_before``, ``day_until``, ``assets``."""

    kind: str
    subject: Subject
    side: Side = "other"
    consent: bool = False
    facts: dict[str, Any]


def turn(kind: str, subject: Subject, side: Side = "other", /, **facts: Any) -> Turn:
    """A turn. Watching less and being allowed more need consent."""
    return Turn(kind=kind, subject=subject, side=side, consent=side in ("less", "may"), facts=facts)


def paired(
    before: Sequence[T], after: Sequence[T], *alike: Callable[[T], Hashable]
) -> Iterator[tuple[T | None, T | None]]:
    """Entries of two lists that are the same one, by the first key that they have in common; the strictest key first.

    Each in the order of the new list, then what is gone. None stands where there is no other half.
    """
    free = list(range(len(before)))
    partner: dict[int, int] = {}
    for key in alike:
        for index, entry in enumerate(after):
            match = next((old for old in free if key(before[old]) == key(entry)), None)
            if index not in partner and match is not None:
                partner[index] = match
                free.remove(match)
    for index, entry in enumerate(after):
        yield (before[partner[index]] if index in partner else None), entry
    yield from ((before[old], None) for old in free)
