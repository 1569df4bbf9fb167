"""How a key of the scope language is defined: its type, and beside it what it means, an example and its unit."""

from collections.abc import Mapping
from typing import Any

from msgspec import Meta, Struct


class Model(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the scope; unknown keys are errors."""


def key(meaning: str, example: Any = None, unit: str = "") -> Meta:
    """What a key means, for somebody who does not program; an example of its value; the unit or form of it.

    A key whose value is a part of its own, or a list of them, needs no example: it is made of that part's keys.
    """
    examples = None if example is None else [example]
    return Meta(description=meaning, examples=examples, extra_json_schema={"x-unit": unit} if unit else None)


def form(pattern: str, said: str) -> Meta:
    r"""The form that a text must have, and that form in words.

    ``(?!\n)`` because Python's ``$`` also matches before a line's end, where JSON Schema's does not.
    """
    return Meta(pattern=f"^{pattern}$(?!\\n)", description=said, extra_json_schema={"x-form": said})


def words(meanings: Mapping[str, str]) -> Meta:
    """What each word of a choice means. The order here is the order in which the words are shown."""
    return Meta(extra_json_schema={"x-words": dict(meanings)})
