"""What was done and decided before: all that permission may depend on besides the scope and the clock."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Past(Struct, frozen=True, kw_only=True):
    """A grant that was given for real; ``at`` in UTC seconds."""

    request: str
    action: str
    asset: str
    at: float


class Answer(Struct, frozen=True, kw_only=True):
    """What somebody said to one request."""

    request: str
    by: Literal["analyst", "customer"]
    name: str
    yes: bool
    at: float


class History(Struct, frozen=True, kw_only=True):
    """``asked``: request id -> when somebody was first asked to approve it."""

    past: tuple[Past, ...] = ()
    answers: tuple[Answer, ...] = ()
    asked: dict[str, float] = {}
