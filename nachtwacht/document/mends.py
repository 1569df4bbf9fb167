"""What the writer of a value in the wrong shape most likely meant."""

from __future__ import annotations

import json
import re
from typing import Any

_UNITS = {"s": "s", "m": "m", "h": "h", "u": "h", "d": "d"}
_DURATION = re.compile(r"\s*([1-9][0-9]*)\s*([smhud])[a-z]*\s*\Z", re.IGNORECASE)
_TIME = re.compile(r"\s*([0-9]{1,2})\s*[:.h]\s*([0-9]{2})\s*\Z")
_DAY_FIRST = re.compile(r"\s*([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})\s*\Z")
_YEAR_FIRST = re.compile(r"\s*([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})\s*\Z")
_RATE = re.compile(r"\s*([1-9][0-9]*)\s*(?:x|times)?\s*(?:per|/|an|a|each|every)\s*(h|d)[a-z]*\s*\Z", re.IGNORECASE)


def mend(value: Any, schema: dict[str, Any]) -> str:
    """A value of the right shape that is near to ``value``; empty when none can be known."""
    pattern, text = schema.get("pattern"), str(value)
    if not isinstance(pattern, str):
        return ""
    for guess in _guesses(text):
        if re.search(pattern, guess):
            return quoted(guess) if ":" in guess or " " in guess else guess
    return ""


def _guesses(text: str) -> list[str]:
    """Candidates, most careful first; the pattern decides which one fits."""
    guesses = [text.strip(), text.strip().upper(), re.sub(r"[\s_]+", "-", text.strip().lower())]
    if found := _DURATION.match(text):
        guesses.append(found[1] + _UNITS[found[2].lower()])
    if found := _TIME.match(text):
        guesses.append(f"{int(found[1]):02}:{found[2]}")
    if found := _DAY_FIRST.match(text):
        guesses.append(f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}")
    if found := _YEAR_FIRST.match(text):
        guesses.append(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}")
    if found := _RATE.match(text):
        guesses.append(f"{found[1]} per {'hour' if found[2].lower() == 'h' else 'day'}")
    return guesses


def quoted(text: str) -> str:
    """The text in double quotes, as YAML and JSON write it."""
    return json.dumps(text, ensure_ascii=False)
