"""Where data stays and how long, what the law asks of whom, and words that only keep a place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from nachtwacht.document.nearest import nearest
from nachtwacht.document.place import Path
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.checks.accounts import AWS_REGIONS
from nachtwacht.scope.checks.calendar import day
from nachtwacht.scope.checks.places import countries
from nachtwacht.scope.checks.words import LISTED_BY_NIS2, PLACEHOLDERS
from nachtwacht.scope.subject import Subject

EEA = frozenset(
    (
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI"),
        *("LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
)
"""ISO 3166-1 codes of the European Economic Area."""
WORDS = {"europe": "eu", "europa": "eu", "european union": "eu", "uk": "uk", "gb": "uk", "usa": "us", "holland": "nl"}
LEAST_DAYS, MOST_DAYS, PEOPLE = 30, 730, 50
LONG_AGO = timedelta(days=3653)


def region(subject: Subject) -> Iterator[ScopeFinding]:
    """Data stays somewhere that is known, and for a customer in Europe there."""
    name, path = subject.scope.privacy.data_region, ("privacy", "data_region")
    known = {"eu", "eea", "uk", *AWS_REGIONS, *(code.lower() for code in countries())}
    if name not in known:
        plain = name.strip().lower()
        named = {title.lower(): code.lower() for code, title in countries().items()}
        fix = (
            plain
            if plain in known
            else WORDS.get(plain) or named.get(plain) or nearest(plain, ("eu", "eea", *AWS_REGIONS))
        )
        yield subject.say("NW606", path, f"'{name}' is no region that we know", fix)
        return
    within = name in ("eu", "eea", "uk", "ch", "gb") or name.startswith("eu-") or name.upper() in EEA
    if not within and EEA.intersection(subject.scope.business.countries):
        yield subject.say("NW607", path, f"data of a customer in Europe would stay in '{name}'", "eu", about=(name,))


def kept(subject: Subject) -> Iterator[ScopeFinding]:
    """Data is kept long enough for reports and no longer than a reason allows."""
    privacy, path = subject.scope.privacy, ("privacy", "retention_days")
    if privacy.retention_days < LEAST_DAYS and privacy.nis2.class_ != "none":
        message = f"after {privacy.retention_days} days nothing is left for the final report"
        yield subject.say("NW608", path, message, "30")
    elif privacy.retention_days > MOST_DAYS:
        yield subject.say("NW609", path, f"{privacy.retention_days} days is more than two years", "90")


def duties(subject: Subject) -> Iterator[ScopeFinding]:
    """The class under NIS2 and the works council fit what the customer is."""
    scope = subject.scope
    sector = scope.customer.sector
    if scope.privacy.nis2.class_ == "none" and sector.strip().lower().replace(" ", "_") in LISTED_BY_NIS2:
        message = f"NIS2 names the sector '{sector}', and the class is none"
        yield subject.say("NW610", ("privacy", "nis2", "class"), message, about=(sector,))
    council, path = scope.privacy.works_council, ("privacy", "works_council")
    people = {host.user or host.name for host in scope.assets.hosts if host.kind == "workstation"}
    if council.status == "not_required" and len(people) >= PEOPLE and "NL" in scope.business.countries:
        yield subject.say("NW611", (*path, "status"), f"{len(people)} people work there, and no works council is asked")
    agreed = day(council.date) if council.date else None
    if agreed and agreed < subject.today - LONG_AGO:
        yield subject.say("NW604", (*path, "date"), f"the works council agreed on {agreed}, more than ten years ago")


def filled_in(subject: Subject) -> Iterator[ScopeFinding]:
    """No text only keeps a place."""
    for path, text in _texts(subject):
        if (text.strip() and _only_keeps_a_place(text)) or (not text.strip() and path[0] in ("customer", "contacts")):
            yield subject.say("NW605", path, f"'{text}' was to be filled in later")


def _only_keeps_a_place(text: str) -> bool:
    plain = text.strip().lower().strip(" .!:")
    return (
        plain in PLACEHOLDERS or text.strip().lower() in PLACEHOLDERS or (text.strip()[:1] + text.strip()[-1:]) == "<>"
    )


def _texts(subject: Subject) -> Iterator[tuple[Path, str]]:
    scope = subject.scope
    yield ("customer", "name"), scope.customer.name
    yield ("customer", "sector"), scope.customer.sector
    yield ("customer", "contract"), scope.customer.contract
    for index, contact in enumerate(scope.contacts):
        yield ("contacts", index, "name"), contact.name
        yield ("contacts", index, "role"), contact.role
    for index, exclusion in enumerate(scope.exclusions):
        yield ("exclusions", index, "reason"), exclusion.reason
    for index, entry in enumerate(scope.accepted_warnings):
        yield ("accepted_warnings", index, "reason"), entry.reason
    yield ("privacy", "works_council", "reference"), scope.privacy.works_council.reference or ""


CHECKS = (region, kept, duties, filled_in)
