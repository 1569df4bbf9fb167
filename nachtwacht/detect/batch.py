"""Some events that are judged together, in the order in which they arrived."""

from __future__ import annotations

from msgspec import Struct

from nachtwacht.model.watch import Event


class Batch(Struct, frozen=True, kw_only=True):
    """``now`` is the clock of arrival in UTC seconds: what is forgotten is forgotten by it."""

    events: tuple[Event, ...]
    now: float
