"""What edits mean, for a terminal, a program, a pull request's comment, and its annotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from nachtwacht.model.content import Words
from nachtwacht.model.scope import Language
from nachtwacht.report.difference import Meaning
from nachtwacht.report.plan import shift_document
from nachtwacht.report.words import difference as words

FORMS = ("text", "json", "markdown", "github")
_STYLES = {"+": "green", "-": "red", "!": "yellow", "~": "cyan"}
_UNCHANGED = Words(en="Unchanged: {} of {} customers.", nl="Onveranderd: {} van {} klanten.")
_ASK = Words(
    en="What is marked needs the customer's consent. When it is there: --accept.",
    nl="Voor wat gemerkt is, is akkoord van de klant nodig. Is dat er: --accept.",
)


class Edit(Struct, frozen=True, kw_only=True):
    """One customer's change."""

    customer: str
    name: str
    file: str
    meaning: Meaning
    notes: tuple[str, ...] = ()


def rendered(edits: Sequence[Edit], unchanged: int, form: str, language: Language) -> str:
    """All edits in one document of that form."""
    if form == "json":
        return msgspec.json.encode({"customers": [_document(edit) for edit in edits], "unchanged": unchanged}).decode()
    if form == "github":
        return "\n".join(line for edit in edits for line in _annotations(edit, language))
    parts = [_markdown(edit, language) if form == "markdown" else _text(edit, language) for edit in edits]
    if unchanged:
        parts.append(_UNCHANGED.of(language).format(unchanged, unchanged + len(edits)))
    if any(edit.meaning.needs_consent for edit in edits):
        parts.append(_ASK.of(language))
    return "\n\n".join(parts)


def _document(edit: Edit) -> dict[str, Any]:
    meaning, change = edit.meaning, edit.meaning.change
    sections = [
        {
            "subject": chapter.subject,
            "heading": chapter.heading,
            "items": [{"mark": one.mark, "text": one.text, "needs_consent": one.consent} for one in chapter.said],
        }
        for chapter in meaning.chapters
    ]
    return {
        "customer": edit.customer,
        "nothing": meaning.nothing,
        "needs_consent": meaning.needs_consent,
        "notes": edit.notes,
        "sections": sections,
        "coverage": {"gained": change.gained, "lost": change.lost},
        "response": {
            "widened": [shift_document(shift) for shift in change.widened],
            "narrowed": [shift_document(shift) for shift in change.narrowed],
        },
    }


def _text(edit: Edit, language: Language) -> str:
    from rich.console import Console, Group
    from rich.text import Text

    consent = f"  [{words.CONSENT.of(language)}]"
    parts = [Text(f"{edit.name} ({edit.customer})", style="bold")]
    for chapter in edit.meaning.chapters:
        parts.append(Text(f"\n{chapter.heading}", style="bold"))
        parts += [
            Text(f"  {one.mark} {one.text}{consent if one.consent else ''}", style=_STYLES[one.mark])
            for one in chapter.said
        ]
    parts += [Text(f"  = {line}") for line in _quiet(edit, language)]
    console = Console(soft_wrap=True, highlight=False)
    with console.capture() as captured:
        console.print(Group(*parts))
    return captured.get().rstrip()


def _quiet(edit: Edit, language: Language) -> Iterator[str]:
    if edit.meaning.nothing:
        yield words.NOTHING.of(language)
    yield from edit.notes


def _markdown(edit: Edit, language: Language) -> str:
    lines = [f"### {_literal(edit.name)} (`{edit.customer}`)"]
    for chapter in edit.meaning.chapters:
        lines += ["", f"**{chapter.heading}**", ""]
        for one in chapter.said:
            consent = f" **({words.CONSENT.of(language)})**" if one.consent else ""
            lines.append(f"- `{one.mark}` {_literal(one.text)}{consent}")
    quiet = [f"- {_literal(line)}" for line in _quiet(edit, language)]
    return "\n".join([*lines, *(["", *quiet] if quiet else [])])


def _literal(text: str) -> str:
    """Text that Markdown shows as it is; names of people and machines are not to mention or link anybody."""
    escaped = "".join(f"\\{char}" if char in "\\`*_{}[]()#+!|<>~" else char for char in text)
    return escaped.replace("@", "@\u200b")


def _annotations(edit: Edit, language: Language) -> Iterator[str]:
    for chapter in edit.meaning.chapters:
        for one in chapter.said:
            kind = "warning" if one.consent else "notice"
            yield f"::{kind} file={_property(edit.file)},title={_property(chapter.heading)}::{_message(one.text)}"
    if edit.meaning.nothing:
        yield f"::notice file={_property(edit.file)}::{_message(words.NOTHING.of(language))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
