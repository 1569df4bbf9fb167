"""What separates two values, leaf by leaf, as paths that the engine understands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal

Change = Literal["ADD", "DELETE", "UPDATE"]
_PLAIN = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")


def leaves(old: Any, new: Any, path: str = "") -> Iterator[tuple[str, Change]]:
    """Every property path at which the two differ, and how; the order of keys does not count."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            yield from _member(old, new, name, f"{path}{_step(name, first=not path)}")
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            place = f"{path}[{index}]"
            if index >= len(new) or index >= len(old):
                yield place, "DELETE" if index >= len(new) else "ADD"
            else:
                yield from leaves(old[index], new[index], place)
    elif old != new:
        yield path, "UPDATE"


def _member(old: dict[str, Any], new: dict[str, Any], name: str, place: str) -> Iterator[tuple[str, Change]]:
    if name not in new:
        yield place, "DELETE"
    elif name not in old:
        yield place, "ADD"
    else:
        yield from leaves(old[name], new[name], place)


def _step(name: str, *, first: bool) -> str:
    """``.name``, or ``["name"]`` when it is no plain word (the engine's property path syntax)."""
    if _PLAIN.match(name):
        return name if first else f".{name}"
    return f"[{json.dumps(name, ensure_ascii=False)}]"
