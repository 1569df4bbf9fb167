"""Moments as people write them, in the customer's time zone."""

from __future__ import annotations

from nachtwacht.model.hours import local
from nachtwacht.model.scope import Language

_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
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
}
_NUMBERS = {
    "nl": ("", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    "en": ("", "once", "twice", "three times", "four times", "five times"),
}


def times(count: int, language: Language) -> str:
    """``twee`` (which is followed by *keer*), or ``twice``; from some number on in figures."""
    words = _NUMBERS[language]
    if count < len(words):
        return words[count]
    return str(count) if language == "nl" else f"{count} times"


def moment(at: float, timezone: str, language: Language) -> str:
    """``dinsdag 24 november om 14.32 uur``, or ``Tuesday 24 November at 14:32``; ``at`` in UTC seconds."""
    when = local(timezone, at)
    day, month = _DAYS[language][when.weekday()], _MONTHS[language][when.month - 1]
    if language == "nl":
        return f"{day} {when.day} {month} om {when.hour}.{when.minute:02} uur"
    return f"{day} {when.day} {month} at {when.hour:02}:{when.minute:02}"
