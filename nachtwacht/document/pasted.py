"""Quotes and spaces of a word processor: to YAML they are letters like any other, to people they look like the real ones."""

from __future__ import annotations

import re
from itertools import islice

from nachtwacht.document.letters import MOST, place_at
from nachtwacht.document.place import finding
from nachtwacht.model.finding import ScopeFinding

_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_SPACES}]")
_INDENT = re.compile(f"^[ \t]*[-?]?[ \t]*([{_SPACES}])", re.MULTILINE)
_INDENTS = re.compile(f"^[ \t{_SPACES}]*[-?]?[ \t{_SPACES}]+", re.MULTILINE)
_DOUBLE = "\u201c\u201d\u201e\u201f\xab\xbb"
_OPENING = ("\u2018", "\u201a")
_CLOSING = "\u2019"
_QUOTES = "these quotes come from a word processor; to YAML they are part of the text"
_NO_SPACE = "this is no ordinary space; it comes from a word processor or a web page"
_REAL = "an ordinary space"


def meant(text: str) -> tuple[str, str] | None:
    """What the writer of a plain scalar meant, and what is odd about it; None when nothing is.

    A quote within a text is part of it (the laboratory's “abroad”), and so is an apostrophe before a word; only what
    stands around the whole is taken for quotes.
    """
    inner = _unquoted(text)
    plain = _SPACE.sub(" ", inner).strip()
    if plain == text:
        return None
    if inner != text:
        return plain, _QUOTES
    return plain, "a space in this text is no ordinary space; it comes from a word processor or a web page"


def indented(text: str, file: str) -> tuple[str, tuple[ScopeFinding, ...]]:
    """The text with ordinary spaces before its lines, and a finding for each line where others stood."""
    if text.isascii():
        return text, ()
    found = tuple(islice(_INDENT.finditer(text), MOST))
    findings = tuple(finding("NW014", place_at(text, one.start(1), file), _NO_SPACE, _REAL) for one in found)
    return (_INDENTS.sub(_plain, text) if found else text), findings


def _plain(indent: re.Match[str]) -> str:
    return _SPACE.sub(" ", indent[0])


def _unquoted(text: str) -> str:
    """The text without the quotes that stand around it, or on one side of it with no partner in the text."""
    first, last, inside = text[:1], text[-1:], text[1:-1]
    if any(quote in inside for quote in _DOUBLE):
        return text
    if first in _OPENING and last == _CLOSING and len(text) > 1:
        return inside
    return text.strip(_DOUBLE)
