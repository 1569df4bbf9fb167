"""Times, days, durations and ceilings as people write them, turned into what the language writes."""

# ruff: noqa: RUF001  Quotes and hyphens of word processors are what this is about.

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januari januar",
            "feb february februari februar",
            "mar march maart mrt märz",
            "apr april",
            "may mei mai",
            "jun june juni",
            "jul july juli",
            "aug august augustus",
            "sep sept september",
            "oct okt october oktober",
            "nov november",
            "dec dez december dezember",
        ),
        1,
    )
    for name in names.split()
}
_NUMBERS = {
    word: number
    for number, words in enumerate(("", "one een één an a ein eine", "two twee zwei", "three drie drei", "four vier"))
    for word in words.split()
} | {
    "half": 0.5,
    "half_an": 0.5,
    "five": 5,
    "vijf": 5,
    "six": 6,
    "zes": 6,
    "eight": 8,
    "acht": 8,
    "ten": 10,
    "tien": 10,
}
_UNITS = {
    word: unit
    for unit, words in {
        "s": "s sec secs second seconds seconde seconden sekunden",
        "m": "m min mins minute minutes minuut minuten minuten",
        "h": "h hr hrs hour hours u uur uren std stunde stunden",
        "d": "d day days dag dagen tag tage etmaal",
        "w": "w week weeks weken woche wochen",
        "M": "month months maand maanden monat monate",
        "y": "year years jaar jaren jahr jahre",
    }.items()
    for word in words.split()
}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400, "M": 30 * 86400, "y": 365 * 86400}
_CLOCK = re.compile(
    r"(?:at |om )?(\d{1,2})(?:\s*[:.,hu;]\s*(\d{2}))?(?::\d{2})?\s*(uur|u|h|hrs?|hours?|am|pm|a\.m\.|p\.m\.)?\Z",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(\d{1,2})(\d{2})\s*(?:h|u|uur|hrs?)?\Z", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?:pt?|max\.?|about|ca\.?|after|na)?\s*(\d+(?:[.,]\d+)?|[a-zé]+)[\s_]*(?:an |a )?([a-z]+)\.?\Z", re.IGNORECASE
)
_TWO = re.compile(r"(\d+)\s*(?:h|u|uur|hours?)\s*(?:and |en )?(\d{1,2})\s*(?:m|min|minutes|minuten)?\Z", re.IGNORECASE)
_RATE = re.compile(
    r"(?:max\.?|at most|hoogstens)?\s*(\d+|[a-zé]+)\s*(?:x|times|keer|maal)?\s*(?:per|/|an|a|each|every|in|elk|elke|pro|p)\s*\.?\s*"
    r"(?:een |één |an? )?(h|hr|u|uur|hours?|hrs|d|dag|days?|tag|stunde)\.?\Z",
    re.IGNORECASE,
)


def clock(text: str) -> Iterator[str]:
    """``08:00`` for 8:00, 8.00, 8u30, 8 pm, 0800, 8 uur; midnight is 00:00."""
    if found := _DIGITS.match(text):
        yield from _clock(int(found[1]), int(found[2]), "")
    elif found := _CLOCK.match(text):
        yield from _clock(int(found[1]), int(found[2] or 0), (found[3] or "").lower())


def _clock(hour: int, minute: int, half: str) -> Iterator[str]:
    if half.startswith("p") and hour < 12:  # noqa: PLR2004  Noon.
        hour += 12
    if half.startswith("a") and hour == 12:  # noqa: PLR2004  Midnight.
        hour = 0
    if hour == 24 and minute == 0:  # noqa: PLR2004  The end of a day.
        hour = 0
    if hour < 24 and minute < 60:  # noqa: PLR2004  A clock has no more.
        yield f"{hour:02}:{minute:02}"


def days(text: str) -> Iterator[str]:
    """``2026-11-30`` for 30-11-2026, 11/30/2026, 30 november 2026, Nov 30, 2026, 20261130; the day before the month."""
    text = re.sub(r"[T ]00:00.*\Z", "", text).replace("–", "-").replace("—", "-")
    text = re.sub(r"^[a-zé]+dag |^\w+day,? ", "", text, flags=re.IGNORECASE)
    words = re.findall(r"\d+|[^\W\d_]+", text)
    if re.fullmatch(r"\d{8}", text):
        words = [text[:4], text[4:6], text[6:]] if text[:2] in ("19", "20") else [text[:2], text[2:4], text[4:]]
    words = [word for word in words if word.lower() not in ("st", "nd", "rd", "th", "de", "of", "e")]
    if len(words) != 3:  # noqa: PLR2004  Day, month, year.
        return
    numbers = [_MONTHS.get(word.lower(), int(word) if word.isdigit() else 0) for word in words]
    named = next((at for at, word in enumerate(words) if not word.isdigit()), None)
    for year, month, number in _orders(numbers, words, named):
        try:
            yield date(year + (2000 if year < 100 else 0), month, number).isoformat()  # noqa: PLR2004  '26.
        except ValueError:
            continue


def _orders(numbers: list[int], words: list[str], named: int | None) -> Iterator[tuple[int, int, int]]:
    one, two, three = numbers
    if len(words[0]) == 4:  # noqa: PLR2004  A year.
        yield one, two, three
        yield one, three, two
    elif named == 0:
        yield three, one, two
    else:
        yield three, two, one
        if named is None:
            yield three, one, two


def amount(text: str) -> int | None:
    """Seconds in 4 hours, 90 min, half an hour, 1h30, two days; None when it is no span of time."""
    text = text.strip().lower()
    if found := _TWO.match(text):
        return int(found[1]) * 3600 + int(found[2]) * 60
    text = text.replace("half an ", "half ").replace("een half ", "half ")
    text = {"kwartier": "15 min", "een kwartier": "15 min", "halfuur": "30 min", "half uur": "30 min"}.get(text, text)
    found = _AMOUNT.match(text)
    if not found or found[2] not in _UNITS:
        return None
    number = _number(found[1])
    return round(number * _SECONDS[_UNITS[found[2]]]) if number else None


def spans(text: str) -> Iterator[str]:
    """``4h`` for 4 hours, 4 uur, 4H, PT4H, a clock of 04:00 and half an hour."""
    seconds = amount(text)
    if seconds is None and (found := re.fullmatch(r"(\d{1,2}):(\d{2})", text)):
        seconds = int(found[1]) * 3600 + int(found[2]) * 60
    if seconds:
        unit = _unit(text, seconds)
        yield f"{seconds // _SECONDS[unit]}{unit}"


def _unit(text: str, seconds: int) -> str:
    """The unit as it was written when it is one of the language, else the largest that divides the span."""
    found = re.search(r"([a-z]+)\.?\s*\Z", text.lower())
    written = _UNITS.get(found[1], "") if found else ""
    fitting = [unit for unit in "dhms" if seconds % _SECONDS[unit] == 0]
    return written if written in fitting else fitting[0]


def rates(text: str) -> Iterator[str]:
    """``3 per hour`` for 3/hour, 3x per uur, 3 times a day."""
    if found := _RATE.match(text):
        number = _number(found[1])
        if number and number == int(number):
            yield f"{int(number)} per {'hour' if found[2][0].lower() in 'hus' else 'day'}"


def whole(text: str, unit: str) -> int | None:
    """A number of that unit (``m`` or ``d``) in 10, “10”, 10m, 10 minutes, 2 hours, 10.0; None when it is none."""
    text = text.strip().strip("\"'").lower()
    if re.fullmatch(r"\+?\d+(?:[.,]0*)?", text):
        return int(re.split(r"[.,]", text)[0])
    if found := re.fullmatch(r"(?:ca\.?|about|max\.?|circa|±|~)\s*(\d+)", text):
        return int(found[1])
    seconds = amount(text)
    if unit and seconds and seconds % _SECONDS[unit] == 0:
        return seconds // _SECONDS[unit]
    return None


def ends_of_range(text: str) -> tuple[str, str] | None:
    """The two ends of a range such as mon-fri, ma t/m vr; None when it is none."""
    found = re.fullmatch(
        r"\s*([a-z]+)\s*(?:-|–|—|to|till|tot|t/m|through|thru|until|bis|\.\.)\s*([a-z]+)\s*", text, re.IGNORECASE
    )
    return (found[1], found[2]) if found else None


def _number(text: str) -> float:
    if text[0].isdigit():
        return float(text.replace(",", "."))
    return float(_NUMBERS.get(text, 0))
