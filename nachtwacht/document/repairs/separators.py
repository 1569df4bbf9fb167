"""Colons and commas that are missing, or have no space after them."""

from __future__ import annotations

import re

from nachtwacht.document.repairs.repair import Line, Repairs

_STUCK = re.compile(r"(?:^\s*(?:- )*|[{,]\s*)([A-Za-z_]+):(?=[^\s:/])")
_STUCK_QUOTE = re.compile(r"(?:^\s*(?:- )*|[{,]\s*)([A-Za-z_]+)(?=[\"'\[{])")
_OTHER_SIGN = re.compile(
    r"(?:^\s*(?:- )*|[{,]\s*)([A-Za-z_]+)(\s*[=;\uff1a]+>?\s*|\s+:(?=\S)|\s*->\s*|\s*::+\s*)(?=\S)"
)
_NO_COLON = re.compile(r"(?:^\s*(?:- )*|[{,]\s*)([A-Za-z_]+)(\s+)(?=[^\s:=#])")
_BARE = re.compile(r"^\s*(?:- )*([A-Za-z_]+)\s*[;=.,]?\Z")
_NEXT_KEY = re.compile(r"(?<=[^\s,{\[(])(\s*[;.]?\s+)(?=[a-z_]{2,}:(?:\s|\Z|[\"\[{]))")


def colon(line: Line) -> Repairs:
    """A key without its colon, with another sign, or with the value stuck to it."""
    code = line.code
    for found in _STUCK.finditer(code):
        mended = f"{code[: found.end()]} {code[found.end() :]}"
        yield line.instead(mended, found.end() - 1, f"a space is missing after '{found[1]}:'")
    for found in _STUCK_QUOTE.finditer(code):
        mended = f"{code[: found.end()]}: {code[found.end() :]}"
        yield line.instead(mended, found.end(), f"a colon is missing after '{found[1]}'")
    for found in _OTHER_SIGN.finditer(code):
        mended = f"{code[: found.end(1)]}: {code[found.end() :]}"
        message = f"between '{found[1]}' and its value belongs a colon and a space"
        yield line.instead(mended, found.end(1), message)
    for found in _NO_COLON.finditer(code):
        mended = f"{code[: found.end(1)]}: {code[found.end(2) :]}"
        yield line.instead(mended, found.end(1), f"a colon is missing after '{found[1]}'", unlikely=1)
    if bare := _BARE.match(code):
        mended = f"{code[: bare.end(1)]}:"
        yield line.instead(mended, bare.end(1), f"a colon is missing after '{bare[1]}'", unlikely=1)


def comma(line: Line) -> Repairs:
    """Two keys between braces with no comma between them."""
    code = line.code
    if "{" in code or "[" in code:
        for found in _NEXT_KEY.finditer(code):
            mended = f"{code[: found.start()]}, {code[found.end() :]}"
            word = code[found.end() :].split(":")[0]
            yield line.instead(mended, found.start(), f"a comma is missing before '{word}'")
        for found in re.finditer(r"([,;])(\s*[,;])+|;", code):
            mended = f"{code[: found.start()]},{code[found.end() :]}"
            yield line.instead(mended, found.start(), "here belongs one comma")
