"""The cells of the coverage matrix before any evidence: unproven, excluded or impossible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import Cell, CellState, Placement
from nachtwacht.model.scope import Exclusion, Scope, UseCase
from nachtwacht.plan.placements import carries
from nachtwacht.scope.sources import Sight, Sources, sight, sources


class Matrix(Struct, frozen=True):
    """What every cell of one plan is worked out from."""

    sight: Sight
    catalog: Catalog
    placed: tuple[Placement, ...]
    today: date | None


def cells(scope: Scope, catalog: Catalog, placed: tuple[Placement, ...], today: date | None) -> tuple[Cell, ...]:
    """One cell for each use case on each asset, in the order of the scope."""
    matrix = Matrix(sight(scope, catalog), catalog, placed, today)
    return tuple(_cell(matrix, case, asset) for case in scope.use_cases for asset in scope.expand(case.on))


def exclusion_in_force(scope: Scope, use_case: str, asset: str, today: date | None) -> Exclusion | None:
    """The exclusion that takes a use case off an asset on that day; its first and last day count."""
    if today is None:
        return None
    day = today.isoformat()
    for exclusion in scope.exclusions:
        named = exclusion.use_case == use_case and asset in scope.expand(exclusion.on)
        if named and exclusion.start <= day <= exclusion.until:
            return exclusion
    return None


def why_excluded(exclusion: Exclusion) -> str:
    """Reason, owner and end, as the matrix shows them."""
    return f"{exclusion.reason}; owner {exclusion.owner}; until {exclusion.until}"


def _cell(matrix: Matrix, case: UseCase, asset: str) -> Cell:
    pack = matrix.catalog.packs[case.use].spec
    found = sources(matrix.sight, pack, asset)
    state, because = _state(matrix, case, asset, found)
    return Cell(
        use_case=case.use,
        asset=asset,
        state=state,
        severity=case.severity or pack.severity,
        because=because,
        rests_on=tuple(_rests_on(matrix, found)) if found.possible else (),
    )


def _state(matrix: Matrix, case: UseCase, asset: str, found: Sources) -> tuple[CellState, str]:
    if not found.possible:
        unreadable = [f"the traffic of {network} cannot be read" for network in found.unreadable]
        return "impossible", "; ".join([*(lack.en for lack in found.lacks), *unreadable])
    exclusion = exclusion_in_force(matrix.sight.scope, case.use, asset, matrix.today)
    return ("excluded", why_excluded(exclusion)) if exclusion else ("unproven", "")


def _rests_on(matrix: Matrix, found: Sources) -> Iterator[str]:
    """The suppliers, what carries their logs, and the runtime that they are carried to."""
    suppliers = {(supply.module, supply.host) for supply in found.supplies}
    hosts = {host for _, host in suppliers}
    for placement in matrix.placed:
        module = matrix.catalog.modules[placement.module]
        supplies = (placement.module, placement.host) in suppliers
        if supplies or (carries(module) and placement.host in hosts) or module.placed == "one":
            yield placement.name
