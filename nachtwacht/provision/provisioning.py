"""From a coverage plan to what stands: preview, then exactly that."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from nachtwacht.model.failure import Failure
from nachtwacht.provision.declare import program
from nachtwacht.provision.deployment import Approval, Deployment, Preview, changes, counts, plan_hash
from nachtwacht.provision.stack import Run, each_once
from nachtwacht.provision.wanted import wanted

if TYPE_CHECKING:
    from nachtwacht.model.coverage import CoveragePlan
    from nachtwacht.provision.servicer import Failed
    from nachtwacht.provision.stack import Program, Stack
    from nachtwacht.provision.workplace import Workplace


class Session:
    """One look and one deed on one customer: the resources are worked out once, the engine is opened once."""

    def __init__(self, plan: CoveragePlan, place: Workplace) -> None:
        self.place = place
        place.progress(place.customer, "plan", "start")
        self._program: Program = program(wanted(place.ground(plan, place.digests())))
        self._stack: Stack = place.stack()
        self._lost: tuple[Failed, ...] = ()
        self._started = time.monotonic()

    def preview(self) -> Preview:
        """What would be done. Every host is looked at once, so that drift is found; nothing is changed on any."""
        tell, customer = self.place.progress, self.place.customer
        if self._stack.killed_before:
            tell(customer, "plan", "note", "the run before this one was killed; what it had begun is looked at first")
        if self._stack.killed_before or not self._stack.untouched():
            tell(customer, "look", "start")
            seen = self._stack.refresh()
            _sound(seen)
            self._lost = tuple(seen.failed)
            tell(customer, "look", "ok")
        run = self._stack.preview(self._program)
        _sound(run)
        tell(customer, "plan", "ok")
        return Preview(
            customer=customer, resources=counts(run), changes=changes(run), failed=self._lost,
            plan_file=self._stack.plan_file, plan_hash=plan_hash(self._stack.plan_file),
        )  # fmt: skip

    def provision(self, preview: Preview, approval: Approval) -> Deployment:
        """Do what was reviewed. A preview without changes is done already. Failures of single hosts are in the result."""
        _agreed(preview, approval)
        run = self._stack.up(self._program) if preview.resources.changes else Run()
        if run.error and not run.failed and not run.stopped:
            raise _engine_failed(run)
        return Deployment(
            customer=preview.customer,
            resources=counts(run) if preview.resources.changes else preview.resources,
            changes=changes(run),
            seconds=round(time.monotonic() - self._started, 1),
            failed=each_once([*run.failed, *self._lost]),
            stopped=run.stopped,
            exists=tuple(sorted(one["urn"].split("::")[3] for one in self._stack.resources())),
        )


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
