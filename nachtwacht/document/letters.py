"""Signs that do not belong in a text: those that nobody sees, and those that turn the order in which it is read.

What a reviewer sees must be what is read: see Boucher and Anderson, “Trojan Source” (CVE-2021-42574), for what else
can be hidden in a text that looks right.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from nachtwacht.document.place import Place, finding
from nachtwacht.model.finding import ScopeFinding

MOST = 100
"""Findings about signs in one file; whoever pasted a whole page of them needs no more to find out."""

_ODD = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls but for tab, line feed and carriage return
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"  # soft hyphen, joiners and fillers without a shape
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # zero width, line and paragraph separators, reading order
    "\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff"  # annotations, no characters at all, tags
    "]"
)
_ORDER = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REPLACED = "\ufffd"


def odd_letters(text: str, file: str) -> tuple[str, tuple[ScopeFinding, ...]]:
    """The text without the signs that do not belong in it, comments included, and a finding for each, at most a hundred."""
    found = tuple(islice(_ODD.finditer(text), MOST))
    findings = tuple(_odd(one, text, file) for one in found)
    return (_ODD.sub("", text) if found else text), findings


def place_at(text: str, at: int, file: str) -> Place:
    """The place of a letter in a text."""
    before = text[:at]
    ends = before.count("\n") + before.count("\r") - before.count("\r\n")
    return Place(file, ends + 1, at - max(before.rfind("\n"), before.rfind("\r")))


def _odd(found: re.Match[str], text: str, file: str) -> ScopeFinding:
    letter, place = found[0], place_at(text, found.start(), file)
    if letter == _REPLACED:
        return finding("NW002", place, f"{letter} stands where a letter was lost", "write the letter that was meant")
    if letter < " " or "\x7f" <= letter <= "\x9f":
        return finding("NW012", place, f"a control character (U+{ord(letter):04X}) stands here", "remove it")
    what = "turns the order in which it is shown" if letter in _ORDER else "cannot be seen"
    name = unicodedata.name(letter, "no character").lower()
    return finding("NW013", place, f"a sign stands here that {what}: U+{ord(letter):04X}, {name}", "remove it")
