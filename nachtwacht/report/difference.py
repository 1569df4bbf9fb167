"""What an edit of a scope means for the customer, in sentences: the text of ``nw diff``, and of the form beside its fields."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.scope import Language
from nachtwacht.plan.change import differences
from nachtwacht.report.change import coverage_sentence, response_sentences, starts_sentence
from nachtwacht.report.section import Section


class Meaning(Struct, frozen=True):
    """What changes for the customer, by subject; ``nothing`` when nothing does."""

    sections: tuple[Section, ...]
    nothing: bool
    needs_consent: bool
    """Whether somebody has to say yes by name: less is watched, or more may be done."""


def meaning(
    before: CoveragePlan | None,
    after: CoveragePlan | None,
    catalog: Catalog,
    language: Language,
    *,
    today: date | None = None,
) -> Meaning:
    """From one plan to another (None: no customer). Both plans must be of the same ``today``, the customer's day."""
    change = differences(before, after)
    scopes = (before.scope if before else None, after.scope if after else None)
    starts = starts_sentence(change, language)
    items = (
        *(coverage_sentence(one, catalog, gained=True, language=language) for one in change.gained),
        *(coverage_sentence(one, catalog, gained=False, language=language) for one in change.lost),
        *response_sentences((*change.widened, *change.narrowed), scopes, language),
        *([starts] if starts else []),
    )
    sections = (Section(heading="Wat er verandert" if language == "nl" else "What changes", items=items),)
    return Meaning(sections if items else (), change.nothing, change.needs_consent)
