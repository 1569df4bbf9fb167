"""What we ask of the customer: only what follows from the scope."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.model.content import Words
from nachtwacht.report.explanation.acting import reaching
from nachtwacht.report.explanation.business import uses_countries, watches_hours
from nachtwacht.report.explanation.told import Told
from nachtwacht.report.section import Section

_HEADING = Words(en="What we ask of you", nl="Wat we van u vragen")
_INTRO = Words(en="Let us know in time:", nl="Laat het ons op tijd weten:")
_PEOPLE = Words(
    en="when somebody else is to be called, or a telephone number changes.",
    nl="als er iemand anders gebeld moet worden, of een telefoonnummer verandert.",
)
_THINGS = Words(
    en="when machines, networks or accounts are added or leave: what is not in the agreement, we do not watch.",
    nl="als er machines, netwerken of accounts bij komen of weggaan: wat niet in de afspraak staat, bewaken we niet.",
)
_COUNTRIES = Words(
    en="when you begin to do business with another country, or somebody travels there.",
    nl="als u zaken gaat doen met een ander land, of iemand daarheen reist.",
)
_WORK = Words(
    en="when there will be work on your systems at hours at which that is not ordinary.",
    nl="als er aan uw systemen wordt gewerkt op uren waarop dat niet gewoon is.",
)
_EXCLUSIONS = Words(
    en="when something that we do not report for a while has to stay that way longer.",
    nl="als iets wat we tijdelijk niet melden, langer zo moet blijven.",
)
_ACCEPTED = Words(
    en="what is to happen with what is not right yet, before its last day.",
    nl="wat er moet gebeuren met wat nog niet klopt, vóór de laatste dag ervan.",
)
_ANSWER = Words(
    en="when nobody can answer for a while. We ask your permission for some things, and then wait {wait}.",
    nl="als er een tijd niemand kan antwoorden. Voor sommige dingen vragen we uw toestemming, en dan wachten we {wait}.",
)
_CONSENT = Words(
    en="as soon as your works council has decided.", nl="zodra uw ondernemingsraad een besluit heeft genomen."
)


def asked(told: Told) -> Section:
    """What the customer knows first, and we cannot see."""
    return Section(heading=told.say(_HEADING), paragraphs=(told.say(_INTRO),), items=tuple(_items(told)))


def _items(told: Told) -> Iterator[str]:
    scope, today = told.scope, told.today.isoformat()
    yield told.say(_PEOPLE)
    yield told.say(_THINGS)
    if uses_countries(told):
        yield told.say(_COUNTRIES)
    if watches_hours(told):
        yield told.say(_WORK)
    if any(one.until >= today for one in scope.exclusions):
        yield told.say(_EXCLUSIONS)
    if any(one.until >= today for one in scope.accepted_warnings):
        yield told.say(_ACCEPTED)
    if waits := sorted(
        {one.wait_minutes for one, _ in reaching(told) if one.approval == "customer" and one.wait_minutes}
    ):
        yield told.say(_ANSWER, wait=told.listed([told.minutes(one) for one in waits], either=True))
    if scope.privacy.works_council.status == "pending":
        yield told.say(_CONSENT)
