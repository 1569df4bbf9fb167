"""A plan for people and for programs: what it means for the customer first, then the resources behind it."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.plan.change import Change
from nachtwacht.plan.rights import Right
from nachtwacht.plan.shifts import Shift
from nachtwacht.report.change import coverage_sentence, response_sentences, starts_sentence
from nachtwacht.report.difference import turned


class Resources(Struct, frozen=True, kw_only=True):
    """What the engine would do."""

    create: int
    update: int
    delete: int
    same: int
    changes: tuple[tuple[str, str], ...] = ()
    """What is done with a resource, and its name."""
    unreachable: tuple[str, ...] = ()
    """Hosts that could not be looked at, with the reason."""
    saved: str = ""
    """Path of the update plan that ``provision`` can apply exactly."""


class Outlook(Struct, frozen=True, kw_only=True):
    """What ``nw plan`` shows."""

    before: CoveragePlan | None
    after: CoveragePlan
    change: Change
    resources: Resources | None = None
    """None when the engine was not asked."""


def sentences(outlook: Outlook, catalog: Catalog, language: str = "en") -> dict[str, list[str]]:
    """What changes, by kind: ``gained``, ``lost``, ``widened``, ``narrowed`` and ``starts``."""
    change = outlook.change
    scopes = (outlook.before.scope if outlook.before else None, outlook.after.scope)
    starts = starts_sentence(change, language)
    return {
        "gained": [coverage_sentence(one, catalog, gained=True, language=language) for one in change.gained],
        "lost": [coverage_sentence(one, catalog, gained=False, language=language) for one in change.lost],
        "widened": response_sentences(change.widened, scopes, language),
        "narrowed": response_sentences(change.narrowed, scopes, language),
        "starts": [starts] if starts else [],
    }


def plan_json(outlook: Outlook, catalog: Catalog) -> str:
    """The outlook as one JSON document."""
    change = outlook.change
    document = {
        "customer": outlook.after.scope.customer.id,
        "coverage": {"gained": change.gained, "lost": change.lost},
        "response": {
            "widened": [shift_document(shift) for shift in change.widened],
            "narrowed": [shift_document(shift) for shift in change.narrowed],
            "observe_until": {"before": change.starts[0], "after": change.starts[1]},
        },
        "sentences": sentences(outlook, catalog),
        "needs_consent": change.needs_consent,
        "resources": _counts(outlook.resources),
        "changes": [{"do": do, "name": name} for do, name in outlook.resources.changes] if outlook.resources else [],
        "unreachable": outlook.resources.unreachable if outlook.resources else [],
        "update_plan": outlook.resources.saved if outlook.resources else "",
        "cells": outlook.after.cells,
        "placements": [placement.name for placement in outlook.after.placements],
    }
    return msgspec.json.encode(document).decode()


def plan_text(outlook: Outlook, catalog: Catalog) -> str:
    """The outlook for a terminal; colours only where there is one."""
    from rich.console import Console, Group

    console = Console(soft_wrap=True, highlight=False)
    with console.capture() as captured:
        console.print(Group(*_parts(outlook, catalog)))
    return captured.get().rstrip()


def _parts(outlook: Outlook, catalog: Catalog) -> list[Any]:
    from rich.text import Text

    customer = outlook.after.scope.customer
    head = Text(f"{customer.name} ({customer.id})", style="bold")
    parts: list[Any] = [head, *_meaning(outlook, catalog), Text(), _matrix(outlook, catalog), Text()]
    return [*parts, *(Text(line) for line in _resources(outlook))]


_MARKS = {
    "gained": ("+", "green"),
    "lost": ("-", "red"),
    "widened": ("!", "yellow"),
    "narrowed": ("·", "cyan"),
    "starts": ("!", "yellow"),
}


_TURNED = {"+": "green", "-": "red", "!": "yellow", "~": "cyan"}


def _meaning(outlook: Outlook, catalog: Catalog) -> list[Any]:
    from rich.text import Text

    if outlook.change.nothing:
        return [Text("  = coverage and response stay as they are")]
    said = sentences(outlook, catalog)
    main = [Text(f"  {mark} {line}", style=style) for kind, (mark, style) in _MARKS.items() for line in said[kind]]
    found = turned(outlook.before, outlook.after, outlook.change, catalog, "en")
    # Only this and the rights have something that needs consent, so whoever is asked for it sees why.
    return main + [Text(f"  {one.mark} {one.text}", style=_TURNED[one.mark]) for one in found]


def _matrix(outlook: Outlook, catalog: Catalog) -> Any:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table("use case", "asset", "state", "rests on", box=SIMPLE_HEAD, pad_edge=False)
    for cell in outlook.after.cells:
        title = catalog.packs[cell.use_case].spec.title.en
        table.add_row(title, cell.asset, cell.state, cell.because or ", ".join(cell.rests_on))
    return table


def _resources(outlook: Outlook) -> list[str]:
    placed = len(outlook.after.placements)
    hosts = len({placement.host for placement in outlook.after.placements})
    lines = [f"{placed} modules on {hosts} hosts"]
    if outlook.resources is not None:
        lines += _engine(outlook.resources)
    if outlook.change.needs_consent:
        lines.append(f"This takes the customer's id typed: ./nw provision {outlook.after.scope.customer.id}")
    return lines


_SIGNS = {"create": "+", "update": "~", "delete": "-"}


def _engine(found: Resources) -> list[str]:
    counts = f"{found.create} to create, {found.update} to update, {found.delete} to delete, {found.same} as they are"
    changes = [f"  {_SIGNS.get(do, ' ')} {name}" for do, name in found.changes]
    unreachable = [f"  could not be looked at: {reason}" for reason in found.unreachable]
    saved = [f"saved: {found.saved}"] if found.saved else []
    return [f"resources: {counts}", *changes, *unreachable, *saved]


def _counts(found: Resources | None) -> dict[str, int] | None:
    return (
        {"create": found.create, "update": found.update, "delete": found.delete, "same": found.same} if found else None
    )


def shift_document(shift: Shift) -> dict[str, Any]:
    """One shift as JSON; who shares a ceiling is left out, for it repeats the whole group at each of its assets."""
    right = shift.right
    return {
        "action": right.action,
        "asset": right.asset,
        "when": right.part,
        "before": _right(shift.before),
        "after": _right(shift.after),
    }


def _right(right: Right | None) -> dict[str, Any] | None:
    plain: dict[str, Any] = msgspec.to_builtins(right) if right else {}
    return {key: value for key, value in plain.items() if key != "shared_with"} if right else None
