"""Lines that begin at the wrong place, and dashes."""

# ruff: noqa: PLR0917  An edit has many parts.

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bad_edits.bases import Base
from benchmarks.bad_edits.edit import Edit
from nachtwacht.document.parsing import parse
from nachtwacht.model.finding import Rejected


def layout(good: Base) -> Iterator[Edit]:
    """Every line, moved a little, and every dash, lost or doubled."""
    for number, line in enumerate(good.lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = len(line) - len(line.lstrip())
        for shift in (-2, -1, 1, 2):
            if indent + shift >= 0:
                moved = " " * (indent + shift) + line.lstrip()
                words = f"begin the line with {indent or 'no'} space{'' if indent in (0, 1) else 's'}"
                yield from _edit(good, number, moved, "indentation", f"{shift:+}", (words,))
        bare = line.split(" #")[0].strip()
        if line.lstrip().startswith("- "):
            rest = line.lstrip()[2:]
            dashed = (bare, "- ")
            yield from _edit(good, number, " " * (indent + 2) + rest, "dash", "lost", dashed)
            yield from _edit(good, number, " " * indent + rest, "dash", "lost with its space", dashed)
            yield from _edit(good, number, " " * indent + "-" + rest, "dash", "without space", dashed)
            yield from _edit(good, number, " " * indent + "- - " + rest, "dash", "twice", dashed)
            yield from _edit(good, number, " " * indent + "-- " + rest, "dash", "doubled", dashed)
        elif indent:
            yield from _edit(good, number, " " * indent + "- " + line.lstrip(), "dash", "too many", (bare,))
            yield from _edit(good, number, "\t" + line.lstrip(), "tab", "tab", ("use spaces",))


def _edit(good: Base, number: int, line: str, theme: str, what: str, fixes: tuple[str, ...]) -> Iterator[Edit]:
    text = "\n".join([*good.lines[: number - 1], line, *good.lines[number:]])
    after = parse(text, good.name)
    if isinstance(after, Rejected) or after.data != good.document.data:
        yield Edit(theme, f"{good.name}:{number} {what}", good.name, text, (number,), fixes)
