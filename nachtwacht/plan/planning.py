"""The coverage plan: which cell of the matrix rests on what, and what is placed where."""

from __future__ import annotations

from datetime import date

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.reach import Reach
from nachtwacht.model.scope import Scope
from nachtwacht.plan.cells import cells
from nachtwacht.plan.placements import placements, with_settings


def plan(scope: Scope, catalog: Catalog, *, reach: Reach | None = None, today: date | None = None) -> CoveragePlan:
    """The plan of a scope that was checked.

    ``reach`` brings the modules' settings of ``hosts.yaml``; without it every setting has its default. ``today``
    is the customer's day on which exclusions are in force; without it none is.
    """
    placed = placements(scope, catalog)
    matrix = cells(scope, catalog, placed, today)
    packs = tuple(dict.fromkeys(cell.use_case for cell in matrix if cell.state != "impossible"))
    return CoveragePlan(
        scope=scope,
        cells=matrix,
        placements=with_settings(placed, catalog, reach),
        packs=packs,
        runbooks=tuple(dict.fromkeys(catalog.packs[pack].spec.runbook for pack in packs)),
    )
