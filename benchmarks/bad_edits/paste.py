"""A mend put into a text where its finding points, as a person pastes it."""

from __future__ import annotations

import re

from nachtwacht.document.parsing import Document, parse
from nachtwacht.model.finding import Rejected, ScopeFinding

_INDENT = re.compile(r"begin the line with (no|\d+) spaces?\Z")
_WORDS = ("remove", "close", "use ", "keep", "begin", "move ", "write ", "an ", "put ")


def pasted(text: str, found: ScopeFinding) -> str | None:
    """The text with the mend of a finding in it; None when the mend is a sentence and nothing to paste."""
    lines = text.split("\n")
    line = lines[found.line - 1]
    if depth := _INDENT.match(found.fix):
        lines[found.line - 1] = " " * int(depth[1].replace("no", "0")) + line.lstrip()
        return "\n".join(lines)
    if not found.fix or "…" in found.fix or found.fix.startswith(_WORDS):
        return None
    document = parse(text, found.file)
    if isinstance(document, Rejected):
        if found.code != "NW005":
            return None
        code = line.split(" #")[0].rstrip()
        lines[found.line - 1] = " " * max(len(line) - len(line.lstrip()), len(code) - len(found.fix)) + found.fix
        return "\n".join(lines)
    end = _end(document, found, line)
    if end is None:
        return None
    lines[found.line - 1] = line[: found.column - 1] + found.fix + line[end:]
    return "\n".join(lines)


def _end(document: Document, found: ScopeFinding, line: str) -> int | None:
    """Column after the word or value at which a finding points; None when it goes over the line."""
    start = found.column - 1
    spot = (found.line, found.column)
    if found.code == "NW102":
        return None
    key = next((path[-1] for path, place in document.keys.items() if (place.line, place.column) == spot), None)
    if isinstance(key, str):
        return start + len(key) if line[start:].startswith(key) else start + len(key) + 2
    raw = next(
        (
            document.raw[path]
            for path, place in document.places.items()
            if (place.line, place.column) == spot and path in document.raw
        ),
        None,
    )
    if raw is not None:
        return start + len(raw)
    if line[start : start + 1] in "\"'":
        return line.index(line[start], start + 1) + 1
    closing = {"[": "]", "{": "}"}.get(line[start : start + 1])
    if closing and closing in line:
        return line.index(closing, start) + 1
    return None
