"""A plan for people and for programs: what it means for the customer first, then the resources behind it."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.plan.change import Change, Shift
from nachtwacht.report.change import coverage_sentence, response_sentences, starts_sentence


class Preview(Struct, frozen=True, kw_only=True):
    """What ``nw plan`` shows."""

    before: CoveragePlan | None
    after: CoveragePlan
    change: Change
    resources: dict[str, int] | None = None
    """How many resources are created, updated, deleted and stay the same; None when the engine was not asked."""
    saved: str = ""
    """Path of the update plan that ``provision`` can apply exactly."""


def sentences(preview: Preview, catalog: Catalog, language: str = "en") -> dict[str, list[str]]:
    """What changes, by kind: ``gained``, ``lost``, ``widened``, ``narrowed`` and ``starts``."""
    change = preview.change
    scopes = (preview.before.scope if preview.before else None, preview.after.scope)
    starts = starts_sentence(change, language)
    return {
        "gained": [coverage_sentence(one, catalog, gained=True, language=language) for one in change.gained],
        "lost": [coverage_sentence(one, catalog, gained=False, language=language) for one in change.lost],
        "widened": response_sentences(change.widened, scopes, language),
        "narrowed": response_sentences(change.narrowed, scopes, language),
        "starts": [starts] if starts else [],
    }


def plan_json(preview: Preview, catalog: Catalog) -> str:
    """The preview as one JSON document."""
    change = preview.change
    document = {
        "customer": preview.after.scope.customer.id,
        "coverage": {"gained": change.gained, "lost": change.lost},
        "response": {
            "widened": [_shift(shift) for shift in change.widened],
            "narrowed": [_shift(shift) for shift in change.narrowed],
            "observe_until": {"before": change.starts[0], "after": change.starts[1]},
        },
        "sentences": sentences(preview, catalog),
        "needs_consent": change.needs_consent,
        "resources": preview.resources,
        "update_plan": preview.saved,
        "cells": preview.after.cells,
        "placements": [placement.name for placement in preview.after.placements],
    }
    return msgspec.json.encode(document).decode()


def plan_text(preview: Preview, catalog: Catalog) -> str:
    """The preview for a terminal; colours only where there is one."""
    from rich.console import Console, Group

    console = Console(soft_wrap=True, highlight=False)
    with console.capture() as captured:
        console.print(Group(*_parts(preview, catalog)))
    return captured.get().rstrip()


def _parts(preview: Preview, catalog: Catalog) -> list[Any]:
    from rich.text import Text

    customer = preview.after.scope.customer
    head = Text(f"{customer.name} ({customer.id})", style="bold")
    parts: list[Any] = [head, *_meaning(preview, catalog), Text(), _matrix(preview, catalog), Text()]
    return [*parts, *(Text(line) for line in _resources(preview))]


_MARKS = {
    "gained": ("+", "green"),
    "lost": ("-", "red"),
    "widened": ("!", "yellow"),
    "narrowed": ("·", "cyan"),
    "starts": ("!", "yellow"),
}


def _meaning(preview: Preview, catalog: Catalog) -> list[Any]:
    from rich.text import Text

    if preview.change.nothing:
        return [Text("  = coverage and response stay as they are")]
    said = sentences(preview, catalog)
    return [Text(f"  {mark} {line}", style=style) for kind, (mark, style) in _MARKS.items() for line in said[kind]]


def _matrix(preview: Preview, catalog: Catalog) -> Any:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table("use case", "asset", "state", "rests on", box=SIMPLE_HEAD, pad_edge=False)
    for cell in preview.after.cells:
        title = catalog.packs[cell.use_case].spec.title.en
        table.add_row(title, cell.asset, cell.state, cell.because or ", ".join(cell.rests_on))
    return table


def _resources(preview: Preview) -> list[str]:
    placed = len(preview.after.placements)
    hosts = len({placement.host for placement in preview.after.placements})
    lines = [f"{placed} modules on {hosts} hosts"]
    if preview.resources is not None:
        counts = [f"{number} to {what}" for what, number in preview.resources.items() if what != "same"]
        lines.append(f"resources: {', '.join(counts)}, {preview.resources.get('same', 0)} as they are")
    if preview.saved:
        lines.append(f"saved: {preview.saved}")
    if preview.change.needs_consent:
        lines.append(f"This takes the customer's id typed: ./nw provision {preview.after.scope.customer.id}")
    return lines


def _shift(shift: Shift) -> dict[str, Any]:
    right = shift.right
    return {
        "action": right.action,
        "asset": right.asset,
        "when": right.part,
        "before": msgspec.to_builtins(shift.before),
        "after": msgspec.to_builtins(shift.after),
    }
