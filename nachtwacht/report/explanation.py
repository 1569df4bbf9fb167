"""The scope in plain words, as it is read aloud at the customer's table."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from nachtwacht.model.content import Catalog
from nachtwacht.model.scope import Language, Scope
from nachtwacht.report.section import Section


class Explanation(Struct, frozen=True, kw_only=True):
    """What was agreed with one customer, in their language."""

    title: str
    sections: tuple[Section, ...]


def explanation(scope: Scope, catalog: Catalog, *, today: date, language: Language) -> Explanation:
    """What a scope that was checked promises, on that day of the customer's."""
    agreed = {"nl": "Wat we hebben afgesproken", "en": "What we have agreed"}[language]
    return Explanation(
        title=scope.customer.name, sections=(Section(heading=agreed, paragraphs=(scope.customer.name,)),)
    )
