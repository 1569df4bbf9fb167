"""Quotes that are not closed or not opened, and texts that need quotes because of a sign in them."""

from __future__ import annotations

import re

from nachtwacht.document.mends import quoted
from nachtwacht.document.repairs.repair import Line, Repair, Repairs

_VALUE = re.compile(r"(?:^\s*-\s+|^\s*(?:- +)?[A-Za-z_]+\s*:\s+|[{,]\s*[A-Za-z_]+:\s+)(?=\S)")
_ENDS = re.compile(r"\s*(?:,\s*[a-z_]+:|[\]}]|\Z)")


def quote(line: Line) -> Repairs:
    """A quote that has no partner on its line."""
    for value, start, end in _values(line.code):
        if not any(letter in value for letter in "\"'"):
            continue
        for sign, name in (('"', "quote"), ("'", "quote")):
            if value.count(sign) != 1:
                continue
            column = start + value.index(sign)
            bare = value.replace(sign, "").strip()
            within = quoted(value.strip() if sign == "'" and not value.endswith(sign) else bare)
            if value.startswith(sign):
                closed = value + sign if sign == '"' else quoted(bare)
                yield _with(line, start, end, closed, column, f"the {name} that opens here is not closed")
                yield _with(line, start, end, within, column, f"the {name} that opens here is not closed", unlikely=2)
            else:
                opened = sign + value if value.endswith(sign) else within
                yield _with(line, start, end, opened, column, f"the {name} that closes here is not opened")
        if value[0] in "\"'" and value.count(value[0]) > 2:  # noqa: PLR2004  A pair, and quotes within it.
            within = quoted(value.strip(value[0]).replace(value[0] * 2, value[0]))
            message = "there are more quotes than the two around the text"
            yield _with(line, start, end, within, start, message, unlikely=1)
        if value[0] in "\"'" and value.count(value[0]) == 2 and value[-1] != value[0]:  # noqa: PLR2004  A pair.
            at = value.rindex(value[0])
            around = value[0] + value[1:at] + value[at + 1 :].rstrip() + value[0]
            message = "after the closing quote something else follows"
            yield _with(line, start, end, around, start + at, message, unlikely=2)
            if value[at + 1 :].strip(" \"'") == "":
                yield _with(line, start, end, value[: at + 1], start + at + 1, "there is a quote too many")
        if re.match(r"([\"'])[^\"']*[\"']\Z", value) and value[0] != value[-1]:
            message = "the quote that opens here is closed by one of another kind"
            yield _with(line, start, end, f'"{value[1:-1]}"', start, message, unlikely=-2)


def needs_quotes(line: Line) -> Repairs:
    """A text with a sign in it that means something to YAML."""
    for value, start, end in _values(line.code):
        bare = value.strip()
        if bare[:1] in "\"'":
            continue
        sign = next((sign for sign in (": ", " #") if sign in bare), "")
        if bare.endswith(":"):
            sign = ":"
        if bare[0] in "@`%*&!|>?,[]{}-":
            sign = bare[0]
        if sign:
            message = f"a text with '{sign.strip()}' in it must stand in quotes"
            yield _with(line, start, end, quoted(bare), start, message, unlikely=2)


def _values(code: str) -> list[tuple[str, int, int]]:
    """Each value on a line with where it begins and ends: up to the next key, the bracket, or the line's end."""
    found: list[tuple[str, int, int]] = []
    for begin in _VALUE.finditer(code):
        rest = code[begin.end() :]
        ends = {len(rest)}
        if "{" in code[: begin.end()] or "[" in rest:
            ends |= {end.start() for end in _ENDS.finditer(rest) if end.start()}
        found.extend((rest[:end], begin.end(), begin.end() + end) for end in sorted(ends) if rest[:end].strip())
    return found


def _with(line: Line, start: int, end: int, value: str, column: int, message: str, *, unlikely: int = 0) -> Repair:  # noqa: PLR0917
    code = line.code
    return line.instead(code[:start] + value + code[end:], column, message, unlikely=unlikely)
