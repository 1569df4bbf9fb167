"""The coverage matrix with its evidence: which cell is proven, which failed and where, which nothing speaks for. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from nachtwacht.model.content import Words
from nachtwacht.model.coverage import CanaryRun, Cell, CellState, CheckResult, CoveragePlan, CoverageReport, Evidence
from nachtwacht.model.watch import HOPS
from nachtwacht.plan.cells import exclusion_in_force, why_excluded

FRESH_SECONDS = 24 * 3600
"""How long a canary or a check speaks for a cell."""


class Judgement(Struct, frozen=True):
    """The state of one cell, why, and the canary that decided."""

    state: CellState
    because: Words
    run: CanaryRun | None = None


def cover(plan: CoveragePlan, evidence: Iterable[Evidence], *, now: float) -> CoverageReport:
    """The matrix as it stands at ``now`` (UTC seconds). Nothing is proven that no canary travelled in the last day."""
    seen = tuple(evidence)
    judged = [(cell, judge(plan, cell, seen, now)) for cell in plan.cells]
    cells = tuple(msgspec.structs.replace(cell, state=said.state, because=said.because.en) for cell, said in judged)
    return CoverageReport(customer=plan.scope.customer.id, at=now, cells=cells, evidence=seen)


def judge(plan: CoveragePlan, cell: Cell, evidence: Iterable[Evidence], now: float) -> Judgement:
    """What the evidence says of one cell."""
    if cell.state == "impossible":
        return Judgement("impossible", Words(nl=cell.because, en=cell.because))
    seen = tuple(evidence)
    run = last_run(cell, seen)
    day = datetime.fromtimestamp(now, ZoneInfo(plan.scope.customer.timezone)).date()
    exclusion = exclusion_in_force(plan.scope, cell.use_case, cell.asset, day)
    if exclusion:
        why = f"{exclusion.reason}; eigenaar {exclusion.owner}; tot en met {exclusion.until}"
        return Judgement("excluded", Words(nl=why, en=why_excluded(exclusion)), run)
    state, because = _tried(run, last_checks(cell, seen), cell, now)
    return Judgement(state, because, run)


def last_run(cell: Cell, evidence: Iterable[Evidence]) -> CanaryRun | None:
    """The newest canary of a cell."""
    runs = (
        run for seen in evidence for run in seen.canaries if (run.use_case, run.asset) == (cell.use_case, cell.asset)
    )
    return max(runs, key=lambda run: run.at, default=None)


def last_checks(cell: Cell, evidence: Iterable[Evidence]) -> tuple[CheckResult, ...]:
    """The newest result of every check of what a cell rests on. What no longer is checked does not count."""
    newest: dict[str, tuple[float, tuple[CheckResult, ...]]] = {}
    for seen in sorted(evidence, key=lambda one: one.at):
        for placement in {result.placement for result in seen.checks} & set(cell.rests_on):
            newest[placement] = (seen.at, tuple(result for result in seen.checks if result.placement == placement))
    return tuple(result for placement in cell.rests_on if placement in newest for result in newest[placement][1])


def _tried(run: CanaryRun | None, checks: tuple[CheckResult, ...], cell: Cell, now: float) -> tuple[CellState, Words]:
    failed = next((result for result in checks if not result.ok), None)
    if run is not None and not arrived(run):
        return "failed", Words(
            nl=f"de proef kwam niet aan: gestopt bij {run.stopped_at or _missing(run)}",
            en=f"the canary did not arrive: it stopped at {run.stopped_at or _missing(run)}",
        )
    if failed is not None:
        what = f"{failed.check} ({failed.placement})"
        return "failed", Words(nl=f"een controle faalt: {what}", en=f"a check fails: {what}")
    return _proof(run, checks, cell, now)


def _proof(run: CanaryRun | None, checks: tuple[CheckResult, ...], cell: Cell, now: float) -> tuple[CellState, Words]:
    """Of a cell that nothing speaks against: whether enough speaks for it."""
    if run is None:
        return "unproven", Words(nl="nog nooit beproefd", en="never tried")
    if not 0 <= now - run.at <= FRESH_SECONDS:
        when = datetime.fromtimestamp(run.at, UTC).strftime("%Y-%m-%d %H:%M UTC")
        return "unproven", Words(
            nl=f"laatste proef is ouder dan een dag: {when}", en=f"last proven too long ago: {when}"
        )
    fresh = {result.placement for result in checks if 0 <= now - result.at <= FRESH_SECONDS}
    unchecked = [placement for placement in cell.rests_on if placement not in fresh]
    if unchecked:
        names = ", ".join(unchecked)
        return "unproven", Words(nl=f"niet gecontroleerd: {names}", en=f"not checked: {names}")
    if run.simulated_clock:
        return "proven", Words(nl="met een nagebootste klok", en="the clock was simulated")
    return "proven", Words(nl="", en="")


def arrived(run: CanaryRun) -> bool:
    """Whether a canary travelled the whole way: every hop that there is, with a time."""
    return run.ok and {hop.hop for hop in run.hops if hop.at is not None} >= set(HOPS)


def _missing(run: CanaryRun) -> str:
    passed = {hop.hop for hop in run.hops if hop.at is not None}
    return next((hop for hop in HOPS if hop not in passed), HOPS[-1])
