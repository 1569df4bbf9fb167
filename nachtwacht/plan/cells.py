"""The cells of the coverage matrix before any evidence: unproven, excluded or impossible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import Cell, CellState, Placement
from nachtwacht.model.scope import Exclusion, Scope, UseCase
from nachtwacht.plan.placements import carries
from nachtwacht.scope.sources import Sources, sources


def cells(scope: Scope, catalog: Catalog, placed: tuple[Placement, ...], today: date | None) -> tuple[Cell, ...]:
    """One cell for each use case on each asset, in the order of the scope."""
    return tuple(
        _cell(scope, catalog, placed, case, asset, today) for case in scope.use_cases for asset in scope.expand(case.on)
    )


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


def _cell(
    scope: Scope, catalog: Catalog, placed: tuple[Placement, ...], case: UseCase, asset: str, today: date | None
) -> Cell:
    pack = catalog.packs[case.use].spec
    found = sources(scope, catalog, pack, asset)
    state, because = _state(scope, case, asset, found, today)
    return Cell(
        use_case=case.use,
        asset=asset,
        state=state,
        severity=case.severity or pack.severity,
        because=because,
        rests_on=tuple(_rests_on(catalog, placed, found)) if found.possible else (),
    )


def _state(scope: Scope, case: UseCase, asset: str, found: Sources, today: date | None) -> tuple[CellState, str]:
    if not found.possible:
        unreadable = [f"the traffic of {network} cannot be read" for network in found.unreadable]
        return "impossible", "; ".join([*(lack.en for lack in found.lacks), *unreadable])
    exclusion = exclusion_in_force(scope, case.use, asset, today)
    return ("excluded", why_excluded(exclusion)) if exclusion else ("unproven", "")


def _rests_on(catalog: Catalog, placed: tuple[Placement, ...], found: Sources) -> Iterator[str]:
    """The suppliers, what carries their logs, and the runtime that they are carried to."""
    suppliers = {(supply.module, supply.host) for supply in found.supplies}
    hosts = {host for _, host in suppliers}
    for placement in placed:
        module = catalog.modules[placement.module]
        supplies = (placement.module, placement.host) in suppliers
        if supplies or (carries(module) and placement.host in hosts) or module.placed == "one":
            yield placement.name
