"""Where the customer does business, when its administrators work, and why that matters."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.model.content import Words
from nachtwacht.report.explanation.hours import clock_hours
from nachtwacht.report.explanation.told import Told, plain, quoted
from nachtwacht.report.section import Section

_HEADING = Words(en="What is ordinary for you", nl="Wat bij u gewoon is")
_TIES = Words(en="You have ties with {countries}.", nl="U hebt banden met {countries}.")
_NO_TIES = Words(
    en="No country was agreed on that you have ties with.", nl="Er is geen land afgesproken waar u banden mee hebt."
)
_WHY = Words(
    en="Traffic with any other country stands out: it may be a sign that something is wrong.",
    nl="Verkeer met een ander land valt daardoor op: het kan een teken zijn dat er iets mis is.",
)
_NO_USE = Words(
    en="Nothing that we watch for at present depends on it.", nl="Niets waar we nu op letten, hangt daarvan af."
)
_HOURS = Words(
    en="That somebody logs in to look after your systems is ordinary {hours}, on every day.",
    nl="Dat iemand inlogt om uw systemen te beheren, is gewoon {hours}, op elke dag.",
)
_ODD = Words(en="At other hours it stands out.", nl="Op andere uren valt het op.")
_KNOWN = Words(
    en="We count the addresses {range} as {country}, because look-ups do not know or get it wrong{note}.",
    nl="De adressen {range} tellen bij ons als {country}, omdat naslagwerken dat niet weten of het mis hebben{note}.",
)


def business(told: Told) -> Section:
    """What is ordinary, so that the rest stands out."""
    known = told.scope.business.known_networks
    items = tuple(
        told.say(
            _KNOWN,
            range=plain(network.cidr),
            country=told.country(network.country),
            note=f" ({quoted(network.note)})" if network.note.strip() else "",
        )
        for network in known
    )
    return Section(heading=told.say(_HEADING), paragraphs=(" ".join(_said(told)),), items=items)


def uses_countries(told: Told) -> bool:
    """Whether a rule of something that we can watch for looks at countries."""
    packs = {cell.use_case for cell in told.cells if cell.state != "impossible"}
    return any("Country" in rule for pack in packs for rule in told.catalog.packs[pack].rules.values())


def watches_hours(told: Told) -> bool:
    """Whether something that we can watch for depends on the hour."""
    hours = told.scope.business.admin_hours
    possible = {cell.use_case for cell in told.cells if cell.state != "impossible"}
    return hours.start != hours.end and any(told.pack(use_case).depends_on_hour for use_case in possible)


def _said(told: Told) -> Iterator[str]:
    countries = [told.country(code) for code in dict.fromkeys(told.scope.business.countries)]
    if countries:
        yield told.say(_TIES, countries=told.listed(countries))
        yield told.say(_WHY if uses_countries(told) else _NO_USE)
    else:
        yield told.say(_NO_TIES)
    hours = told.scope.business.admin_hours
    yield told.say(_HOURS, hours=clock_hours(told, hours.start, hours.end))
    if watches_hours(told):
        yield told.say(_ODD)
