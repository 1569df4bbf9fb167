"""The explanation for a terminal: headings bold where it can, lines no longer than are read with ease."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nachtwacht.report.explanation.explaining import Explanation

WIDEST = 88
"""Columns; longer lines tire the eye."""


def explanation_text(explained: Explanation, width: int | None = None) -> str:
    """The explanation, wrapped at ``width`` columns, by default those of the terminal, 88 at most."""
    from rich.console import Console, Group

    console = Console(highlight=False, width=width)
    console.width = min(console.width, WIDEST)
    with console.capture() as captured:
        console.print(Group(*_parts(explained)))
    return "\n".join(line.rstrip() for line in captured.get().rstrip().splitlines())


def _parts(explained: Explanation) -> Iterator[Any]:
    from rich.table import Table
    from rich.text import Text

    yield Text(explained.title, style="bold underline")
    for section in explained.sections:
        yield Text(f"\n{section.heading}", style="bold")
        for paragraph in section.paragraphs:
            yield Text(paragraph)
        if section.items:
            items = Table.grid(padding=(0, 1, 0, 0))
            items.add_column(width=3, justify="right")
            items.add_column()
            for item in section.items:
                items.add_row("-", Text(item))
            yield items
