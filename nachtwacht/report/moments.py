"""Days, hours and durations in words, on the customer's clock."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
}
_DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "nl": ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
}
_UNITS = {
    "en": (("day", "days"), ("hour", "hours"), ("minute", "minutes"), ("second", "seconds")),
    "nl": (("dag", "dagen"), ("uur", "uur"), ("minuut", "minuten"), ("seconde", "seconden")),
}
_LENGTHS = (86400, 3600, 60, 1)
_LONG = 120
_TENS = 10
_NOTHING = 0.005


def day(text: str, language: str) -> str:
    """``2026-11-24`` as ``24 November 2026``; text that is no day stays as it is."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{found.day} {_MONTHS[language][found.month - 1]} {found.year}"


def moment(at: float, timezone: str, language: str) -> str:
    """UTC seconds as ``Tuesday 24 November 2026, 14:05``."""
    local = datetime.fromtimestamp(at, ZoneInfo(timezone))
    weekday = _DAYS[language][local.weekday()]
    return f"{weekday} {day(local.date().isoformat(), language)}, {local:%H:%M}"


def clock(at: float, timezone: str) -> str:
    """UTC seconds as ``14:05:07``."""
    return f"{datetime.fromtimestamp(at, ZoneInfo(timezone)):%H:%M:%S}"


def lasting(seconds: float, language: str) -> str:
    """A short duration with two digits that say something: ``0.05 s``, ``1.4 s``, in Dutch ``1,4 s``; then minutes."""
    if seconds >= _LONG:
        return in_words(seconds, language)
    if seconds < _NOTHING:
        return "0 s"
    digits = 2 if seconds < 1 else 1 if seconds < _TENS else 0
    text = f"{seconds:.{digits}f}"
    return f"{text.replace('.', ',') if language == 'nl' else text} s"


def in_words(seconds: float, language: str) -> str:
    """A duration in its largest unit: ``3 minutes``."""
    for length, (one, many) in zip(_LENGTHS, _UNITS[language], strict=True):
        number = int(seconds // length)
        if number:
            return f"{number} {one if number == 1 else many}"
    return f"0 {_UNITS[language][-1][1]}"
