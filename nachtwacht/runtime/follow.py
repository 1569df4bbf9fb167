"""Hands findings to the responder, and the questions of people to it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from msgspec import Struct

from nachtwacht.detect.context import Context
from nachtwacht.model.watch import Finding
from nachtwacht.runtime.watch import Watch


class Worker(Protocol):
    """The responder's thread (``nachtwacht.respond.Worker``)."""

    def wake(self) -> None:
        """Something is new."""

    def run(self, stop: threading.Event) -> None:
        """Follow up incidents until ``stop``."""

    def health(self) -> Struct:
        """``ok``, ``problems``, and how much waits."""


def schema(connection: sqlite3.Connection) -> None:
    """Make the responder's tables."""
    from nachtwacht import respond

    respond.schema(connection)


def take(connection: sqlite3.Connection, findings: Sequence[Finding], watch: Watch) -> None:
    """Join findings into incidents, in the caller's transaction."""
    from nachtwacht import respond

    respond.take(connection, findings, watch.now())


def worker(context: Callable[[], Context]) -> Worker:
    """The responder of this customer."""
    from nachtwacht import respond

    return respond.worker(context)


def verbs() -> frozenset[str]:
    """The responder's own verbs of the control socket."""
    from nachtwacht import respond

    return frozenset(respond.VERBS)


def control(connection: sqlite3.Connection, verb: str, arguments: dict[str, Any], context: Context) -> dict[str, Any]:
    """Answer one of the responder's verbs; a mistake of the caller is ``{"error", "fix"}``."""
    from nachtwacht import respond

    return respond.control(connection, verb, arguments, context)
