"""Places and times of the world: time zones, countries, holiday calendars."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from functools import cache
from importlib import resources

from nachtwacht.document.nearest import did_you_mean, nearest
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.subject import Subject

_OFTEN_WRITTEN = {"UK": "GB", "EN": "GB", "HO": "NL", "DU": "DE", "GE": "DE", "SP": "ES", "SW": "SE"}


def time_zone(subject: Subject) -> Iterator[ScopeFinding]:
    """The customer's time zone is in the IANA time zone database."""
    name = subject.scope.customer.timezone
    if not is_time_zone(name):
        near = nearest(name, zoneinfo.available_timezones())
        message = f"'{name}' is no time zone{did_you_mean(near)}"
        yield subject.say("NW205", ("customer", "timezone"), message, near)


def countries_exist(subject: Subject) -> Iterator[ScopeFinding]:
    """Every country is in ISO 3166-1."""
    business = subject.scope.business
    for index, code in enumerate(business.countries):
        if code not in countries():
            yield subject.say("NW206", ("business", "countries", index), *_no_country(code))
    for index, network in enumerate(business.known_networks):
        if network.country not in countries():
            path = ("business", "known_networks", index, "country")
            yield subject.say("NW206", path, *_no_country(network.country))


def some_country(subject: Subject) -> Iterator[ScopeFinding]:
    """The customer has ties with some country."""
    if not subject.scope.business.countries:
        yield subject.say("NW211", ("business", "countries"), "the customer has ties with no country", "[NL]")


def holiday_calendar(subject: Subject) -> Iterator[ScopeFinding]:
    """The calendar of public holidays is known."""
    name = subject.scope.service.office_hours.holidays
    if not is_calendar(name):
        country = name.split("-")[0].upper()
        fix = country if is_calendar(country) else country_named(name) or nearest(name, countries())
        message = f"there is no calendar of public holidays '{name}'"
        yield subject.say("NW207", ("service", "office_hours", "holidays"), message, fix)


@cache
def is_time_zone(name: str) -> bool:
    """Whether the IANA time zone database has that name."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def countries() -> dict[str, str]:
    """ISO 3166-1 code -> English name, from the table that comes with the time zone database."""
    table = (resources.files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


@cache
def calendars() -> frozenset[str]:
    """The countries whose public holidays are known."""
    import holidays

    return frozenset(holidays.list_supported_countries(include_aliases=False)) & countries().keys()


@cache
def is_calendar(name: str) -> bool:
    """Whether public holidays are known for a country (``NL``) or one of its regions (``DE-BY``)."""
    import holidays

    country, _, region = name.partition("-")
    try:
        holidays.country_holidays(country, subdiv=region or None)
    except (NotImplementedError, KeyError):
        return False
    return country in countries() and name == name.strip() and "-" not in region and not name.endswith("-")


def country_named(name: str) -> str:
    """The code of a country that is written out, in English or as it is called at home; empty when it is unknown."""
    word = name.strip().lower()
    at_home = {"nederland": "NL", "holland": "NL", "nld": "NL", "belgië": "BE", "belgie": "BE", "belgique": "BE"}
    at_home |= {
        "the netherlands": "NL",
        "netherlands": "NL",
        "duitsland": "DE",
        "deutschland": "DE",
        "deu": "DE",
        "frankrijk": "FR",
        "engeland": "GB",
        "uk": "GB",
    }
    return at_home.get(word) or next((code for code, title in countries().items() if title.lower() == word), "")


def _no_country(code: str) -> tuple[str, str]:
    near = _OFTEN_WRITTEN.get(code) or nearest(code, countries())
    named = f"; did you mean {near} ({countries()[near]})?" if near else ""
    return f"'{code}' is no country{named}", near


CHECKS = (time_zone, countries_exist, some_country, holiday_calendar)
