"""A text that is no YAML, told as what its writer did and on which line, where the parser only says where it stumbled.

Each guess at the slip is tried: the one with which the parser gets furthest, and finds least that is odd, is believed.
Then the next mistake is looked for in the mended text, so that one run tells them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from nachtwacht.document.misfits import misfits
from nachtwacht.document.place import Place, finding
from nachtwacht.document.repairs.brackets import bracket
from nachtwacht.document.repairs.characters import characters, stray
from nachtwacht.document.repairs.layout import dash, indentation, tabs
from nachtwacht.document.repairs.merges import merges
from nachtwacht.document.repairs.quotes import needs_quotes, quote
from nachtwacht.document.repairs.repair import Line, Repair, split
from nachtwacht.document.repairs.separators import colon, comma
from nachtwacht.document.run import Run, run
from nachtwacht.model.finding import ScopeFinding

ROUNDS = 10
"""Mistakes that are told of one text."""
LONGEST_LINE = 2000
"""Letters of a line that is guessed about; a longer one was not written by a person."""
_EFFORT = 20_000_000
"""Letters that may be read again while guessing; a scope has some ten thousand, so this is a limit for attacks."""


class Stumbles(Struct, frozen=True):
    """What is wrong with a text as YAML, and the text as it would be without."""

    findings: tuple[ScopeFinding, ...]
    mended: str | None
    """None when a mistake was found that no guess mends."""


def stumbles(text: str, file: str) -> Stumbles:
    """Every mistake in a text that the parser refuses, at most ten."""
    findings: list[ScopeFinding] = []
    effort = _EFFORT
    for found in merges(split(text)):
        findings.append(_told(found, file))
        text = _applied(split(text), found)
    for _ in range(ROUNDS):
        ran = run(text)
        if ran.error is None:
            return Stumbles(tuple(findings), text)
        lines = split(text)
        best, effort = _best(lines, ran, text, effort)
        if best is None:
            return Stumbles((*findings, _unexplained(ran, lines, file)), None)
        findings.append(_told(best, file))
        text = _applied(lines, best)
    return Stumbles(tuple(findings), None)


def _best(lines: list[Line], ran: Run, text: str, effort: int) -> tuple[Repair | None, int]:
    """The repair to believe, and how much effort is left."""
    believed: tuple[tuple[Any, ...], Repair] | None = None
    tried = set()
    for guess in _guesses(lines, ran):
        if effort < 0:
            break
        if (guess.line, guess.lines) in tried:
            continue
        tried.add((guess.line, guess.lines))
        effort -= len(text)
        mended = _applied(lines, guess)
        then = run(mended)
        if then.reached <= ran.reached:
            continue
        odd = then.odd + (misfits(mended) if then.error is None else 0)
        rank = (-then.reached, 4 * odd + guess.unlikely, abs(guess.line - ran.line))
        if believed is None or rank < believed[0]:
            believed = rank, guess
    return (believed[1] if believed else None), effort


def _guesses(lines: list[Line], ran: Run) -> Iterator[Repair]:
    for number in ran.suspects(lines):
        line = lines[number]
        if len(line.text) > LONGEST_LINE:
            continue
        for slip in (tabs, characters, colon, quote, bracket, comma, dash, needs_quotes):
            yield from slip(line)
        yield from indentation(line, lines)
        yield from stray(line)


def _applied(lines: list[Line], repair: Repair) -> str:
    texts = [line.text for line in lines]
    texts[repair.line : repair.line + len(repair.lines)] = repair.lines
    return "\n".join(texts)


def _told(repair: Repair, file: str) -> ScopeFinding:
    return finding(repair.code, Place(file, repair.line + 1, repair.column + 1), repair.message, repair.fix)


def _unexplained(ran: Run, lines: list[Line], file: str) -> ScopeFinding:
    """Where the parser stumbled, when nothing better is known."""
    place = Place(file, min(ran.line, len(lines) - 1) + 1, ran.column + 1)
    if isinstance(ran.error, yaml.reader.ReaderError):
        return finding("NW005", place, "here stands a character that no text can have", "remove it")
    message = (
        "here, or on the line above, the file stops being YAML: look for a quote, bracket or colon that is missing"
    )
    return finding("NW005", place, message)
