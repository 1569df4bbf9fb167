"""The product on one screen: file -> Scope -> CoveragePlan -> Deployment -> Evidence -> CoverageReport.

``load_scope`` gives every finding at once, ``plan`` and ``cover`` are pure; what changes hosts is in ``provision``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from nachtwacht.catalog import read_catalog
from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CoveragePlan, CoverageReport, Evidence
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.model.reach import Reach
from nachtwacht.plan import differences, plan
from nachtwacht.scope import load_scope, read_reach
from nachtwacht.verify.matrix import cover

__all__ = [
    "check_content",
    "cover",
    "differences",
    "load_scope",
    "onboard",
    "plan",
    "prove",
    "read_catalog",
    "read_reach",
]


def onboard(folder: Path, catalog: Catalog, lab: Path, today: date) -> tuple[CoveragePlan, Reach] | Rejected:
    """From a customer's folder to what shall stand, or to every reason why not."""
    scope = load_scope(folder / "scope.yaml", catalog, today)
    if isinstance(scope, Rejected):
        return scope
    reach = read_reach(folder, lab, scope, catalog)
    if isinstance(reach, Rejected):
        return reach
    return plan(scope, catalog, reach=reach, today=today), reach


def check_content(catalog: Catalog, root: Path) -> tuple[ScopeFinding, ...]:
    """What is wrong with the rules of the packs and with the runbooks: what only shows when they are understood."""
    from nachtwacht.detect.checking import check_rules
    from nachtwacht.respond import check_runbook

    actions = set(catalog.actions)
    packs = {name: pack.spec for name, pack in catalog.packs.items()}
    books = [
        msgspec.structs.replace(found, file=str(root / found.file))
        for name, runbook in catalog.runbooks.items()
        for found in check_runbook(runbook, packs, actions, (root / "runbooks" / f"{name}.yaml").read_text())
    ]
    return tuple(sorted((*check_rules(catalog.packs, root / "detection_packs"), *books)))


def prove(planned: CoveragePlan, evidence: Iterable[Evidence], now: float) -> CoverageReport:
    """From what shall stand, and what was seen of it, to what may be called covered."""
    return cover(planned, evidence, now=now)
