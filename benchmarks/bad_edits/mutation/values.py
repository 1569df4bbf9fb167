"""Values: misspelt words and names, other kinds, and the ways in which people write times, days and numbers."""

# ruff: noqa: PLR0917, PLR2004, RUF001  An edit has many parts; clocks and odd hyphens are what this is about.

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from babel import Locale

from benchmarks.bad_edits.bases import Base
from benchmarks.bad_edits.edit import Edit
from benchmarks.bad_edits.mutation.slips import slips
from nachtwacht.document.place import Path, Place

_WORDS = frozenset(
    [
        "language",
        "wake_from",
        "days",
        "reach",
        "zone",
        "kind",
        "criticality",
        "severity",
        "when",
        "from_severity",
        "approval",
        "if_no_answer",
        "lower_to",
        "status",
        "class",
        "profile",
        "watched_by",
        "network",
        "use",
        "on",
        "allow",
        "use_case",
        "timezone",
        "host",
    ]
)
_NAMES = frozenset(["owner", "approved_by", "accepted_by"])
_UNKEPT = frozenset(("sector", "name", "role", "note", "reason", "user", "path", "contract", "reference", "id"))


def values(good: Base) -> Iterator[Edit]:
    """Every scalar of a file, spoilt."""
    for path, place in good.document.places.items():
        value = _at(good.document.data, path)
        if path and not isinstance(value, dict | list) and value is not None:
            for what, text, fixes in _spoilt(path, value):
                yield from _edit(good, path, place, what, text, fixes)
        if path and isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            yield from _lists(good, path, place, value)


def _spoilt(path: Path, value: Any) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    key = next(str(step) for step in reversed(path) if isinstance(step, str))
    yield "a list for a value", f"[{_yaml(value)}]" if not isinstance(path[-1], int) else f"[[{_yaml(value)}]]", ()
    yield "keys for a value", f"{{a: {_yaml(value)}}}", ()
    if isinstance(value, bool):
        for text in (
            ("yes", "ja", "Yes", "on", "waar", '"true"', "1") if value else ("no", "nee", "off", '"false"', "0")
        ):
            yield "a word for true or false", text, (value,)
    elif isinstance(value, int):
        for text in (f'"{value}"', f"{value}m", f"{value} minutes", f"{value}.0", f"+{value}.", f"ca. {value}"):
            yield "a number as text", text, (value,) if "minutes" in key or "m" not in text else ()
        yield "a number out of range", "0", ()
        yield "a number out of range", str(-value), ()
    elif isinstance(value, str):
        yield from _texts(key, value)


def _texts(key: str, value: str) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    if key in _WORDS | _NAMES:
        for what, word in slips(value):
            yield f"typo in a name ({what})", word, (value,)
        yield "capitals", value.upper(), (value,)
    if key in _WORDS:
        yield "a number for a word", "3", ()
        yield "true for a word", "true", ()
    for pattern, ways in _SHAPES.items():
        if re.fullmatch(pattern, value) and key not in _UNKEPT:
            for what, way in ways.items():
                text = way(value)
                if text != value:
                    yield what, text, (value,)


def _lists(good: Base, path: Path, place: Place, items: list[str]) -> Iterator[Edit]:
    quoted = ", ".join(items)
    ways: dict[str, tuple[str, tuple[Any, ...]]] = {
        "a name for a list": (items[0], ([items[0]],)),
        "keys for a list": (f"{{{items[0]}: true}}", ()),
        "no item": ("[]", ()),
        "an empty item": (f"[{quoted}, null]", ()),
    }
    if len(items) > 1:
        ways["commas without brackets"] = (f'"{quoted}"', (items,))
        ways["spaces for commas"] = (f"[{' '.join(items)}]", (items, quoted))
        ways["semicolons for commas"] = (f"[{'; '.join(items)}]", (items, quoted))
        ways["slashes"] = (f"{'/'.join(items)}", (items,))
    for what, (text, fixes) in ways.items():
        yield from _edit(good, path, place, what, text, fixes)


def _edit(good: Base, path: Path, place: Place, what: str, text: str, fixes: tuple[Any, ...]) -> Iterator[Edit]:
    line = good.lines[place.line - 1]
    end = _end(good, path, line, place.column - 1)
    if end is None:
        return
    spoilt = line[: place.column - 1] + text + line[end:]
    whole = "\n".join([*good.lines[: place.line - 1], spoilt, *good.lines[place.line :]])
    yield Edit(
        re.sub(r" \(.*", "", what),
        f"{good.name}:{place.line} {path[-1]}: {text}",
        good.name,
        whole,
        (place.line,),
        fixes,
    )


def _end(good: Base, path: Path, line: str, start: int) -> int | None:
    raw = good.document.raw.get(path)
    if raw is not None:
        return start + len(raw)
    closing = {'"': '"', "'": "'", "[": "]"}.get(line[start])
    return line.index(closing, start + 1) + 1 if closing and closing in line[start + 1 :] else None


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _yaml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)


_DUTCH = list(Locale("nl").months["format"]["wide"].values())


def _day(text: str) -> date:
    return date.fromisoformat(text)


_TIMES: dict[str, Callable[[str], str]] = {
    "a time without quotes": lambda text: text,
    "a time without its nought": lambda text: '"' + text.lstrip("0") + '"',
    "a time with a dot": lambda text: text.replace(":", "."),
    "a time with a u": lambda text: text.replace(":", "u"),
    "a time with an h": lambda text: text.replace(":", "h"),
    "a time in one number": lambda text: text.replace(":", ""),
    "a time in hours": lambda text: str(int(text[:2])),
    "a time in am and pm": lambda text: f"{(int(text[:2]) - 1) % 12 + 1} {'am' if int(text[:2]) < 12 else 'pm'}",
    "a time with its minutes in am and pm": lambda text: (
        f'"{(int(text[:2]) - 1) % 12 + 1}:00{"AM" if int(text[:2]) < 12 else "PM"}"'
    ),
    "a time with the word": lambda text: f"{int(text[:2])} uur",
    "a time with seconds": lambda text: f'"{text}:00"',
    "a time in word quotes": lambda text: f"“{text}”",
}
_DAYS: dict[str, Callable[[str], str]] = {
    "a day, Dutch order": lambda text: f"{text[8:]}-{text[5:7]}-{text[:4]}",
    "a day, slashes": lambda text: text.replace("-", "/"),
    "a day, dots": lambda text: f"{text[8:]}.{text[5:7]}.{text[:4]}",
    "a day, no noughts": lambda text: f"{text[:4]}-{int(text[5:7])}-{int(text[8:])}",
    "a day, no hyphens": lambda text: text.replace("-", ""),
    "a day in Dutch words": lambda text: f"{int(text[8:])} {_DUTCH[int(text[5:7]) - 1]} {text[:4]}",
    "a day in English words": lambda text: f"{_day(text):%B} {int(text[8:])}, {text[:4]}",
    "a day in short words": lambda text: f"{int(text[8:])} {_day(text):%b} {text[:4]}",
    "a day and a time": lambda text: f"{text}T00:00:00",
    "a day, short year": lambda text: f"{text[8:]}-{text[5:7]}-{text[2:4]}",
    "a day with a long hyphen": lambda text: text.replace("-", "–"),
}
_DURATIONS: dict[str, Callable[[str], str]] = {
    "a duration in words": lambda text: f"{text[:-1]} hours",
    "a duration in Dutch": lambda text: f"{text[:-1]} uur",
    "a duration, short": lambda text: f"{text[:-1]}hrs",
    "a duration in capitals": lambda text: text.upper(),
    "a duration with a space": lambda text: f"{text[:-1]} h",
    "a duration as a clock": lambda text: f'"{int(text[:-1]):02}:00"',
    "a duration by standard": lambda text: f"PT{text.upper()}",
}
_RATES: dict[str, Callable[[str], str]] = {
    "a rate with a slash": lambda text: text.replace(" per ", "/"),
    "a rate with x": lambda text: text.replace(" per ", "x per "),
    "a rate in Dutch": lambda text: text.replace("per hour", "per uur"),
    "a rate with a": lambda text: text.replace(" per ", " times an "),
    "a rate, plural": lambda text: text + "s",
    "a rate, short": lambda text: text.replace(" per hour", "/h"),
    "a rate with each": lambda text: text.replace("per", "each"),
}
_COUNTRIES: dict[str, Callable[[str], str]] = {
    "a country in small letters": str.lower,
    "a country with its name": lambda text: {"NL": "Nederland", "BE": "Belgium", "DE": "Duitsland", "CN": "China"}.get(
        text, text
    ),
    "a country of three letters": lambda text: {"NL": "NLD", "BE": "BEL", "DE": "DEU", "CN": "CHN"}.get(text, text),
}
_WEEK: dict[str, Callable[[str], str]] = {
    "a weekday in full": lambda text: dict(
        zip(["mon", "tue", "wed", "thu", "fri"], ["monday", "tuesday", "wednesday", "thursday", "friday"], strict=True)
    ).get(text, text),
    "a weekday in Dutch": lambda text: dict(
        zip(["mon", "tue", "wed", "thu", "fri"], ["ma", "di", "wo", "do", "vr"], strict=True)
    ).get(text, text),
    "a weekday in Dutch, in full": lambda text: dict(
        zip(
            ["mon", "tue", "wed", "thu", "fri"], ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"], strict=True
        )
    ).get(text, text),
}
_ELSEWHERE = {
    "high": "hoog", "medium": "middel", "low": "laag", "critical": "kritiek", "always": "altijd", "none": "geen", "customer": "klant",
    "office_hours": "kantooruren", "outside_office_hours": "buiten kantooruren", "deny": "weigeren", "internal": "intern",
    "workstation": "werkstation", "sensor": "sensoren", "mail": "mailserver", "gateway": "firewall", "agreed": "akkoord", "important": "belangrijk",
    "crown_jewel": "kroonjuweel", "industrial": "industrieel", "en": "English", "nl": "Nederlands",
}  # fmt: skip
_DUTCH_WORDS: dict[str, Callable[[str], str]] = {"a word in Dutch": lambda text: _ELSEWHERE[text]}
_SHAPES: dict[str, dict[str, Callable[[str], str]]] = {
    r"\d\d:\d\d": _TIMES,
    r"\d{4}-\d\d-\d\d": _DAYS,
    r"\d+h": _DURATIONS,
    r"\d+ per hour": _RATES,
    r"[A-Z]{2}": _COUNTRIES,
    r"mon|tue|wed|thu|fri": _WEEK,
    "|".join(_ELSEWHERE): _DUTCH_WORDS,
}
