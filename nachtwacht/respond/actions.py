"""The two actions, each with its do beside its undo; both look afterwards, where it acts, whether it is so."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from nachtwacht.respond.effectors import CannotRespond, Effectors

_HTTPS = 443


class Order(Struct, frozen=True, kw_only=True):
    """What an action needs to know. ``seconds``: after this the host's own timer undoes it."""

    asset: str
    target: str
    seconds: int = 1
    witness: str = ""
    port: int = 0


class Seen(Struct, frozen=True, kw_only=True):
    """What was seen after doing or undoing."""

    ok: bool
    verified: bool
    detail: str


def failed(detail: str) -> Seen:
    """It is not so, or nothing proves that it is."""
    return Seen(ok=False, verified=False, detail=detail)


def proven(detail: str) -> Seen:
    """It is so, and that was seen where it acts."""
    return Seen(ok=True, verified=True, detail=detail)


def unproven(detail: str) -> Seen:
    """The host says that it is so; it could not be tried."""
    return Seen(ok=True, verified=False, detail=detail)


Carry = Callable[[Order, Effectors], Seen]


class Action(Struct, frozen=True, kw_only=True):
    """One response action. ``look`` changes nothing: it proves the way to the responder, for a dry run."""

    do: Carry
    undo: Carry
    look: Carry


def isolate(order: Order, effectors: Effectors) -> Seen:
    """Cut a host off from its neighbours; then a fresh log-in has to work and say that it is so."""
    answer = effectors.ask(order.asset, {"do": "isolate", "seconds": order.seconds})
    if not answer.get("ok"):
        return _refused(order.asset, answer)
    state = effectors.ask(order.asset, {"do": "isolation"})
    if not _isolated(state):
        return failed(f"{order.asset} took the order, but a fresh log-in says that it is not isolated")
    if not answer.get("verified"):
        return failed(f"{order.asset} is isolated, but nothing proves it: {_detail(answer)}")
    return proven(f"{_detail(answer)}; a fresh log-in of ours still works")


def release(order: Order, effectors: Effectors) -> Seen:
    """Give a host its neighbours back; to release one that is not isolated is no error."""
    answer = effectors.ask(order.asset, {"do": "release"})
    if not answer.get("ok"):
        return _refused(order.asset, answer)
    state = effectors.ask(order.asset, {"do": "isolation"})
    if _isolated(state):
        return failed(f"{order.asset} took the order, but a fresh log-in says that it is still isolated")
    return Seen(ok=True, verified=bool(answer.get("verified")), detail=_detail(answer))


def block(order: Order, effectors: Effectors) -> Seen:
    """Drop what goes to and comes from an address; then the set has to hold it and the witness must not reach it."""
    answer = effectors.ask(order.asset, {"do": "block", "address": order.target, "seconds": order.seconds})
    if not answer.get("ok"):
        return _refused(order.asset, answer)
    if not answer.get("verified"):
        return failed(f"{order.asset} took the order, but nothing proves it: {_detail(answer)}")
    if not _holds(order, effectors):
        return failed(f"{order.asset} took the order, but {order.target} is not in its list")
    if not order.witness:
        return failed(f"{order.asset} holds the block, but no host is known from which to try it")
    if _reaches(order.witness, order, effectors):
        return failed(f"{order.asset} holds the block, but {order.witness} still reaches {order.target}")
    return proven(f"{order.asset} drops {order.target}; {order.witness} was tried and cannot reach it")


def unblock(order: Order, effectors: Effectors) -> Seen:
    """Let an address through again; when it answers the gateway at all, the witness has to reach it."""
    answer = effectors.ask(order.asset, {"do": "unblock", "address": order.target})
    if not answer.get("ok"):
        return _refused(order.asset, answer)
    if _holds(order, effectors):
        return failed(f"{order.asset} took the order, but {order.target} is still in its list")
    if not order.witness:
        return proven(f"{order.target} is no longer in the list of {order.asset}")
    return _tried_again(order, effectors)


def _tried_again(order: Order, effectors: Effectors) -> Seen:
    """Whether the witness reaches the address again, told apart from a destination or a witness that is silent."""
    gone = f"{order.target} is no longer in the list of {order.asset}"
    try:
        if _reaches(order.witness, order, effectors):
            return proven(f"{gone}; {order.witness} was tried and reaches it again")
        if not _reaches(order.asset, order, effectors):
            return proven(f"{gone}; it does not answer anybody at the moment, so that is all that can be seen")
        if _isolated(effectors.ask(order.witness, {"do": "isolation"})):
            return proven(f"{gone}; {order.witness} itself is isolated, so it was not tried from there")
    except CannotRespond as silent:
        return unproven(f"{gone}; it could not be tried: {silent}")
    return failed(f"{gone}, but {order.witness} cannot reach it although {order.asset} does")


def look_isolation(order: Order, effectors: Effectors) -> Seen:
    """Ask how it is, change nothing."""
    return _looked(order, effectors.ask(order.asset, {"do": "isolation"}))


def look_blocked(order: Order, effectors: Effectors) -> Seen:
    """Ask how it is, change nothing."""
    return _looked(order, effectors.ask(order.asset, {"do": "blocked"}))


def _looked(order: Order, answer: dict[str, Any]) -> Seen:
    if not answer.get("ok"):
        return _refused(order.asset, answer)
    return unproven(f"dry run: the responder of {order.asset} answers; nothing was changed")


def _refused(host: str, answer: dict[str, Any]) -> Seen:
    return failed(f"{host} did not do it: {answer.get('error') or 'no reason given'}")


def _isolated(answer: dict[str, Any]) -> bool:
    return bool(answer.get("ok") and answer.get("isolated"))


def _holds(order: Order, effectors: Effectors) -> bool:
    answer = effectors.ask(order.asset, {"do": "blocked"})
    return str(ipaddress.ip_address(order.target)) in answer.get("addresses", ())


def _reaches(host: str, order: Order, effectors: Effectors) -> bool:
    """Whether a host reaches the address; raises CannotRespond when the host could not try."""
    question = {"do": "reach", "address": order.target, "port": order.port or _HTTPS}
    answer = effectors.ask(host, question)
    if not answer.get("ok") or "reached" not in answer:
        raise CannotRespond(
            host, f"could not try to reach {order.target}: {answer.get('error', '')}", "look at that host"
        )
    return bool(answer["reached"])


def _detail(answer: dict[str, Any]) -> str:
    return str(answer.get("detail") or "no detail given")


ACTIONS: dict[str, Action] = {
    "isolate_endpoint": Action(do=isolate, undo=release, look=look_isolation),
    "block_destination": Action(do=block, undo=unblock, look=look_blocked),
}
