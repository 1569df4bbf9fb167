"""A canary's stops on the way, and what it registered; both live in the tables of detection."""

from __future__ import annotations

import sqlite3

from nachtwacht.detect.canary import record_hop, registration
from nachtwacht.model.watch import CanaryRegistration

__all__ = ["record_hop", "registered_clock", "registered_mailbox"]


def registered_mailbox(connection: sqlite3.Connection, token: str) -> str:
    """The test mailbox that gets the canary's story; empty when it registered none."""
    known: CanaryRegistration | None = registration(connection, token)
    return known.mailbox if known else ""


def registered_clock(connection: sqlite3.Connection, token: str, now: float) -> float:
    """The time that counts for the canary: the one that it registered, else ``now``."""
    known: CanaryRegistration | None = registration(connection, token)
    return now if known is None or known.clock is None else known.clock
