"""The forms of texts in the scope language: names, times, dates, durations, countries, rates."""

import re
from typing import Annotated

from nachtwacht.model.scope.part import form

SLUG = "[a-z][a-z0-9-]{1,38}[a-z0-9]"
Slug = Annotated[str, form(SLUG, "Lower-case letters, digits and hyphens.")]
Name = Annotated[str, form("[a-z0-9][a-z0-9_.-]{0,62}", "Lower-case letters, digits, hyphen, dot and underscore.")]
ClockTime = Annotated[str, form("([01][0-9]|2[0-3]):[0-5][0-9]", 'Time of day, "HH:MM", quoted.')]
Date = Annotated[str, form("[0-9]{4}-[0-9]{2}-[0-9]{2}", "Date, YYYY-MM-DD.")]
_DURATION = "[1-9][0-9]*[smhd]"
Duration = Annotated[str, form(_DURATION, "Duration: 90s, 15m, 4h or 7d.")]
Country = Annotated[str, form("[A-Z]{2}", "ISO 3166-1 alpha-2 country code.")]
Rate = Annotated[str, form("[1-9][0-9]* per (hour|day)", 'Ceiling, "3 per hour".')]
WarningCode = Annotated[str, form("NW[0-9]{3}", "Code of the warning, NW303.")]

CLOCK = "time of day, HH:MM, by the customer's clock"
DAY = "date, YYYY-MM-DD"
MOMENT = "day and time, YYYY-MM-DD HH:MM, by the customer's clock"
MINUTES = "minutes"
RANGE = "range of addresses, as 10.91.10.0/24"
COUNTRY = "two letters of ISO 3166-1"
NAMES = "names of assets or groups"

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def is_duration(text: str) -> bool:
    """Whether a text is a duration such as ``4h``."""
    return re.fullmatch(_DURATION, text) is not None


def seconds(duration: str) -> int:
    """Seconds in a duration such as ``4h`` (already checked against the schema)."""
    return int(duration[:-1]) * _SECONDS[duration[-1]]
