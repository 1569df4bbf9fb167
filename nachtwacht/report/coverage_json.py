"""The coverage report as one JSON document."""

from __future__ import annotations

from typing import Any

import msgspec

from nachtwacht.model.coverage import CoverageReport
from nachtwacht.report.view import CellView, View


def coverage_json(view: View, report: CoverageReport) -> str:
    """Cells with their hops (UTC seconds), checks by host, and what limits the promise."""
    cells = [_cell(view_cell, cell.rests_on) for view_cell, cell in zip(view.cells, report.cells, strict=True)]
    checks = [check for host in view.hosts for check in host.checks]
    document = {
        "customer": report.customer,
        "at": report.at,
        "language": view.language,
        "states": view.counts,
        "cells": cells,
        "checks": {
            "passed": sum(1 for check in checks if check.ok),
            "failed": sum(1 for check in checks if not check.ok),
            "hosts": view.hosts,
        },
        "rights": [*view.rights, *view.cautions],
        "exclusions": view.exclusions,
        "blind": view.blind,
    }
    return msgspec.json.encode(document).decode()


def _cell(cell: CellView, rests_on: tuple[str, ...]) -> dict[str, Any]:
    run = cell.run
    return {
        "use_case": cell.use_case,
        "asset": cell.asset,
        "state": cell.state,
        "because": cell.because,
        "rests_on": rests_on,
        "tried_at": run.at if run else None,
        "simulated_clock": run.simulated_clock if run else False,
        "stopped_at": run.stopped_at if run else "",
        "hops": [{"hop": hop.hop, "at": hop.at, "detail": hop.detail} for hop in run.hops] if run else [],
    }
