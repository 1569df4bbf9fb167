"""What the writer of a value in the wrong shape most likely meant."""

# ruff: noqa: RUF001  Quotes and hyphens of word processors are what this is about.

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from nachtwacht.document import moments
from nachtwacht.document.nearest import nearest
from nachtwacht.document.scalars import resolve, surprise

_QUOTES = " \t\u00a0\u200b\ufeff\"'“”„‘’‚«»`"
_BETWEEN = re.compile(r"\s*[,;/|&+]\s*|\s+(?:en|and|und|or|of|et)\s+|\s+")
_SIGNS = re.compile(r"[:#\[\]{},&*!|>%@`'\"]|\s|^[-?]")
_CODE = 3
"""Letters of the longer code of ISO 3166-1."""
_TWO_LETTERS = re.compile(r"[A-Z]{2}\Z")
_OFTEN = {
    "uk": "GB", "england": "GB", "engeland": "GB", "great britain": "GB", "groot-brittannië": "GB", "schotland": "GB", "scotland": "GB",
    "holland": "NL", "the netherlands": "NL", "usa": "US", "u.s.": "US", "amerika": "US", "america": "US", "eire": "IE", "ned": "NL",
    "czech republic": "CZ", "tsjechië": "CZ", "korea": "KR", "rusland": "RU", "turkey": "TR",
}  # fmt: skip


def mend(value: Any, schema: dict[str, Any]) -> str:
    """A value of the right shape that is near to ``value``; empty when none can be known."""
    pattern, text = schema.get("pattern"), str(value)
    if not isinstance(pattern, str):
        return ""
    fitting = next((guess for guess in _guesses(text) if re.search(pattern, guess)), "")
    return written(fitting) if fitting else ""


def mend_items(value: str, schema: dict[str, Any]) -> list[str]:
    """The items that a text stands for in a list of that schema: 'NL, BE' or 'mon-fri'; empty when none can be known."""
    text = value.strip(_QUOTES + "[](){}")
    words = [word for word in schema.get("enum", ()) if isinstance(word, str)]
    ends = moments.ends_of_range(text)
    if ends and words:
        first, last = (word if word in words else nearest(word, words) for word in ends)
        if first and last and words.index(first) <= words.index(last):
            return words[words.index(first) : words.index(last) + 1]
    if words and text.lower() in ("weekdays", "werkdagen", "working days", "weekdagen", "workdays"):
        return words[:5]
    whole = _item(text, schema)
    if whole:
        return [whole]
    for between in (re.compile(r"\s*[,;]\s*"), _BETWEEN):
        items = [_item(part, schema) for part in between.split(text) if part]
        if len(items) > 1 and all(items):
            return items
    return []


def _item(text: str, schema: dict[str, Any]) -> str:
    if words := [word for word in schema.get("enum", ()) if isinstance(word, str)]:
        return text if text in words else nearest(text, words)
    pattern = schema.get("pattern")
    if not pattern:
        return text if " " not in text else ""
    return (
        text if re.search(pattern, text) else next((guess for guess in _guesses(text) if re.search(pattern, guess)), "")
    )


def _guesses(text: str) -> Iterator[str]:
    """Candidates, most careful first; the pattern decides which one fits."""
    bare = text.strip(_QUOTES)
    bare = bare.rstrip(",;") if bare[:-1] else bare
    dashed = re.sub(r"[–—−]", "-", bare)
    yield bare
    yield dashed
    if re.fullmatch(r"[a-zA-Z]{2}", bare):
        yield bare.upper()
    yield dashed.lower()
    if bare.isidentifier() or " " not in bare.strip():
        yield re.sub(r"[\s_]+", "-", dashed.lower())
    for shape in (moments.spans, moments.clock, moments.days, moments.rates):
        yield from shape(dashed)
        if dashed.endswith("s"):
            yield from shape(dashed[:-1])
    yield from _country(bare)
    if not re.search(r"[,;:/]", bare):
        yield re.sub(r"[\s_]+", "-", dashed.lower())


def _country(text: str) -> Iterator[str]:
    """ISO 3166-1 alpha-2 code of a country's name in Dutch, English, German or French, or of its three letters."""
    found = _OFTEN.get(text.lower()) or _countries().get(text.lower())
    if found:
        yield found
    from babel.core import get_global

    codes: list[str] = list(get_global("territory_aliases").get(text.upper(), ())) if len(text) == _CODE else []
    if len(codes) == 1:
        yield codes[0]


@cache
def _countries() -> dict[str, str]:
    from babel import Locale  # Names of countries, only wanted when there is a mistake.

    return {
        name.lower(): code
        for language in ("fr", "de", "en", "nl")
        for code, name in Locale(language).territories.items()
        if _TWO_LETTERS.match(code)
    }


def written(text: str) -> str:
    """The text as it is pasted into a file: in quotes when it needs them."""
    plain = resolve(text) == text and surprise(text) is None and not _SIGNS.search(text)
    return text if plain else quoted(text)


def listed(items: Iterable[str]) -> str:
    """The items as a list on one line."""
    return f"[{', '.join(written(item) for item in items)}]"


def quoted(text: str) -> str:
    """The text in double quotes, as YAML and JSON write it."""
    return json.dumps(text, ensure_ascii=False)
