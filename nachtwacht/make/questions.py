"""The questions of a template: its ``cookiecutter.json`` has each one's words and the answer that is offered."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec import Struct

UNASKED = frozenset({"folder"})
"""Settings of a template that are ours to decide."""


class Question(Struct, frozen=True, kw_only=True):
    """One question, with the answer that is offered."""

    key: str
    hint: str
    default: str
    choices: tuple[str, ...] = ()


def questions(template: Path) -> tuple[Question, ...]:
    """Every question of a template's folder, in the order in which they are asked."""
    told = json.loads((template / "cookiecutter.json").read_text("utf-8"))
    hints = told["__prompts__"]
    return tuple(
        _question(key, value, hints[key]) for key, value in told.items() if key[0] != "_" and key not in UNASKED
    )


def _question(key: str, value: str | list[str], hint: str) -> Question:
    if isinstance(value, str):
        return Question(key=key, hint=hint, default=value)
    return Question(key=key, hint=hint, default=value[0], choices=tuple(value))
