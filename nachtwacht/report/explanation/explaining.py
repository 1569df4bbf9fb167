"""From a scope to its explanation: the subjects of the talk, in their order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from nachtwacht.model.content import Catalog, Words
from nachtwacht.model.scope import Language, Scope
from nachtwacht.report.explanation.acting import may, never
from nachtwacht.report.explanation.agreed import known, left_out, planned
from nachtwacht.report.explanation.agreement import agreement
from nachtwacht.report.explanation.asked import asked
from nachtwacht.report.explanation.business import business
from nachtwacht.report.explanation.calling import calling
from nachtwacht.report.explanation.hours import hours
from nachtwacht.report.explanation.placed import placed
from nachtwacht.report.explanation.privacy import privacy
from nachtwacht.report.explanation.told import Told, plain
from nachtwacht.report.explanation.unseen import unseen
from nachtwacht.report.explanation.watching import watching
from nachtwacht.report.section import Section

_TITLE = Words(en="{name}: what we agreed, in plain words", nl="{name}: onze afspraken in gewone woorden")

SUBJECTS: tuple[Callable[[Told], Section | None], ...] = (
    agreement,
    watching,
    placed,
    unseen,
    left_out,
    hours,
    calling,
    may,
    never,
    business,
    planned,
    known,
    privacy,
    asked,
)
"""What is talked about, in this order; a subject of which there is nothing to say is left out."""


class Explanation(Struct, frozen=True, kw_only=True):
    """What was agreed with one customer, in their language. Plain text without any mark-up."""

    title: str
    sections: tuple[Section, ...]


def explanation(scope: Scope, catalog: Catalog, *, today: date, language: Language) -> Explanation:
    """What a scope that was checked promises, as it stands on that day of the customer's (pure)."""
    told = Told(scope, catalog, language, today)
    sections = tuple(found for subject in SUBJECTS if (found := subject(told)) is not None)
    return Explanation(title=told.say(_TITLE, name=plain(scope.customer.name)), sections=sections)
