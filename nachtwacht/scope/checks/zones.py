"""Places that belong together: the time zone, the public holidays and the countries of one customer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.checks.places import countries, is_calendar, is_time_zone
from nachtwacht.scope.subject import Subject


def zone_of_a_country(subject: Subject) -> Iterator[ScopeFinding]:
    """The time zone is of a country where the customer has ties."""
    zone, ties = subject.scope.customer.timezone, subject.scope.business.countries
    if not ties or not is_time_zone(zone):
        return
    within = zones().get(zone, "")
    if within in ties:
        return
    own = next((names for country in ties if (names := zones_of(country))), ())
    fix = own[0] if len(own) == 1 else ""
    message = f"'{zone}' is the time of {countries().get(within, within)}, where the customer has no ties"
    if not within:
        message = f"'{zone}' is the time of no country; does it know the country's summer time?"
    yield subject.say("NW238", ("customer", "timezone"), message, fix)


def holidays_of_a_country(subject: Subject) -> Iterator[ScopeFinding]:
    """The public holidays are those of a country where the customer has ties."""
    name, ties = subject.scope.service.office_hours.holidays, subject.scope.business.countries
    country = name.split("-")[0]
    if ties and country not in ties and is_calendar(name):
        fix = ties[0] if is_calendar(ties[0]) else ""
        message = f"the customer has no ties with {countries().get(country, country)}, whose holidays count"
        yield subject.say("NW237", ("service", "office_hours", "holidays"), message, fix)


def home(subject: Subject) -> str:
    """The country in which the customer most likely is: that of its clock, else the first of its ties; or empty."""
    ties = subject.scope.business.countries
    clock = zones().get(subject.scope.customer.timezone, "")
    return clock if clock in ties else next(iter(ties), "")


@cache
def zones() -> dict[str, str]:
    """Time zone -> the country that it is the zone of (``zone.tab`` of the time zone database, one country a zone)."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2].strip(): row[0] for row in rows}


@cache
def zones_of(country: str) -> tuple[str, ...]:
    """The time zones of a country, in the order of the database."""
    return tuple(zone for zone, within in zones().items() if within == country)


CHECKS = (zone_of_a_country, holidays_of_a_country)
