"""Progress of long work, step by step."""

from __future__ import annotations

from typing import Literal, Protocol

State = Literal["start", "ok", "changed", "failed", "note"]


class Progress(Protocol):
    """Called from any thread; must be quick and must not raise."""

    def __call__(self, what: str, step: str, state: State, detail: str = "") -> None:
        """``what`` is the thing (a host, an artefact), ``step`` what is done to it."""


def silent(what: str, step: str, state: State, detail: str = "") -> None:
    """Says nothing."""
