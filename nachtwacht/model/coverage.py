"""The plan and the coverage matrix: which cell rests on what, and what proved it."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

from nachtwacht.model.scope import Scope, Severity
from nachtwacht.model.watch import Hop


class Frozen(Struct, frozen=True, kw_only=True):
    """A frozen value with named fields only."""


CellState = Literal["proven", "failed", "unproven", "excluded", "impossible"]


class Cell(Frozen, frozen=True, kw_only=True):
    """One use case on one asset."""

    use_case: str
    asset: str
    state: CellState
    severity: Severity
    because: str = ""
    rests_on: tuple[str, ...] = ()
    """Names of placements (``module@host``) that must work for this cell."""


class Placement(Frozen, frozen=True, kw_only=True):
    """One module on one host, with its settings."""

    module: str
    host: str
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """``module@host``."""
        return f"{self.module}@{self.host}"


class CoveragePlan(Frozen, frozen=True, kw_only=True):
    """Scope x catalogue: the matrix, what is placed where, and the packs that the runtime gets. Pure data."""

    scope: Scope
    cells: tuple[Cell, ...]
    placements: tuple[Placement, ...]
    packs: tuple[str, ...]
    runbooks: tuple[str, ...]


class CheckResult(Frozen, frozen=True, kw_only=True):
    """One testinfra check of one placement."""

    placement: str
    check: str
    ok: bool
    detail: str = ""
    at: float = 0.0


class CanaryRun(Frozen, frozen=True, kw_only=True):
    """One harmless attack and how far it got."""

    use_case: str
    asset: str
    token: str
    at: float
    ok: bool
    hops: tuple[Hop, ...]
    simulated_clock: bool = False
    stopped_at: str = ""


class Evidence(Frozen, frozen=True, kw_only=True):
    """What one verification run saw."""

    customer: str
    at: float
    checks: tuple[CheckResult, ...]
    canaries: tuple[CanaryRun, ...]


class CoverageReport(Frozen, frozen=True, kw_only=True):
    """The matrix with its evidence."""

    customer: str
    at: float
    cells: tuple[Cell, ...]
    evidence: tuple[Evidence, ...] = ()
