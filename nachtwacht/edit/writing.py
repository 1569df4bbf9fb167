"""New values as YAML, written the way that their neighbours are written."""

from __future__ import annotations

import json
import re
from typing import Any

from nachtwacht.document.letters import odd_letters
from nachtwacht.document.scalars import resolve, surprise
from nachtwacht.edit.tree import Mapping, Node, Scalar, Sequence

FEW = 4
"""A set of at most so many keys is written on one line when no neighbour shows another way."""
_PLAIN = re.compile(r"[^\s\-+?:,\[\]{}#&*!|>'\"%@`=<][^\s,\[\]{}#]*( [^\s,\[\]{}#]+)*\Z")


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of the same kind: ``1``, ``1.0`` and ``true`` are three values."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def scalar(value: Any, like: Node | None = None) -> str:
    """One value on one line; a text keeps the quotes of ``like``, and gets some where it needs them."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return json.dumps(value)
    style = like.style if isinstance(like, Scalar) and isinstance(like.value, str) else ""
    if style == "'" and _visible(value):
        return "'" + value.replace("'", "''") + "'"
    return value if style not in ("'", '"') and bare(value) else quoted(value)


def bare(text: str) -> bool:
    """Whether a text needs no quotes anywhere, to any reader of YAML."""
    if not _PLAIN.match(text) or text.endswith(":") or ": " in text or not _visible(text):
        return False
    return resolve(text) == text and surprise(text) is None


def quoted(text: str) -> str:
    """The text in double quotes (YAML 1.2.2, section 5.7), with everything that cannot be seen written out."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(letter if _visible(letter) else _escaped(ord(letter)) for letter in written)


def _visible(text: str) -> bool:
    return text.isprintable() and not odd_letters(text, "")[1]


def _escaped(number: int) -> str:
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004  Four digits reach so far.


def inline(value: Any, like: Node | None = None) -> str:
    """Any value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key_text(key)}: {inline(part, _of(like, key))}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(part, _first(like)) for part in value) + "]"
    return scalar(value, like)


def lines(value: Any, like: Node | None = None) -> list[str]:
    """A value on as many lines as its neighbours take; the first one stands where the value begins."""
    if isinstance(value, dict) and value and not _on_one_line(value, like):
        return [line for key, part in value.items() for line in pair_lines(key, part, _of(like, key))]
    if isinstance(value, list) and value and _spread(value, like):
        return [line for part in value for line in _item_lines(part, _first(like))]
    return [inline(value, like)]


def pair_lines(key: str, value: Any, like: Node | None = None) -> list[str]:
    """A key with its value."""
    written = lines(value, like)
    spread = (isinstance(value, list) and _spread(value, like)) or (
        isinstance(value, dict) and value and not _on_one_line(value, like)
    )
    if not spread:
        return [f"{key_text(key)}: {written[0]}"]
    return [f"{key_text(key)}:", *(f"  {line}" for line in written)]


def _item_lines(value: Any, like: Node | None) -> list[str]:
    first, *rest = lines(value, like)
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _on_one_line(value: dict[str, Any], like: Node | None) -> bool:
    if isinstance(like, Mapping):
        return like.flow
    return len(value) <= FEW and not any(isinstance(part, dict) for part in value.values())


def _spread(value: list[Any], like: Node | None) -> bool:
    if isinstance(like, Sequence) and like.items:
        return not like.flow
    return any(isinstance(part, dict) for part in value)


def key_text(key: str) -> str:
    """A key. ``on`` is written as it is: the scope's language has it, and its readers take keys as texts."""
    return key if _PLAIN.match(key) and ":" not in key else quoted(key)


def _of(like: Node | None, key: str) -> Node | None:
    if not isinstance(like, Mapping):
        return None
    return next((pair.value for pair in like.pairs if pair.key == key), None)


def _first(like: Node | None) -> Node | None:
    return like.items[0] if isinstance(like, Sequence) and like.items else None
