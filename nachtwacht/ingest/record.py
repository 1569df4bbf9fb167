"""A log record as it arrived, before anything is understood of it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field


class Record(Struct, frozen=True, kw_only=True):
    """One log record. Times are UTC seconds; ``time`` is 0 when the sender gave none."""

    id: str
    """The same for every delivery of the same record; made of the sending host, so that no host can take another's."""
    host: str
    """The sender, as its client certificate says."""
    source: str
    time: float
    observed: float
    arrived: float
    body: Any
    attributes: dict[str, Any] = field(default_factory=dict)
