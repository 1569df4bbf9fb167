"""What a source's normaliser makes of a record; the fields that every event has are added afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
from msgspec import Struct


class Draft(Struct, frozen=True, kw_only=True):
    """An event in the making. ``time`` is UTC seconds or None when the record does not say; ``asset`` may be empty."""

    product: str
    service: str
    categories: tuple[str, ...]
    fields: dict[str, Any]
    asset: str = ""
    time: float | None = None


class Unreadable(Exception):
    """A record that is not what its source promises; the message says in which way."""


def json_of(body: Any) -> dict[str, Any]:
    """The JSON object in a record's body, which may be a map already."""
    if isinstance(body, dict):
        return body
    if not isinstance(body, str):
        raise Unreadable("neither text nor a map")
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise Unreadable("JSON, but no object")
    return value


def epoch(text: Any) -> float | None:
    """UTC seconds of ISO 8601 text with an offset, or of a number; None when it is neither."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        return float(text)
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment.timestamp() if moment.tzinfo else moment.replace(tzinfo=UTC).timestamp()
