"""What carries responses out: asks the responder of one host one question, and brings its answer."""

from __future__ import annotations

from typing import Any, Protocol


class CannotRespond(Exception):
    """A host's responder gave no usable answer; ``why`` and ``mend`` are sentences for an analyst."""

    def __init__(self, host: str, why: str, mend: str) -> None:
        super().__init__(f"{host}: {why}")
        self.host = host
        self.why = why
        self.mend = mend


class Effectors(Protocol):
    """Every call is a log-in of its own, so that an answer also proves that the way in is open."""

    def ask(self, host: str, question: dict[str, Any]) -> dict[str, Any]:
        """The responder's answer, as in ARCHITECTURE "Responses"; raises CannotRespond. Bounded in time."""
