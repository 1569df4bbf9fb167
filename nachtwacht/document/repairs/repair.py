"""A way to mend a text that is no YAML: which lines become what, and how to tell the writer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_COMMENT = re.compile(r"(?:^|\s+)#.*\Z")


class Repair(Struct, frozen=True):
    """One guess at what was meant. Lines and columns count from 0 here."""

    line: int
    column: int
    message: str
    fix: str
    lines: tuple[str, ...]
    """What stands from ``line`` on instead; as many lines as they replace, so that later findings keep their place."""
    code: str = "NW005"
    unlikely: int = 0
    """Among repairs that help as much, the one with the lowest figure is believed."""


class Line(Struct, frozen=True):
    """One line of a text, in the parts that repairs speak of."""

    number: int
    text: str

    @property
    def indent(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def code(self) -> str:
        """Without the comment and the blanks before it."""
        return self.text[: self._end()]

    @property
    def comment(self) -> str:
        """The comment with the blanks before it, or nothing."""
        return self.text[self._end() :]

    @property
    def blank(self) -> bool:
        """Whether nothing but a comment stands on it."""
        return not self.code.strip()

    def _end(self) -> int:
        quote = ""
        for at, letter in enumerate(self.text):
            if quote:
                quote = "" if letter == quote else quote
            elif letter in "\"'" and _opens(self.text, at):
                quote = letter
            elif letter == "#" and (at == 0 or self.text[at - 1].isspace()):
                return len(self.text[:at].rstrip())
        if quote and (comment := _COMMENT.search(self.text)):
            return comment.start()
        return len(self.text.rstrip())

    def instead(self, code: str, column: int, message: str, *, code_: str = "NW005", unlikely: int = 0) -> Repair:
        """The repair that writes other code on this line and keeps its comment."""
        return Repair(self.number, column, message, code.strip(), (code + self.comment,), code_, unlikely)


def _opens(text: str, at: int) -> bool:
    """Whether a quote at this column begins a value: it follows a separator and not a letter."""
    before = text[:at].rstrip()
    return not before or (before[-1] in ":,[{-" and (at > len(before) or before[-1] in "[{,"))


def split(text: str) -> list[Line]:
    """The lines of a text as the parser counts them."""
    return [Line(number, line) for number, line in enumerate(re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text))]


Repairs = Iterator[Repair]
