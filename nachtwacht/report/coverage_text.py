"""The coverage report for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nachtwacht.report.view import CellView, View
from nachtwacht.report.words.coverage import MARKS, WORDS

_STYLES = {"proven": "green", "failed": "bold red", "unproven": "yellow", "excluded": "dim", "impossible": "magenta"}


def coverage_text(view: View) -> str:
    """The report as text; colours only where there is a terminal."""
    from rich.console import Console, Group

    console = Console(highlight=False)
    with console.capture() as captured:
        console.print(Group(*_parts(view)))
    return captured.get().rstrip()


def _parts(view: View) -> Iterator[Any]:
    from rich.padding import Padding
    from rich.text import Text

    words = WORDS[view.language]
    yield Text(f"{view.customer}: {words['report'].lower()}", style="bold")
    yield Text(f"{words['as of'].format(when=view.when)} ({view.timezone})", style="dim")
    yield Text(f"\n{view.promise} {view.verdict}\n")
    yield _cells(view)
    yield _hosts(view)
    for title, lines in (
        ("may", (*view.rights, *view.cautions) or (words["may nothing"],)),
        ("blind", view.blind or (words["no blind"],)),
        ("exclusions", [_exclusion(view, index) for index in range(len(view.exclusions))] or (words["no exclusions"],)),
    ):
        yield Text(words[title], style="bold")
        yield Padding(Text("\n".join(f"- {line}" for line in lines)), (0, 0, 1, 2))


def _cells(view: View) -> Any:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    words = WORDS[view.language]
    headings = (words["use case"].split("|")[0], words["asset"].split("|")[0], words["status"], "")
    table = Table(*headings, box=SIMPLE_HEAD, pad_edge=False)
    for cell in view.cells:
        state = Text(f"{MARKS[cell.state]} {words[cell.state]}", style=_STYLES[cell.state])
        table.add_row(cell.title, cell.asset, state, _said(cell))
    return table


def _said(cell: CellView) -> str:
    """How the last try went, and what is to be known about the state."""
    way = cell.timeline.summary if cell.timeline else ""
    return "; ".join(dict.fromkeys(part for part in (cell.short, way, cell.because) if part))


def _hosts(view: View) -> Any:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    words = WORDS[view.language]
    table = Table(words["host"], words["placed"], words["all checks"], box=SIMPLE_HEAD, pad_edge=False)
    for host in view.hosts:
        bad = [
            f"{MARKS['failed']} {check.module}: {check.detail or check.check}" for check in host.checks if not check.ok
        ]
        held = words["hold"].format(ok=host.ok, total=len(host.checks)) if host.checks else words["no checks"]
        style = "red" if bad else "green" if host.checks else "yellow"
        table.add_row(
            host.name, ", ".join(name for name, _ in host.modules), Text("\n".join([held, *bad]), style=style)
        )
    return table


def _exclusion(view: View, index: int) -> str:
    one, words = view.exclusions[index], WORDS[view.language]
    return (
        f"{one.title}, {words['on']} {one.assets}: {one.reason} ({one.start}, {one.until}; "
        f"{words['owner']} {one.owner}; {one.status})"
    )
