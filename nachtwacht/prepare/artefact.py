"""An artefact as a value: its name, what it depends on, and how it is made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct

from nachtwacht.prepare.command import Runner

Make = Callable[[Path, Runner], None]


class Artefact(Struct, frozen=True, kw_only=True):
    """Something that takes long to make.

    ``key`` changes when what it is made from changes; ``make`` fills an empty folder; ``product`` is the path
    of the result in that folder ("" for the folder itself); ``minutes`` is what it takes on two cores.
    """

    name: str
    key: str
    make: Make
    minutes: float
    product: str = ""
    at_hand: Callable[[], Path | None] | None = None
    """Finds one that the machine has already, so that nothing need be made."""
    keep: int = 0
    """How many of the newest are kept; 0 keeps all."""


def digest(parts: Iterable[bytes | str]) -> str:
    """Sixteen hexadecimal digits over the parts, each with its length, so that no two lists look alike."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:16]
