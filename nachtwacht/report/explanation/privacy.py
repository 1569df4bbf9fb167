"""Where data stays and for how long, and what the law and the agreements say."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.model.content import Words
from nachtwacht.report.explanation.told import Told, plain, quoted
from nachtwacht.report.section import Section
from nachtwacht.report.words.explanation import REGIONS

_HEADING = Words(en="Your data, and the law", nl="Uw gegevens, en de wet")
_REGION = Words(en="What we collect stays {region}.", nl="Wat we verzamelen, blijft {region}.")
_COUNTRY = Words(en="in {country}", nl="in {country}")
_PLACE = Words(en="in the region {place}", nl="in de regio {place}")
_RETENTION = Words(en="We keep it for {days} and then delete it.", nl="We bewaren het {days} en wissen het daarna.")
_AGREEMENT = Words(
    en="What we may do with it is laid down in the processor agreement {reference}.",
    nl="Wat we ermee mogen, staat in de verwerkersovereenkomst {reference}.",
)
_COUNCIL = {
    "agreed": Words(
        en="Your works council agreed{day}{reference}.", nl="Uw ondernemingsraad heeft ermee ingestemd{day}{reference}."
    ),
    "pending": Words(
        en="Your works council has not agreed yet. Before it does, we do not begin.",
        nl="Uw ondernemingsraad heeft er nog niet mee ingestemd. Voor die tijd beginnen we niet.",
    ),
    "not_required": Words(
        en="Consent of a works council is not needed for this.",
        nl="Instemming van een ondernemingsraad is hiervoor niet nodig.",
    ),
}
_ON = Words(en=" on {day}", nl=", op {day}")
_UNDER = Words(en=" (reference {reference})", nl=" (kenmerk {reference})")
_NIS2 = {
    "essential": Words(
        en="Under the European rules for network security (NIS2) you are an essential entity.",
        nl="Volgens de Europese regels voor netwerkbeveiliging (NIS2) bent u een essentiële entiteit.",
    ),
    "important": Words(
        en="Under the European rules for network security (NIS2) you are an important entity.",
        nl="Volgens de Europese regels voor netwerkbeveiliging (NIS2) bent u een belangrijke entiteit.",
    ),
    "none": Words(
        en="The European rules for network security (NIS2) do not concern you.",
        nl="De Europese regels voor netwerkbeveiliging (NIS2) gelden niet voor u.",
    ),
}
_CLOCKS_INTRO = Words(
    en="You must therefore report an incident with serious consequences to the authorities:",
    nl="Een incident met ernstige gevolgen moet u daarom bij de overheid melden:",
)
_CLOCKS = (
    Words(
        en="within 24 hours of learning of it: a first warning;",
        nl="binnen 24 uur nadat u ervan weet: een eerste waarschuwing;",
    ),
    Words(
        en="within 72 hours of learning of it: the report itself, with a first assessment;",
        nl="binnen 72 uur nadat u ervan weet: de melding zelf, met een eerste inschatting;",
    ),
    Words(
        en="within one month of that report: a final report.", nl="binnen een maand na die melding: een eindverslag."
    ),
)


def privacy(told: Told) -> Section:
    """Data first, then consent, then the duty to report where there is one."""
    agreed = told.scope.privacy
    law = [told.say(_NIS2[agreed.nis2.class_])]
    clocks: tuple[str, ...] = ()
    if agreed.nis2.class_ != "none":
        law.append(told.say(_CLOCKS_INTRO))
        clocks = tuple(told.say(clock) for clock in _CLOCKS)
    return Section(
        heading=told.say(_HEADING),
        paragraphs=(" ".join(_data(told)), _council(told), " ".join(law)),
        items=clocks,
    )


def _data(told: Told) -> Iterator[str]:
    agreed = told.scope.privacy
    yield told.say(_REGION, region=_region(told))
    yield told.say(_RETENTION, days=told.duration(f"{agreed.retention_days}d"))
    if agreed.processor_agreement.strip():
        yield told.say(_AGREEMENT, reference=plain(agreed.processor_agreement))


def _region(told: Told) -> str:
    region = told.scope.privacy.data_region.strip()
    if words := REGIONS.get(region.lower()):
        return told.say(words)
    country = told.country(region) if len(region) == len("NL") and region.isalpha() else ""
    if country and not country.endswith(f"({region})"):
        return told.say(_COUNTRY, country=country)
    return told.say(_PLACE, place=quoted(region.replace("_", " ")))


def _council(told: Told) -> str:
    council = told.scope.privacy.works_council
    return told.say(
        _COUNCIL[council.status],
        day=told.say(_ON, day=told.day(council.date)) if council.date else "",
        reference=told.say(_UNDER, reference=plain(council.reference))
        if council.reference and council.reference.strip()
        else "",
    )
