"""``nw verify``: prove the coverage with checks on every host and a canary through every cell."""

from __future__ import annotations

import time

import click
import msgspec

from nachtwacht import pipeline
from nachtwacht.cli.opened import Opened, opened, signer
from nachtwacht.cli.telling import teller
from nachtwacht.model.coverage import CanaryRun, Cell, Evidence
from nachtwacht.verify import evidence
from nachtwacht.verify.verifying import verify


@click.command("verify", short_help="Prove the coverage: checks on every host, then harmless attacks.")
@click.argument("identity", metavar="ID")
@click.option("--checks-only", is_flag=True, help="Only the checks on the hosts; sends no canary.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(identity: str, form: str, *, checks_only: bool) -> int:
    """Prove what is covered for a customer.

    First the checks of every module on its hosts. Then, for each cell of the coverage matrix, a canary: a harmless
    attack that really travels the whole way, from its true source to the story in the test mailbox. What was seen is
    kept in the customer's evidence folder. Ends with 1 when a check does not hold or a canary does not arrive.
    """
    customer = opened(identity)
    tell = teller()
    seen = verify(customer.ground, customer.folder, signer(customer.folder, tell), tell, canaries=not checks_only)
    click.echo(as_json(customer, seen) if form == "json" else as_text(customer, seen))
    return 0 if whole(seen) else 1


def whole(seen: Evidence) -> bool:
    """Whether every check holds and every canary arrived."""
    return all(check.ok for check in seen.checks) and all(run.ok for run in seen.canaries)


def cells(customer: Opened) -> tuple[Cell, ...]:
    """The matrix as the evidence so far has it."""
    return pipeline.prove(customer.plan, evidence.load(customer.folder), time.time()).cells


def as_json(customer: Opened, seen: Evidence) -> str:
    """The document of DESIGN section 9."""
    runs = {(run.use_case, run.asset): run for run in seen.canaries}
    passed = sum(check.ok for check in seen.checks)
    document = {
        "checks": {"passed": passed, "failed": len(seen.checks) - passed},
        "cells": [
            {
                "use_case": cell.use_case,
                "asset": cell.asset,
                "state": cell.state,
                "hops": [
                    {"hop": hop.hop, "at": hop.at}
                    for hop in (runs[cell.use_case, cell.asset].hops if (cell.use_case, cell.asset) in runs else ())
                ],
            }
            for cell in cells(customer)
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def as_text(customer: Opened, seen: Evidence) -> str:
    """What does not hold, then the matrix, a line a cell."""
    passed = sum(check.ok for check in seen.checks)
    lines = [f"checks: {passed} of {len(seen.checks)} hold"]
    lines += [f"  does not hold: {check.placement}: {check.detail}" for check in seen.checks if not check.ok]
    runs = {(run.use_case, run.asset): run for run in seen.canaries}
    lines.append("coverage:")
    for cell in cells(customer):
        run = runs.get((cell.use_case, cell.asset))
        lines.append(f"  {cell.state:<10} {cell.use_case} on {cell.asset}{_way(run) if run else ''}")
        if cell.because and cell.state != "proven":
            lines.append(f"             {cell.because}")
    return "\n".join(lines)


def _way(run: CanaryRun) -> str:
    if not run.ok:
        return f"  (stopped at {run.stopped_at})"
    parts = [f"{hop.hop} +{(hop.at or run.at) - run.at:.1f} s" for hop in run.hops[1:]]
    clock = "; the clock was simulated" if run.simulated_clock else ""
    return f"\n             {', '.join(parts)}{clock}"
