"""The facts of a turn in words: what a fact is called says what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nachtwacht.model.content import Words
from nachtwacht.plan.turn import Turn
from nachtwacht.report.explanation.things import noun, things
from nachtwacht.report.explanation.told import Told, plain, spaced
from nachtwacht.report.words import difference as words


def fact(told: Told, turn: Turn, name: str, value: Any) -> str:
    """One fact as it stands in a sentence; what is absent is nothing."""
    if value is None or value == ():
        return told.say(words.NOBODY)
    if name == "parameter":
        return _purpose(told, turn, str(value))
    form = _FORMS.get(name.removesuffix("_before").removesuffix("_after"))
    return form(told, value) if form else _listed(told, value)


def _listed(told: Told, value: Any) -> str:
    if isinstance(value, tuple | list):
        return told.listed(plain(str(one)) for one in value)
    return plain(str(value))


def _purpose(told: Told, turn: Turn, name: str) -> str:
    pack = told.catalog.packs.get(turn.facts["use"])
    parameter = pack.spec.parameters.get(name) if pack else None
    return parameter.purpose.of(told.language).rstrip(".") if parameter else spaced(name)


def _from(table: dict[str, Words]) -> Callable[[Told, Any], str]:
    return lambda told, value: told.say(table[value]) if value in table else plain(str(value))


def _value(told: Told, value: Any) -> str:
    if isinstance(value, bool):
        return {True: Words(en="on", nl="aan"), False: Words(en="off", nl="uit")}[value].of(told.language)
    return told.duration(value) if isinstance(value, str) else _listed(told, value)


def _moment(told: Told, value: Any) -> str:
    day, _, clock = str(value).replace("T", " ").partition(" ")
    return f"{told.day(day)} {clock}".strip()


def _hours(told: Told, value: Any) -> str:
    start, end = value
    return told.say(Words(en="{start} to {end}", nl="{start} tot {end}"), start=start, end=end)


def _at(told: Told, value: Any) -> str:
    """A kind of hour: as it was, and as it becomes."""
    return told.say(words.MOMENTS[tuple(value)] if tuple(value) in words.MOMENTS else words.REACH[value[1]])


def _days(told: Told, value: Any) -> str:
    """A number of days; or days of the week, in a row as from and to."""
    if isinstance(value, int):
        return str(value)
    week = list(words.DAYS)
    places = sorted({week.index(day) for day in value})
    names = [told.say(words.DAYS[week[place]]) for place in places]
    in_a_row = len(places) > 2 and places[-1] - places[0] == len(places) - 1  # noqa: PLR2004  Two are simply named.
    return told.say(words.UNTIL, first=names[0], last=names[-1]) if in_a_row else told.listed(names)


_FORMS: dict[str, Callable[[Told, Any], str]] = {
    "use": lambda told, value: told.title(value),
    "assets": things,
    "day": lambda told, value: told.day(value),
    "day_from": lambda told, value: told.day(value),
    "day_until": lambda told, value: told.day(value),
    "moment_from": _moment,
    "moment_until": _moment,
    "moment": _at,
    "severity": lambda told, value: told.severity(value),
    "countries": lambda told, value: told.listed(told.country(code) for code in value),
    "country": lambda told, value: told.country(value),
    "holidays": lambda told, value: told.country(value.partition("-")[0]) + (f" ({value})" if "-" in value else ""),
    "hours": _hours,
    "days": _days,
    "minutes": lambda told, value: told.minutes(value),
    "reach": _from(words.REACH),
    "role": lambda _, value: spaced(value),
    "owner": lambda told, value: told.person(value),
    "approved": lambda told, value: told.person(value),
    "value": _value,
    "weight": _from(words.WEIGHTS),
    "zone_kind": _from(words.ZONES),
    "council": _from(words.COUNCIL),
    "nis": _from(words.NIS2),
    "language": _from(words.LANGUAGES),
    "region": lambda _, value: plain(value.upper() if value.isalpha() and len(value) == len("eu") else value),
    "what": lambda told, value: told.say(noun(value)).partition("|")[0],
}
