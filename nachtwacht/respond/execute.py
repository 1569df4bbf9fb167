"""Carries out a grant, and takes it back: do, then look where it acts. Accepts nothing less than a genuine grant."""

from __future__ import annotations

import math
from typing import Literal

from nachtwacht.model.watch import Grant, Outcome, Request
from nachtwacht.respond.actions import ACTIONS, Carry, Order, Seen, failed
from nachtwacht.respond.effectors import CannotRespond, Effectors
from nachtwacht.respond.permit import is_genuine


class NotGranted(Exception):
    """A grant that ``permit`` did not make, or that was changed since: a bug, never to be caught."""


def execute(grant: Grant, effectors: Effectors, now: float, *, until: float | None = None) -> Outcome:
    """Do what is granted and verify it; ``ok`` only when it was done and seen to hold.

    ``now`` and ``until`` are UTC seconds; ``until`` is when the host's own timer undoes it, when that is not the
    grant's own end. Doing it twice does no harm. A dry run only asks the responder how it is.
    """
    if not is_genuine(grant):
        raise NotGranted(f"request {grant.request.id} has no genuine grant")
    end = until or grant.undo_at or now
    action = ACTIONS.get(grant.request.action)
    if action is None:
        seen = failed(f"there is no action '{grant.request.action}'")
    elif grant.dry_run:
        seen = _safely(action.look, order_of(grant.request, 1), effectors)
    elif end <= now:
        seen = failed("its time was over before it could be done")
    else:
        seen = _safely(action.do, order_of(grant.request, math.ceil(end - now)), effectors)
    return _outcome(grant.request, "do", seen, now, dry_run=grant.dry_run)


def undo(request: Request, effectors: Effectors, now: float) -> Outcome:
    """Take a response back and verify that; needs no grant, and is no error when there is nothing to take back."""
    action = ACTIONS.get(request.action)
    if action is None:
        return _outcome(request, "undo", failed(f"there is no action '{request.action}'"), now)
    return _outcome(request, "undo", _safely(action.undo, order_of(request, 1), effectors), now)


def order_of(request: Request, seconds: int) -> Order:
    """What the action needs to know of the request."""
    return Order(
        asset=request.asset, target=request.target, seconds=seconds, witness=request.witness, port=request.port
    )


def _safely(carry: Carry, order: Order, effectors: Effectors) -> Seen:
    """What was seen; a responder that cannot be asked is something seen too."""
    try:
        return carry(order, effectors)
    except CannotRespond as silent:
        return failed(f"{silent}; {silent.mend}")


def _outcome(
    request: Request, phase: Literal["do", "undo"], seen: Seen, now: float, *, dry_run: bool = False
) -> Outcome:
    return Outcome(
        request=request.id, phase=phase, ok=seen.ok, verified=seen.verified, at=now, detail=seen.detail, dry_run=dry_run
    )
