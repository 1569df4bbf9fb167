"""Brackets and braces that are not closed, not opened, or closed by the other kind."""

from __future__ import annotations

import re

from nachtwacht.document.repairs.repair import Line, Repairs

_CLOSES = {"[": "]", "{": "}"}
_NAMES = {"[": "bracket", "]": "bracket", "{": "brace", "}": "brace"}
_FIRST_KEY = re.compile(r"^(\s*(?:- +)+)(?=[a-z_]+:?\s)")
_LAST_ITEM = re.compile(r"(?<=:)(\s+)(?=[^\s,:{\[]+(?:,\s*[^\s,:{\[]+)*\s*\][^\[]*\Z)")


def bracket(line: Line) -> Repairs:
    """One bracket wrong on a line."""
    yield from _closed(line)
    yield from _opened(line)
    yield from _other_kind(line)


def _closed(line: Line) -> Repairs:
    """Of each bracket that stays open: closed at the end, or before the bracket or key that cannot be within it."""
    code, opened, _ = line.code, *_unpaired(line.code)
    if opened:
        missing = "".join(_CLOSES[code[at]] for at in reversed(opened))
        message = _not_closed(code, opened[0])
        trimmed = code.rstrip().rstrip(",").rstrip()
        yield line.instead(trimmed + missing, opened[0], message)
    for at in opened:
        for place in [found.start() for found in re.finditer(r"\s*[\]}]|,\s*[a-z_]+:", code) if found.start() > at]:
            mended = code[:place] + _CLOSES[code[at]] + code[place:]
            yield line.instead(mended, at, _not_closed(code, at), unlikely=1)


def _opened(line: Line) -> Repairs:
    """Of each bracket that closes nothing: opened where a list or a set of keys begins, or left out."""
    code, _, closing = line.code, *_unpaired(line.code)
    for at in closing:
        wanted = {"]": "[", "}": "{"}[code[at]]
        message = f"the {_NAMES[wanted]} '{code[at]}' closes what was never opened"
        if found := (_FIRST_KEY.match(code) if wanted == "{" else None):
            yield line.instead(code[: found.end()] + wanted + code[found.end() :], at, message)
        begins = [found.end() for found in re.finditer(r"[a-z_]:\s+", code[:at])]
        for begin in reversed(begins):
            yield line.instead(code[:begin] + wanted + code[begin:], at, message, unlikely=1)
        yield line.instead(code[:at] + code[at + 1 :], at, message, unlikely=0 if code[:at].endswith(code[at]) else 2)


def _other_kind(line: Line) -> Repairs:
    """A bracket that is closed by a brace, a brace by a bracket, or a round one for either."""
    code = line.code
    pairs: list[int] = []
    for at, letter in enumerate(code):
        if letter in "[{(":
            pairs.append(at)
        elif letter in "]})" and pairs:
            begin = pairs.pop()
            for first in {code[begin], "[", "{"} - {"("}:
                mended = code[:begin] + first + code[begin + 1 : at] + _CLOSES[first] + code[at + 1 :]
                if mended != code:
                    message = f"'{code[begin]}' and '{letter}' do not belong together here"
                    yield line.instead(mended, at, message, unlikely=1)


def _not_closed(code: str, at: int) -> str:
    return f"the {_NAMES[code[at]]} '{code[at]}' that opens here is not closed"


def _unpaired(code: str) -> tuple[list[int], list[int]]:
    """Columns of the brackets that are not closed, and of those that close nothing; quoted texts do not count."""
    opened: list[int] = []
    closing: list[int] = []
    quote = ""
    for at, letter in enumerate(code):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and (at == 0 or code[at - 1] in " [{,"):
            quote = letter
        elif letter in "[{":
            opened.append(at)
        elif letter in "]}":
            partner = {"]": "[", "}": "{"}[letter]
            if opened and code[opened[-1]] == partner:
                opened.pop()
            elif not any(code[one] == partner for one in opened):
                closing.append(at)
            else:
                while opened and code[opened[-1]] != partner:
                    closing.append(opened.pop())  # What is left open within is told by where it opens.
                opened.pop()
    return sorted([*opened, *(at for at in closing if code[at] in "[{")]), [at for at in closing if code[at] in "]}"]
