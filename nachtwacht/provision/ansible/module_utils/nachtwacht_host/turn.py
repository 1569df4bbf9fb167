"""Several requests in one go: steps that build on one another stop at the first that fails."""

from __future__ import annotations

from typing import Any

from .engine import Answer, answer
from .machine import Machine


def in_turn(machine: Machine, requests: list[dict[str, Any]]) -> list[Answer]:
    """One answer for each request; after a failure in a ``group`` the rest of that group is not tried."""
    failed: dict[str, str] = {}
    answers = []
    for request in requests:
        group = request.get("group", "")
        if group in failed:
            reason = f"not tried, for {failed[group]} failed"
            answers.append({"name": request["name"], "changed": False, "error": reason})
            continue
        one = answer(machine, request)
        if group and (one["error"] or one.get("missing_blobs")):
            failed[group] = request["name"]
        answers.append(one)
    return answers
