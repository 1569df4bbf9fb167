"""What an edit of a scope means for the customer, in sentences: the text of ``nw diff``, and of the form beside its fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.scope import Language
from nachtwacht.plan.change import Change, Watched, differences
from nachtwacht.plan.shifts import Shift
from nachtwacht.plan.turn import Subject, Turn
from nachtwacht.report.change import response_sentences, starts_sentence
from nachtwacht.report.explanation.things import things
from nachtwacht.report.explanation.told import Told
from nachtwacht.report.facts import fact
from nachtwacht.report.section import Section
from nachtwacht.report.words import difference as words
from nachtwacht.report.words.response import PHRASES

Mark = Literal["+", "-", "!", "~"]
_MARKS: dict[str, Mark] = {"more": "+", "less": "-", "may": "!", "other": "~"}


class Said(Struct, frozen=True):
    """One sentence: more (+), less (-), we may do more (!), or otherwise (~)."""

    mark: Mark
    text: str
    consent: bool
    """Whether somebody has to say yes to it."""


class Chapter(Struct, frozen=True):
    """What changes in one subject."""

    subject: Subject
    heading: str
    said: tuple[Said, ...]


class Meaning(Struct, frozen=True):
    """What changes for the customer, by subject; ``nothing`` when nothing does."""

    chapters: tuple[Chapter, ...]
    nothing: bool
    needs_consent: bool
    """Whether somebody has to say yes by name: less is watched, or more may be done."""
    language: Language = "en"
    change: Change = Change()

    @property
    def sections(self) -> tuple[Section, ...]:
        """The same as plain text; a sentence that needs consent says so."""
        suffix = f" ({words.CONSENT.of(self.language)})"
        return tuple(
            Section(
                heading=chapter.heading,
                items=tuple(one.text + (suffix if one.consent else "") for one in chapter.said),
            )
            for chapter in self.chapters
        )


def meaning(
    before: CoveragePlan | None,
    after: CoveragePlan | None,
    catalog: Catalog,
    language: Language,
    *,
    today: date | None = None,
    catalog_before: Catalog | None = None,
) -> Meaning:
    """From one plan to another (None: no customer). Both plans must be of the same ``today``, the customer's day.

    ``catalog_before`` is what was sold when the first plan was made, where that is another one.
    """
    change = differences(before, after, today=today, catalogs=(catalog_before or catalog, catalog))
    said: dict[Subject, list[Said]] = {}
    for subject, one in _all(before, after, change, catalog=catalog, language=language, today=today or date.min):
        if one not in said.setdefault(subject, []):
            said[subject].append(one)
    headings: dict[Subject, str] = {subject: heading.of(language) for subject, heading in words.HEADINGS.items()}  # type: ignore[misc]
    chapters = tuple(
        Chapter(subject, heading, tuple(said[subject])) for subject, heading in headings.items() if subject in said
    )
    return Meaning(chapters, change.nothing, change.needs_consent, language, change)


def _all(
    before: CoveragePlan | None,
    after: CoveragePlan | None,
    change: Change,
    *,
    catalog: Catalog,
    language: Language,
    today: date,
) -> Iterator[tuple[Subject, Said]]:
    old, new = (Told(one.scope, catalog, language, today) if one else None for one in (before, after))
    told = new or old
    if told is None:
        return
    if old is None or new is None:
        yield "coverage", Said("~", (words.NEW if old is None else words.GONE).of(language), consent=False)
    left_out = {
        (turn.facts["use"], asset)
        for turn in change.turns
        if turn.subject == "left_out" and "use" in turn.facts
        for asset in turn.facts["assets"]
    }
    yield from _coverage(told, change.gained, "gained")
    lost = tuple(one for one in change.lost if (one.use_case, one.asset) not in left_out)
    yield from _coverage(_knowing(lost, old, told), lost, "lost")
    scopes = (before.scope if before else None, after.scope if after else None)
    yield from _response(change, scopes, language)
    for turn in change.turns:
        yield turn.subject, _turned(_knows(turn, old, told), turn)


def turned(
    before: CoveragePlan | None, after: CoveragePlan, change: Change, catalog: Catalog, language: Language
) -> tuple[Said, ...]:
    """All but coverage and response rights, one sentence each."""
    old, new = (Told(one.scope, catalog, language, date.min) if one else None for one in (before, after))
    assert new is not None
    return tuple(_turned(_knows(turn, old, new), turn) for turn in change.turns)


def _coverage(told: Told, watched: tuple[Watched, ...], kind: str) -> Iterator[tuple[Subject, Said]]:
    together: dict[tuple[str, bool], list[str]] = {}
    for one in watched:
        together.setdefault((one.use_case, bool(one.because)), []).append(one.asset)
    for (use, because), assets in together.items():
        text = PHRASES[told.language][kind].format(title=told.title(use), asset=things(told, assets))
        text += f" ({told.say(words.UNSEEN)})" if because and kind == "lost" else ""
        yield "coverage", Said("+" if kind == "gained" else "-", text, kind == "lost")


def _response(change: Change, scopes: tuple[object, object], language: Language) -> Iterator[tuple[Subject, Said]]:
    wider, narrower, other = change.widened, change.narrowed, change.altered
    groups: tuple[tuple[tuple[Shift, ...], Mark, bool], ...] = (
        (wider, "!", True),
        (tuple(one for one in narrower if one not in wider), "~", False),
        (other, "~", False),
    )
    for shifts, mark, consent in groups:
        for text in response_sentences(shifts, scopes, language):  # type: ignore[arg-type]
            yield "response", Said(mark, text, consent)
    starts = starts_sentence(change, language)
    if starts:
        yield "response", Said("!" if change.sooner else "~", starts, change.sooner)


def _turned(told: Told, turn: Turn) -> Said:
    sentence = words.TURNS[turn.kind]
    facts = {name: fact(told, turn, name, value) for name, value in turn.facts.items()}
    return Said(_MARKS[turn.side], sentence.of(told.language).format(**facts), turn.consent)


def _knows(turn: Turn, old: Told | None, new: Told) -> Told:
    """The scope that has the assets: what is gone is known to the old one only."""
    assets = turn.facts.get("assets", ())
    return old if old and any(asset not in new.sight.kinds for asset in assets) else new


def _knowing(lost: tuple[Watched, ...], old: Told | None, new: Told) -> Told:
    return old if old and any(one.asset not in new.sight.kinds for one in lost) else new
