"""The story that the customer gets: what happened, how we know, what we did, what was taken back, what they should do.

Each story tells the whole incident as it stands; a later one replaces the earlier. The words are in ``words/``.
"""

from __future__ import annotations

import functools
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from nachtwacht.model.content import Runbook
from nachtwacht.model.scope import Language, Scope
from nachtwacht.respond.countries import country
from nachtwacht.respond.harmless import harmless
from nachtwacht.respond.picture import Deed, Picture
from nachtwacht.respond.times import moment, times

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

WIDTH = 76
"""Characters a line of the plain text."""
SOON_SECONDS = 600.0
PLAIN = frozenset({"user", "host", "process", "parent"})
"""Entities that may have a dot in them and are no internet address."""


class Story(Struct, frozen=True, kw_only=True):
    """One letter, ready to be sent."""

    subject: str
    text: str
    html: str


class Block(Struct, frozen=True, kw_only=True):
    """A heading, a paragraph (its lines), or a list (its points)."""

    kind: str
    lines: tuple[str, ...]


def tell(whole: Picture, runbook: Runbook, scope: Scope, *, recipient: str, first: bool) -> Story:
    """The letter to one recipient, in the customer's language and time zone."""
    language = scope.customer.language
    values = _values(whole, runbook, scope)
    text = _words().get_template(f"{language}.j2").render(**values, recipient=recipient, first=first, **_filters(scope))
    blocks = _blocks(text)
    subject = _subject(values, language, first=first)
    html = _pages().get_template("letter.html.j2").render(subject=subject, language=language, blocks=blocks)
    return Story(subject=subject, text=_plain(blocks), html=html)


def fill(words: str, entities: dict[str, str], scope: Scope) -> str:
    """A runbook's sentence over what is known, made harmless, on one line."""
    values = {name: harmless(value, brackets=name not in PLAIN) for name, value in entities.items()}
    names: dict[str, Any] = {
        "country": functools.partial(country, language=scope.customer.language),
        "customer": scope.customer.name,
    }
    return " ".join(_words().from_string(words).render(**values, **names).split())


def _values(whole: Picture, runbook: Runbook, scope: Scope) -> dict[str, Any]:
    language, entities, incident = scope.customer.language, whole.entities, whole.incident
    deeds = [_deed(deed, scope) for deed in whole.deeds]
    taken = [deed for deed in deeds if deed["state"] in ("undone", "undo_failed")]
    sentences = {
        name: fill(getattr(runbook, name).of(language), entities, scope)
        for name in ("title", "happened", "how_known", "advice")
    }
    return {
        **sentences,
        "incident": incident.id,
        "customer": scope.customer.name,
        "test": incident.canary is not None,
        "false_alarm": incident.verdict == "false_positive",
        "all_back": bool(taken)
        and all(deed["state"] not in ("done", "undo_failed") and not deed["left"] for deed in deeds),
        "seen": whole.sightings[0].time,
        "last": whole.sightings[-1].time,
        **_again(whole, language),
        "deeds": deeds,
        "taken": taken,
        "permissions": [deed for deed in deeds if deed["state"] == "waiting" and deed["ask"] == "customer"],
        "questions": [
            fill(step.words.of(language), entities, scope)
            for step in runbook.steps
            if step.kind == "ask" and step.to == "customer"
        ],
        "harmless": any("[.]" in sentence for sentence in sentences.values()),
    }


def _again(whole: Picture, language: Language) -> dict[str, str]:
    """How often it was seen after the first time, in words; ``again`` is ``soon`` when that was within minutes."""
    more = len(whole.sightings) - 1
    if not more:
        return {"again": "", "more": ""}
    first, last = whole.sightings[0].time, whole.sightings[-1].time
    return {"again": "soon" if last - first < SOON_SECONDS else "later", "more": times(more, language)}


def _deed(deed: Deed, scope: Scope) -> dict[str, Any]:
    """What the words need to know of one request."""
    request, refusal = deed.entry.request, deed.refusal()
    did, undid = deed.seen("do"), deed.seen("undo")
    host = scope.host(request.asset)
    detail = refusal.detail if refusal else {}
    return {
        "action": request.action,
        "asset": request.asset,
        "target": harmless(request.target),
        "witness": request.witness,
        "user": harmless(host.user, brackets=False) if host and host.user else "",
        "state": deed.entry.state,
        "at": did.at if did and did.ok else None,
        "until": deed.act.undo_at if deed.act else None,
        "undone": undid.at if undid and undid.ok else None,
        "undo_verified": bool(undid and undid.verified),
        "left": bool(undid and undid.ok and undid.left_to),
        "reason": detail.get("reason", {}).get(scope.customer.language, ""),
        "ask": detail.get("ask", ""),
        "answer_by": deed.entry.look_at,
        "silence_allows": detail.get("if_no_answer") == "allow",
    }


def _subject(values: dict[str, Any], language: Language, *, first: bool) -> str:
    kinds = {
        "nl": {"test": "Proef", "false": "Vals alarm", "back": "Teruggedraaid", "update": "Bijgewerkt"},
        "en": {"test": "Test", "false": "False alarm", "back": "Taken back", "update": "Update"},
    }[language]
    if values["test"]:
        before = kinds["test"]
    elif values["false_alarm"]:
        before = kinds["false"]
    elif values["all_back"]:
        before = kinds["back"]
    else:
        before = "" if first else kinds["update"]
    return f"{before + ': ' if before else ''}{values['title']} [{values['incident']}]"


def _filters(scope: Scope) -> dict[str, Any]:
    return {"timezone": scope.customer.timezone, "language": scope.customer.language}


def _blocks(text: str) -> tuple[Block, ...]:
    """The words' own small notation: ``# heading``, ``- point``, and paragraphs between blank lines."""
    blocks: list[Block] = []
    for part in text.split("\n\n"):
        lines = tuple(line.strip() for line in part.splitlines() if line.strip())
        if not lines:
            continue
        if lines[0].startswith("# "):
            blocks.append(Block(kind="heading", lines=(lines[0][2:],)))
            lines = lines[1:]
        points = tuple(line[2:] for line in lines if line.startswith("- "))
        prose = tuple(line for line in lines if not line.startswith("- "))
        if points:
            blocks.append(Block(kind="list", lines=points))
        if prose:
            blocks.append(Block(kind="paragraph", lines=prose))
    return tuple(blocks)


def _plain(blocks: tuple[Block, ...]) -> str:
    """Text with lines of at most 76 characters; headings are underlined."""
    parts: list[str] = []
    for block in blocks:
        if block.kind == "heading":
            parts.append(f"{block.lines[0]}\n{'-' * len(block.lines[0])}")
        elif block.kind == "list":
            parts.append("\n".join(_wrapped(line, "* ", "  ") for line in block.lines))
        else:
            parts.append("\n".join(_wrapped(line, "", "") for line in block.lines))
    return "\n\n".join(parts) + "\n"


def _wrapped(line: str, first: str, rest: str) -> str:
    return textwrap.fill(
        line, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


@functools.cache
def _words() -> SandboxedEnvironment:
    """Renders plain text; what comes from outside is only ever a value, never a template."""
    return _environment(escape=False)


@functools.cache
def _pages() -> SandboxedEnvironment:
    """Renders HTML; every value is escaped."""
    return _environment(escape=True)


def _environment(*, escape: bool) -> SandboxedEnvironment:
    from jinja2 import FileSystemLoader, pass_context
    from jinja2.runtime import Context
    from jinja2.sandbox import SandboxedEnvironment

    @pass_context
    def written(context: Context, at: float) -> str:
        return moment(at, context["timezone"], context["language"])

    loader = FileSystemLoader(Path(__file__).parent / "words")
    made = SandboxedEnvironment(loader=loader, autoescape=escape, keep_trailing_newline=True)
    made.filters["moment"] = written
    return made
