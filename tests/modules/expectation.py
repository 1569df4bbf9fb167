"""What a case expects of the steps: step by step, and of each only what the case is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from nachtwacht.model.state import HostState, Step

NAMED_BY = {
    "users": "name",
    "directories": "path",
    "keys": "path",
    "files": "path",
    "archives": "path",
    "settings": "name",
    "tables": "name",
    "units": "name",
    "authorized_keys": "line",
}


def unmet(expected: dict[str, Any], steps: tuple[Step, ...]) -> list[str]:
    """Everything that a case expects and the steps do not have; an empty list when the case holds."""
    names = [step.name for step in steps]
    if names != list(expected):
        return [f"steps are {names}, expected {list(expected)}"]
    return [line for step in steps for line in _of_step(step, expected[step.name] or {})]


def _of_step(step: Step, expected: dict[str, Any]) -> Iterator[str]:
    assert isinstance(step.do, HostState), "a case about a Play needs words of its own"
    state = msgspec.to_builtins(step.do)
    for kind, wanted in expected.items():
        if kind == "without":
            yield from _absent(step.name, state, wanted)
        elif kind in {"packages", "leftovers"}:
            yield from (f"{step.name}: no {kind} {each}" for each in wanted if each not in state[kind])
        else:
            yield from _named(f"{step.name}: {kind}", _by_name(kind, state), wanted)


def _absent(step: str, state: dict[str, Any], unwanted: dict[str, list[str]]) -> Iterator[str]:
    for kind, names in unwanted.items():
        have = _by_name(kind, state) if kind in NAMED_BY else state[kind]
        yield from (f"{step}: {kind} {name} should not be there" for name in names if name in have)


def _named(where: str, have: dict[str, Any], wanted: dict[str, Any]) -> Iterator[str]:
    for name, properties in wanted.items():
        if name not in have:
            yield f"{where} has no {name}, only {sorted(have)}"
            continue
        yield from _properties(f"{where} {name}", have[name], properties or {})


def _properties(where: str, item: dict[str, Any], wanted: dict[str, Any]) -> Iterator[str]:
    text = str(item.get("content") or item.get("rules") or "")
    for name, value in wanted.items():
        if name == "contains":
            yield from (f"{where} does not contain {each!r}" for each in value if each not in text)
        elif name == "lacks":
            yield from (f"{where} contains {each!r}" for each in value if each in text)
        elif item.get(name) != value and list(item.get(name) or ()) != value:
            yield f"{where}: {name} is {item.get(name)!r}, expected {value!r}"


def _by_name(kind: str, state: dict[str, Any]) -> dict[str, Any]:
    return {item[NAMED_BY[kind]]: item for item in state[kind]}
