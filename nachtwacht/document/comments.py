"""A text whose end is taken for a comment: in ``reason: month-end #12 closing`` the reason is only “month-end”."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from nachtwacht.document.place import finding
from nachtwacht.document.positions import Spot, place, spots
from nachtwacht.model.finding import ScopeFinding

_CUT = re.compile(r"(?<=\S)[ \t]+#(?=[^\s#!])")

_SIGN = re.compile(r"#(?=[^\s#!])")
"""Searched first: a pattern that begins with one letter is found many times as fast."""
_COMMENT = re.compile(r"[ \t]#\s")


def cut_short(text: str, top: Spot, file: str) -> Iterator[ScopeFinding]:
    """A warning for each plain text that ends at a ``#`` without a space after it: it may have been meant as a letter."""
    if _SIGN.search(text) is None:
        return
    lines = text.splitlines()
    for _, spot in spots(top):
        event = spot[1]
        if spot[2] is None and not getattr(event, "style", "'") and event.value:
            end = event.end_mark
            if end.line < len(lines) and (cut := _CUT.match(lines[end.line], end.column)):
                whole = event.value + _COMMENT.split(lines[end.line][cut.start() :], maxsplit=1)[0].rstrip()
                message = f"the text ends at '{event.value[-60:]}'; what stands after # is a comment"
                yield finding("NW016", place(event, file), message, json.dumps(whole, ensure_ascii=False))
