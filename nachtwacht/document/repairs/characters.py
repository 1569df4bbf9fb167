"""Characters that a word processor, a mail or a comparison put in, and that only look like others."""

# ruff: noqa: RUF001  Quotes and hyphens of word processors are what this is about.

from __future__ import annotations

import re

from nachtwacht.document.repairs.repair import Line, Repair, Repairs

SPACES = "\u00a0\u2007\u202f\u2002\u2003\u2009\u3000"
NOTHING = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"})
_BULLET = re.compile(r"^(\s*)[–—−•·‣▪*+]\s*(?=\S)")
_MARKS = re.compile(r"^(\s*)[>|+~!]+\s?(?=\s*\S)")
_TRAILING = re.compile(r"[;,.]+\Z")


def characters(line: Line) -> Repairs:
    """The line with ordinary characters instead."""
    text = line.text
    at = next((at for at, sign in enumerate(text) if sign in SPACES + NOTHING), None)
    if at is not None:
        plain = "".join(" " if sign in SPACES else "" if sign in NOTHING else sign for sign in text)
        name = "a space that does not break" if text[at] in SPACES else "an invisible character"
        yield Repair(line.number, at, f"{name} stands here", plain.split(" #")[0].strip(), (plain,), unlikely=-1)
    if (plain := text.translate(_QUOTES)) != text:
        at = next(at for at, sign in enumerate(text) if plain[at] != sign)
        message = f"'{text[at]}' is not a quote that YAML knows"
        yield Repair(line.number, at, message, plain.split(" #")[0].strip(), (plain,), unlikely=1)
    if found := _BULLET.match(line.code):
        message = f"an entry of a list begins with '-', not with '{found[0].strip()}'"
        yield line.instead(f"{found[1]}- {line.code[found.end() :]}", len(found[1]), message)
    if found := _MARKS.match(line.code):
        message = f"'{found[0].strip()}' does not belong here"
        yield line.instead(found[1] + line.code[found.end() :], len(found[1]), message, unlikely=2)
        yield line.instead(" " * found.end() + line.code[found.end() :], len(found[1]), message, unlikely=1)
    if found := _TRAILING.search(line.code):
        message = f"'{found[0]}' does not belong here"
        yield line.instead(line.code[: found.start()], found.start(), message, unlikely=1)


def stray(line: Line) -> Repairs:
    """A line that is no key with a value at all."""
    if not line.blank:
        message = f"'{line.code.strip()[:40]}' is no key with a value"
        yield Repair(line.number, line.indent, message, "remove the line", ("",), unlikely=9)
