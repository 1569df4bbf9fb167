"""Why an edit changes nothing for the customer, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nachtwacht.model.content import Words

_SAME = Words(en="Only comments, order or layout changed.", nl="Alleen commentaar, volgorde of opmaak is veranderd.")
_MOVED = Words(
    en="The same values come from elsewhere now: from the profile, or from this file ({}).",
    nl="Dezelfde waarden komen nu ergens anders vandaan: uit het profiel, of uit dit bestand ({}).",
)


def note(before: dict[str, Any], after: dict[str, Any], language: str) -> str:
    """What was edited, when its meaning is the same."""
    moved = ", ".join(sorted({path.replace("_", " ") for path in _elsewhere(before, after, "")}))
    return _MOVED.of(language).format(moved) if moved else _SAME.of(language)


def _elsewhere(before: Any, after: Any, path: str) -> Iterator[str]:
    """The parts that one of the two files says and the other leaves to its profile."""
    for key in {*before, *after}:
        here = f"{path} > {key}" if path else str(key)
        if (key in before) != (key in after):
            yield here
        elif isinstance(before[key], dict) and isinstance(after[key], dict):
            yield from _elsewhere(before[key], after[key], here)
