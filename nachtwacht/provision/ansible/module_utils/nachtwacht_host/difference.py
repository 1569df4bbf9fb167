"""One property of one thing that is not as wanted, as the controller is told."""

from __future__ import annotations

from typing import Any

Difference = dict[str, Any]


def difference(resource: str, prop: str, want: object, have: object) -> Difference:
    """``resource`` is ``kind:key``; ``want`` and ``have`` are short and hold no secret."""
    return {"resource": resource, "property": prop, "want": want, "have": have}


def compare(resource: str, want: dict[str, Any], have: dict[str, Any]) -> list[Difference]:
    """A difference for every property of ``want`` that ``have`` does not have."""
    return [
        difference(resource, prop, value, have.get(prop)) for prop, value in want.items() if have.get(prop) != value
    ]
