"""When the customer works, and what may wake somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from nachtwacht.model.content import Words
from nachtwacht.model.scope import Day, OfficeHours
from nachtwacht.report.explanation.told import Told
from nachtwacht.report.section import Section
from nachtwacht.report.words.explanation import DAYS

_HEADING = Words(en="When we disturb you, and when not", nl="Wanneer we u storen, en wanneer niet")
_OFFICE = Words(
    en="Your office hours are {days}, {hours}, by the clock of {place}.",
    nl="Uw kantooruren zijn {days}, {hours}, naar de klok van {place}.",
)
_HOLIDAYS = Words(
    en="Public holidays in {place} count as days off.", nl="Officiële feestdagen in {place} tellen als vrije dag."
)
_NEVER_OPEN = Words(
    en="No working days were agreed, so every hour counts as outside office hours. All times are those of {place}.",
    nl="Er zijn geen werkdagen afgesproken; elk uur telt dus als buiten kantooruren. Alle tijden zijn die van {place}.",
)
_IN_HOURS = Words(
    en="Within office hours we call about anything that needs you.",
    nl="Binnen kantooruren bellen we over alles waarvoor we u nodig hebben.",
)
_WAKE = Words(
    en="Outside them, and on holidays, we call only for severity {severities}. The rest waits until the office opens.",
    nl="Daarbuiten, en op feestdagen, bellen we alleen bij ernst {severities}. De rest wacht tot het kantoor opengaat.",
)
_WAKE_ALL = Words(
    en="Outside them, and on holidays, we call about everything just the same. Nothing waits until the morning.",
    nl="Daarbuiten, en op feestdagen, bellen we net zo goed over alles. Niets wacht tot de ochtend.",
)
_MEANING = Words(en="What we mean by severity:", nl="Wat we met ernst bedoelen:")
_MEANINGS = (
    Words(en="Low: good to know; it can wait for days.", nl="Laag: goed om te weten; het kan dagen wachten."),
    Words(
        en="Medium: somebody should look at it on the same working day.",
        nl="Gemiddeld: iemand moet er dezelfde werkdag naar kijken.",
    ),
    Words(
        en="High: probably an attack; one of us looks at it at once.",
        nl="Hoog: waarschijnlijk een aanval; een van ons kijkt er meteen naar.",
    ),
    Words(en="Critical: an attack that does damage now.", nl="Kritiek: een aanval die nu schade aanricht."),
)
_EVERY_DAY = Words(en="every day", nl="elke dag")
_TO = Words(en="{first} to {last}", nl="{first} tot en met {last}")
HOURS = Words(en="from {start} to {end}", nl="van {start} tot {end} uur")
_OVERNIGHT = Words(en="from {start} to {end} the next day", nl="van {start} tot {end} uur de volgende dag")
_WHOLE_DAY = Words(en="around the clock", nl="de klok rond")
_SPAN = 3
"""So many days in a row are said as a span."""


def hours(told: Told) -> Section:
    """Office hours, what waits for them, and what the four severities mean."""
    return Section(
        heading=told.say(_HEADING),
        paragraphs=(" ".join(_said(told)), told.say(_MEANING)),
        items=tuple(told.say(meaning) for meaning in _MEANINGS),
    )


def clock_hours(told: Told, start: str, end: str) -> str:
    """``van 08:00 tot 18:00 uur``."""
    if start == end:
        return told.say(_WHOLE_DAY)
    return told.say(HOURS if start < end else _OVERNIGHT, start=start, end=end)


def _said(told: Told) -> Iterator[str]:
    office, floor = told.scope.service.office_hours, told.scope.service.wake_from
    if not office.days:
        yield told.say(_NEVER_OPEN, place=_place(told))
    else:
        days, span = _days(told, office), clock_hours(told, office.start, office.end)
        yield told.say(_OFFICE, days=days, hours=span, place=_place(told))
        yield told.say(_HOLIDAYS, place=_calendar(told, office.holidays))
        yield told.say(_IN_HOURS)
    yield told.say(_WAKE_ALL if floor == "low" else _WAKE, severities=told.severities(floor))


def _days(told: Told, office: OfficeHours) -> str:
    week: tuple[Day, ...] = get_args(get_args(Day)[0]) or get_args(Day)
    chosen = [index for index, day in enumerate(week) if day in office.days]
    if len(chosen) == len(week):
        return told.say(_EVERY_DAY)
    words = [told.say(DAYS[week[index]]) for index in chosen]
    if len(chosen) >= _SPAN and chosen[-1] - chosen[0] == len(chosen) - 1:
        return told.say(_TO, first=words[0], last=words[-1])
    return told.listed(words)


def _place(told: Told) -> str:
    """The city of a time zone."""
    from babel.dates import get_timezone_location

    zone = told.scope.customer.timezone
    return str(get_timezone_location(zone, locale=told.language, return_city=True))


def _calendar(told: Told, name: str) -> str:
    """``Nederland``; of a part of a country also its letters."""
    code, _, part = name.partition("-")
    return f"{told.country(code)} ({part})" if part else told.country(code)
