"""Quotes, colons, commas and brackets: lost, doubled or of another kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.bad_edits.bases import Base
from benchmarks.bad_edits.edit import Edit
from nachtwacht.document.parsing import parse
from nachtwacht.model.finding import Rejected

_LOST = {
    "colon": r"(?<=[a-z]):(?= |$)",
    "space after the colon": r"(?<=[a-z]:) (?=[^ #])",
    "quote": r'"',
    "comma": r",(?= )",
    "bracket": r"[\[\]{}]",
}
_OTHER = {
    "equals for colon": (r"(?<=[a-z]): ", " = "),
    "semicolon for colon": (r"(?<=[a-z]): ", "; "),
    "semicolon for comma": (r", ", "; "),
    "brace for bracket": (r"\]", "}"),
    "bracket for brace": (r"\}", "]"),
    "round for square": (r"\[", "("),
    "closing twice": (r"([\]}])", r"\1\1"),
    "quote twice": (r'(")(?= |$|,|})', r"\1\1"),
    "single for double": (r'"(?=[0-9+])', "'"),
    "comma at the end": (r"(?<=[a-z0-9])$", ","),
    "semicolon at the end": (r"(?<=[a-z0-9])$", ";"),
    "stray letter before": (r"^(?= *[a-z-])", "x"),
    "plus of a comparison": (r"^ ", "+"),
    "greater of a mail": (r"^(?=.)", "> "),
}


def signs(good: Base) -> Iterator[Edit]:
    """Every sign of every line, spoilt."""
    for number, line in enumerate(good.lines, 1):
        code = line.split("#")[0].rstrip()
        ways = [(what, pattern, "") for what, pattern in _LOST.items()]
        ways += [(what, *way) for what, way in _OTHER.items()]
        for what, pattern, other in ways:
            for found in re.finditer(pattern, code):
                spoilt = code[: found.start()] + found.expand(other) + code[found.end() :]
                yield from _edit(good, number, spoilt + line[len(code) :], what, found.start())


def _edit(good: Base, number: int, line: str, what: str, column: int) -> Iterator[Edit]:
    text = "\n".join([*good.lines[: number - 1], line, *good.lines[number:]])
    after = parse(text, good.name)
    if not isinstance(after, Rejected) and after.data == good.document.data:
        return
    whole = good.lines[number - 1].split(" #")[0].strip()
    yield Edit(
        f"sign: {what}",
        f"{good.name}:{number}:{column + 1} {what}",
        good.name,
        text,
        (number,),
        (whole, *_pieces(good, number)),
    )


def _pieces(good: Base, number: int) -> Iterator[object]:
    """Also right: the value or the key that stood there, or `key: value`."""
    for path, place in good.document.places.items():
        if path and place.line == number:
            value = _at(good.document.data, path)
            yield value
            if isinstance(path[-1], str):
                yield path[-1]
                raw = good.document.raw.get(path)
                yield f"{path[-1]}: {raw}" if raw is not None else f'{path[-1]}: "{value}"'
        elif path and good.document.keys.get(path) and good.document.keys[path].line == number:
            yield path[-1]
            yield f"{path[-1]}:"


def _at(data: object, path: tuple[object, ...]) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]
    return data
