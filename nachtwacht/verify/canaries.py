"""Sends a canary through every cell of the plan that is not excluded or impossible, and follows it hop by hop."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import convert

from nachtwacht.model.content import CanarySpec
from nachtwacht.model.coverage import CanaryRun, Cell, CoveragePlan
from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress
from nachtwacht.model.watch import HOPS, CanaryRegistration, Hop
from nachtwacht.verify import emit, tokens
from nachtwacht.verify.ground import Ground

LIFE_SECONDS = 600
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Course:
    """Where the canaries of one customer run.

    ``specs``: canary by use case. ``places``: what the canaries' texts may name beside token, asset, user and
    recipient (``abroad``, ``abroad_address``, ``mail_domain``, ``mail_entry``, ``mailbox``, ``address:<host>``).
    """

    plan: CoveragePlan
    specs: Mapping[str, CanarySpec]
    places: Mapping[str, str]
    ground: Ground
    sign: Callable[[CanaryRegistration], str]


def run_canaries(course: Course, progress: Progress) -> tuple[CanaryRun, ...]:
    """One canary per cell that can be tried, several at once."""
    cells = [cell for cell in course.plan.cells if _can_be_tried(course, cell)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = [pool.submit(_run, course, cell, progress) for cell in cells]
        return tuple(run.result() for run in runs)


def _can_be_tried(course: Course, cell: Cell) -> bool:
    """Whether the canary has its true source: on a machine that runs nothing of ours it could only be faked.

    Such a cell stays unproven, which is what is known of it.
    """
    host = course.plan.scope.host(cell.asset)
    on_asset = any(move.at == "asset" for move in course.specs[cell.use_case].emits)
    return cell.state not in {"excluded", "impossible"} and not (host and host.kind == "machine" and on_asset)


def _run(course: Course, cell: Cell, progress: Progress) -> CanaryRun:
    spec, ground = course.specs[cell.use_case], course.ground
    key = tokens.login_key() if any(move.how == "ssh_login" for move in spec.emits) else None
    token = key.fingerprint if key else tokens.word()
    what = f"{cell.use_case} on {cell.asset}"
    progress(what, "canary", "start")
    begun = time.time()
    registration = _registration(course, cell, token, begun)
    try:
        ground.runtime("canary", stdin=course.sign(registration))
        begun = time.time()
        emit.emit(spec, cell.asset, _values(course, cell, token), ground, key)
        answer = ground.runtime("hops", token, "--wait", str(spec.timeout_seconds))
        run = _judge(cell, token, begun, tuple(convert(hop, Hop) for hop in answer["hops"]), spec)
    except Failure as failure:
        run = CanaryRun(
            use_case=cell.use_case,
            asset=cell.asset,
            token=token,
            at=begun,
            ok=False,
            hops=(Hop(hop="emitted", at=None, detail=failure.what),),
            stopped_at="emitted",
        )
    progress(what, "canary", "ok" if run.ok else "failed", _said(run))
    return run


def _registration(course: Course, cell: Cell, token: str, now: float) -> CanaryRegistration:
    spec = course.specs[cell.use_case]
    customer = course.plan.scope.customer
    return CanaryRegistration(
        token=token,
        customer=customer.id,
        use_case=cell.use_case,
        asset=cell.asset,
        issued=now,
        expires=now + LIFE_SECONDS,
        clock=simulated(spec.clock, customer.timezone, now) if spec.clock else None,
        mailbox=course.places.get("mailbox", ""),
    )


def simulated(clock: str, timezone: str, now: float) -> float:
    """Today's ``HH:MM`` in a time zone as UTC seconds."""
    hour, minute = clock.split(":")
    today = datetime.fromtimestamp(now, ZoneInfo(timezone))
    return today.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0).timestamp()


def _values(course: Course, cell: Cell, token: str) -> dict[str, str]:
    scope, places = course.plan.scope, course.places
    host = scope.host(cell.asset)
    user = (host.user if host else None) or "postmaster"
    return {
        **places,
        "token": token,
        "asset": cell.asset,
        "customer": scope.customer.id,
        "user": user,
        "recipient": f"{user}@{places.get('mail_domain', 'invalid')}",
        "address": places.get(f"address:{cell.asset}", ""),
    }


def _judge(cell: Cell, token: str, begun: float, seen: tuple[Hop, ...], spec: CanarySpec) -> CanaryRun:
    by_name = {hop.hop: hop for hop in seen}
    hops = tuple(
        Hop(hop=name, at=begun, detail=cell.asset)
        if name == "emitted"
        else by_name.get(name, Hop(hop=name, at=None, detail="not reached"))
        for name in HOPS
    )
    missing = next((hop.hop for hop in hops if hop.at is None), "")
    return CanaryRun(
        use_case=cell.use_case,
        asset=cell.asset,
        token=token,
        at=begun,
        ok=not missing,
        hops=hops,
        simulated_clock=bool(spec.clock),
        stopped_at=missing,
    )


def _said(run: CanaryRun) -> str:
    if not run.ok:
        why = next((hop.detail for hop in run.hops if hop.hop == run.stopped_at and hop.detail), "")
        return f"stopped at {run.stopped_at}: {why}"
    last = run.hops[-1].at or run.at
    return f"all {len(run.hops)} hops in {last - run.at:.1f} s"
