"""What can be asked of a running runtime over its control socket."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

import msgspec
import orjson
from msgspec import Struct

from nachtwacht.detect import canary, store
from nachtwacht.ingest.spool import Spool
from nachtwacht.model.watch import HOPS
from nachtwacht.runtime import follow
from nachtwacht.runtime.control import Mistaken
from nachtwacht.runtime.holder import Holder
from nachtwacht.runtime.loop import Loop
from nachtwacht.runtime.step import transaction

LOOK_SECONDS = 0.1
LONGEST_WAIT = 600.0


class Desk(Struct, frozen=True, kw_only=True):
    """What the verbs look at. The connection is the control socket's own."""

    connection: sqlite3.Connection
    spool: Spool
    loop: Loop
    worker: follow.Worker
    holder: Holder
    started: float


async def answer(desk: Desk, verb: str, arguments: dict[str, Any]) -> Any:
    """The answer to a verb; Mistaken when there is no such verb or its arguments are wrong."""
    if verb == "hops":
        return await _hops(desk, arguments)
    mine = _VERBS.get(verb)
    if mine is not None:
        return mine(desk, arguments)
    # Whoever writes may have to wait for the detection loop; the receiver must not wait with it.
    if verb == "canary":
        return await asyncio.to_thread(_canary, desk, arguments)
    if verb in follow.verbs():
        return await asyncio.to_thread(_forward, desk, verb, arguments)
    known = ", ".join(sorted({*_VERBS, "canary", "hops", *follow.verbs()}))
    raise Mistaken(f"there is no verb {verb}", f"use one of: {known}")


def _forward(desk: Desk, verb: str, arguments: dict[str, Any]) -> Any:
    watch = desk.holder.current()
    with closing(store.open_store(watch.context.config.data / "store.sqlite")) as connection:
        result = follow.control(connection, verb, arguments, watch.now())
    if set(result) <= {"error", "fix"} and "error" in result:
        raise Mistaken(str(result["error"]), str(result.get("fix", "")))
    desk.worker.wake()
    return result


def _health(desk: Desk, _: dict[str, Any]) -> dict[str, Any]:
    watch = desk.holder.current()
    responder = msgspec.to_builtins(desk.worker.health())
    faults = [str(fault) for fault in watch.faults]
    problems = [problem for problem in (desk.spool.full, desk.loop.trouble) if problem]
    problems += [str(problem) for problem in responder.get("problems", [])]
    alone = len(store.not_followed(desk.connection))
    if alone:
        problems.append(f"{alone} findings have no incident yet; the log says why")
    return {
        "ok": not faults and not problems,
        "customer": watch.context.config.customer,
        "problems": problems,
        "faults": faults,
        "use_cases": sorted({binding.pack.name for binding in watch.rules.bindings}),
        "rules": sum(len(binding.rules) + len(binding.correlations) for binding in watch.rules.bindings),
        "waiting": desk.spool.depth(),
        **store.totals(desk.connection),
        "responder": responder,
        "memory_mb": round(_memory() / 1e6, 1),
        "seconds": round(time.time() - desk.started, 1),
    }


def _memory() -> int:
    """Resident bytes (proc(5), statm)."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  A pseudo file.
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _canary(desk: Desk, arguments: dict[str, Any]) -> dict[str, Any]:
    from nachtwacht.ingest.registration import verify_canary
    from nachtwacht.model.watch import CanaryRegistration

    config = desk.holder.current().context.config
    now = time.time()
    verified = verify_canary(config.canary_key.read_text("ascii"), str(arguments.get("text", "")).strip(), now)
    if not isinstance(verified, CanaryRegistration):
        raise Mistaken(
            f"the registration is refused: {verified}",
            "sign it anew with the key that this runtime was provisioned with",
        )
    if verified.customer != config.customer:
        raise Mistaken(f"the registration is for {verified.customer}", f"this is the runtime of {config.customer}")
    with closing(store.open_store(config.data / "store.sqlite")) as connection, transaction(connection):
        refused = canary.register(connection, verified, now)
    if refused:
        raise Mistaken(f"the registration is refused: {refused}", "make a new token and register that")
    return {"token": verified.token, "expires": verified.expires}


async def _hops(desk: Desk, arguments: dict[str, Any]) -> dict[str, Any]:
    token = str(arguments.get("token", ""))
    until = str(arguments.get("until") or HOPS[-1])
    if until not in HOPS:
        raise Mistaken(f"there is no hop {until}", f"use one of: {', '.join(HOPS)}")
    if canary.registration(desk.connection, token) is None:
        raise Mistaken(f"no canary with the token {token} is registered", "register it first: runtime ctl canary")
    end = time.monotonic() + min(float(arguments.get("wait") or 0), LONGEST_WAIT)
    while True:
        hops = canary.hops(desk.connection, token)
        reached = {hop.hop for hop in hops}
        if until in reached or time.monotonic() >= end:
            break
        await asyncio.sleep(LOOK_SECONDS)
    return {"hops": msgspec.to_builtins(hops), "complete": set(HOPS) <= reached}


def _findings(desk: Desk, arguments: dict[str, Any]) -> list[Any]:
    most = int(arguments.get("most") or 100)
    rows = desk.connection.execute("SELECT ocsf FROM findings ORDER BY made DESC, rowid DESC LIMIT ?", (most,))
    return [orjson.loads(blob) for (blob,) in rows]


def _events(desk: Desk, _: dict[str, Any]) -> list[dict[str, Any]]:
    rows = desk.connection.execute("SELECT asset, source, events, last_seen FROM counts ORDER BY asset, source")
    return [dict(zip(("asset", "source", "events", "last_seen"), row, strict=True)) for row in rows]


def _unparsed(desk: Desk, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    rows = desk.connection.execute(
        "SELECT id, host, source, arrived, reason FROM unparsed ORDER BY number DESC LIMIT ?",
        (int(arguments.get("most") or 20),),
    )
    return [dict(zip(("id", "host", "source", "arrived", "reason"), row, strict=True)) for row in rows]


def _reload(desk: Desk, arguments: dict[str, Any]) -> dict[str, Any]:
    desk.holder.reload()
    return _health(desk, arguments)


_VERBS: dict[str, Callable[[Desk, dict[str, Any]], Any]] = {
    "health": _health,
    "findings": _findings,
    "events": _events,
    "unparsed": _unparsed,
    "reload": _reload,
}
