"""How far the YAML parser gets with a text, and what it meets on its way that a writer hardly means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from msgspec import Struct

if TYPE_CHECKING:
    from nachtwacht.document.repairs.repair import Line

_WORD = re.compile(r"[A-Za-z0-9_][\w.:/-]*\Z")
NEVER = 1 << 60
"""The line that the parser reaches when it does not stumble."""


class Run(Struct):
    """One reading of a text."""

    error: yaml.YAMLError | None = None
    line: int = 0
    """Where it stumbled, from 0."""
    column: int = 0
    context: int | None = None
    """Where that began which it was reading."""
    opened: tuple[int, ...] = ()
    """Lines of the brackets that were open."""
    long: int | None = None
    """Line where the last text began that goes over the end of its line."""
    odd: int = 0

    @property
    def reached(self) -> int:
        """The line on which it stumbled; further than any line when it did not."""
        return NEVER if self.error is None else self.line

    def suspects(self, lines: list[Line]) -> list[int]:
        """Lines on which the mistake may be, likeliest first."""
        here = min(self.line, len(lines) - 1)
        before = [line.number for line in reversed(lines[:here]) if not line.blank][:2]
        others = [*self.opened, *(number for number in (self.context, self.long) if number is not None)]
        return list(dict.fromkeys(number for number in (here, *others, *before) if number < len(lines)))


def run(text: str) -> Run:
    """Read a text to its end, or to where the parser stumbles."""
    ran = Run()
    opened: list[tuple[bool, bool, int]] = []
    try:
        _read(ran, text, opened)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        context = getattr(error, "context_mark", None)
        ran.error = error
        if mark is not None:
            ran.line, ran.column = mark.line, mark.column
        elif isinstance(error, yaml.reader.ReaderError):
            ran.line, ran.column = _at(text, error)
        ran.context = context.line if context is not None else None
        ran.opened = tuple(line for _, flow, line in opened if flow)
    return ran


def _read(ran: Run, text: str, opened: list[tuple[bool, bool, int]]) -> None:
    """Count what is odd: keys that are no words, texts over several lines, a second document."""
    keys: list[bool] = []
    seen: list[set[str]] = []
    documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            opened.pop()
            keys.pop()
            seen.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            ran.odd += documents > 1
        elif isinstance(event, yaml.NodeEvent):
            key = bool(keys) and opened[-1][0] and keys[-1]
            if keys:
                keys[-1] = not keys[-1]
            if isinstance(event, yaml.ScalarEvent):
                ran.odd += _odd(ran, event, key=key, seen=seen[-1] if seen else set())
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                ran.odd += key
                opened.append(
                    (isinstance(event, yaml.MappingStartEvent), bool(event.flow_style), event.start_mark.line)  # type: ignore[union-attr]
                )
                keys.append(True)
                seen.append(set())
            else:
                ran.odd += 1


def _odd(ran: Run, event: Any, *, key: bool, seen: set[str]) -> int:
    odd = 0
    if key:
        odd += not _WORD.match(event.value)
        odd += event.value in seen
        seen.add(event.value)
    if event.style not in ("|", ">") and event.end_mark.line > event.start_mark.line and event.value:
        ran.long = event.start_mark.line
        odd += 1
    return odd


def _at(text: str, error: Any) -> tuple[int, int]:
    """Line and column of a character that no YAML may have."""
    position = error.position if isinstance(error.position, int) else 0
    before = text.encode("utf-8", "replace")[:position].decode("utf-8", "replace")
    return before.count("\n"), len(before) - (before.rfind("\n") + 1)
