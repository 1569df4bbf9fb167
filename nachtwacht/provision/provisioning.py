"""From a coverage plan to what stands: preview, then exactly that."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from nachtwacht.model.failure import Failure
from nachtwacht.provision.declare import program
from nachtwacht.provision.deployment import Approval, Deployment, Preview, changes, counts, plan_hash
from nachtwacht.provision.wanted import wanted

if TYPE_CHECKING:
    from nachtwacht.model.coverage import CoveragePlan
    from nachtwacht.provision.stack import Program, Run, Stack
    from nachtwacht.provision.workplace import Workplace


class Session:
    """One look and one deed on one customer: the resources are worked out once, the engine is opened once."""

    def __init__(self, plan: CoveragePlan, place: Workplace) -> None:
        self.place = place
        place.progress(place.customer, "plan", "start")
        self._program: Program = program(wanted(place.ground(plan, place.digests())))
        self._stack: Stack = place.stack()
        if self._stack.killed_before:
            place.progress(
                place.customer,
                "plan",
                "note",
                "the run before this one was killed; what it had begun is looked at first",
            )
            self._stack.refresh()

    def preview(self) -> Preview:
        """What would be done. Every host is looked at, so that drift is found; nothing is changed on any."""
        run = self._stack.preview(self._program)
        _sound(run)
        self.place.progress(self.place.customer, "plan", "ok")
        return Preview(
            customer=self.place.customer, resources=counts(run), changes=changes(run), failed=tuple(run.failed),
            plan_file=self._stack.plan_file, plan_hash=plan_hash(self._stack.plan_file),
        )  # fmt: skip

    def provision(self, preview: Preview, approval: Approval) -> Deployment:
        """Do what was reviewed. A preview without changes is done already. Failures of single hosts are in the result."""
        _agreed(preview, approval)
        started = time.monotonic()
        if not preview.resources.changes:
            return Deployment(
                customer=preview.customer, resources=preview.resources, changes=(), seconds=0.0, failed=preview.failed
            )
        run = self._stack.up(self._program)
        if run.error and not run.failed and not run.stopped:
            raise _engine_failed(run)
        return Deployment(
            customer=preview.customer, resources=counts(run), changes=changes(run),
            seconds=round(time.monotonic() - started, 1), failed=tuple(run.failed), stopped=run.stopped,
            exists=tuple(sorted(one["urn"].split("::")[3] for one in self._stack.resources())),
        )  # fmt: skip


def _agreed(preview: Preview, approval: Approval) -> None:
    if approval.customer != preview.customer or approval.plan_hash != plan_hash(preview.plan_file):
        raise Failure(
            f"the approval is not for this plan of {preview.customer}",
            mend="run nw provision again, and approve the plan that it shows",
            status=2,
        )


def _sound(run: Run) -> None:
    """A preview that failed for another reason than single hosts."""
    if run.stopped:
        raise Failure("stopped while the plan was made; nothing was changed", mend="run the same command again")
    if run.error and not run.failed:
        raise _engine_failed(run)


def _engine_failed(run: Run) -> Failure:
    return Failure(
        f"the engine stopped: {run.error}", mend="run the same command again; it goes on from what is recorded"
    )
