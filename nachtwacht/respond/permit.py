"""The only maker of a Grant: what the scope does not allow, here and now, is refused.

Default deny. ``never_contain`` and ``observe_until`` beat every permission and every approval. Nothing is read
or written here; the hours are those of the customer's time zone.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import hmac
import ipaddress
import secrets
from typing import Literal

import msgspec

from nachtwacht.model.hours import local, within_office_hours
from nachtwacht.model.scope import Host, Permission, Scope, at_least, seconds
from nachtwacht.model.watch import Grant, Refusal, Request
from nachtwacht.respond.history import History
from nachtwacht.respond.reasons import reason

ENDPOINTS = ("workstation", "server", "mail")
_SPAN_SECONDS = {"hour": 3600, "day": 86400}


def permit(request: Request, scope: Scope, history: History, now: dt.datetime) -> Grant | Refusal:
    """A sealed grant when one permission of the scope covers the request at ``now`` (aware), else why not.

    A canary's request is judged like a real one; its grant is a dry run. Of several permissions the first that
    grants wins; when none does, a refusal that somebody may still turn into a yes comes before the others.
    """
    at = now.timestamp()
    beaten = _impossible(request, scope, at) or _overruled(request, scope, at)
    if beaten is not None:
        return beaten
    refusals: list[Refusal] = []
    for index, permission in enumerate(scope.response):
        if permission.allow != request.action or request.asset not in scope.expand(permission.on):
            continue
        verdict = _judge(request, scope, index, history, at)
        if isinstance(verdict, Grant):
            return verdict
        refusals.append(verdict)
    if not refusals:
        return _refuse(request, at, "no_permission", asset=request.asset)
    return next((refusal for refusal in refusals if refusal.ask), refusals[0])


def is_genuine(grant: Grant) -> bool:
    """Whether ``permit`` made exactly this grant in this process, with nothing changed since."""
    return hmac.compare_digest(grant.seal, _seal(grant))


def _impossible(request: Request, scope: Scope, at: float) -> Refusal | None:
    """A refusal for what makes no sense on that asset, whatever is permitted."""
    host = scope.host(request.asset)
    if host is None:
        return _refuse(request, at, "not_in_scope", asset=request.asset)
    if request.action == "isolate_endpoint":
        return _no_endpoint(request, host, at)
    if request.action == "block_destination":
        return _no_destination(request, scope, at)
    return None


def _no_endpoint(request: Request, host: Host, at: float) -> Refusal | None:
    if request.target != request.asset:
        return _refuse(request, at, "bad_target", target=request.target)
    if host.kind not in ENDPOINTS:
        return _refuse(request, at, "not_an_endpoint", asset=host.name)
    return None


def _no_destination(request: Request, scope: Scope, at: float) -> Refusal | None:
    try:
        address = ipaddress.ip_address(request.target)
    except ValueError:
        return _refuse(request, at, "bad_target", target=request.target)
    if address.is_loopback or address.is_multicast or address.is_unspecified or address.is_link_local:
        return _refuse(request, at, "bad_target", target=request.target)
    for network in scope.assets.networks:
        if address in ipaddress.ip_network(network.cidr, strict=False):
            return _refuse(request, at, "own_address", target=request.target, network=network.name)
    return None


def _overruled(request: Request, scope: Scope, at: float) -> Refusal | None:
    """A refusal for what beats every permission."""
    host = scope.host(request.asset)
    if host is not None and host.never_contain:
        return _refuse(request, at, "never_contain", asset=host.name)
    until = scope.service.observe_until
    if until is not None and local(scope.customer.timezone, at).date() < dt.date.fromisoformat(until):
        return _refuse(request, at, "observing", until=until)
    return None


def _judge(request: Request, scope: Scope, index: int, history: History, at: float) -> Grant | Refusal:
    """What one permission says to the request."""
    permission = scope.response[index]
    if not at_least(request.severity, permission.from_severity):
        return _refuse(request, at, "severity", floor=permission.from_severity, severity=request.severity)
    if permission.when != "always":
        inside = within_office_hours(scope.service.office_hours, scope.customer.timezone, at)
        if inside is not (permission.when == "office_hours"):
            return _refuse(request, at, permission.when)
    if permission.undo_after is None:
        return _refuse(request, at, "no_undo")
    full = _at_ceiling(request, scope, permission, history, at)
    if full is not None:
        return full
    approved = _approval(request, permission, history, at)
    return approved if isinstance(approved, Refusal) else _grant(request, index, at, permission.undo_after, approved)


def _at_ceiling(request: Request, scope: Scope, permission: Permission, history: History, at: float) -> Refusal | None:
    """A refusal when the ceiling's sliding span holds its number of grants for these assets already.

    The request's own earlier grant does not count: it is the same one, asked again after a crash.
    """
    if permission.at_most is None:
        return None
    count, _, span = permission.at_most.split(" ")
    assets, since = scope.expand(permission.on), at - _SPAN_SECONDS[span]
    used = [
        past
        for past in history.past
        if past.action == request.action and past.asset in assets and past.at > since and past.request != request.id
    ]
    return _refuse(request, at, "ceiling", count=count, span=span) if len(used) >= int(count) else None


def _approval(request: Request, permission: Permission, history: History, at: float) -> str | Refusal:
    """Who said yes: ``scope`` when nobody has to, else the names; or the refusal that asks for it.

    Scope and runbook may each want somebody's yes; then both are needed, and the customer is asked last.
    """
    needed = [party for party in ("analyst", "customer") if party in (permission.approval, request.approval)]
    said: list[str] = []
    for party in needed:
        word = _word_of(party, request, permission, history, at)
        if isinstance(word, Refusal):
            return word
        said.append(word)
    return " and ".join(said) or "scope"


def _word_of(party: str, request: Request, permission: Permission, history: History, at: float) -> str | Refusal:
    """The yes of one party, or the refusal that asks for it. A no of anybody stands."""
    answers = [answer for answer in history.answers if answer.request == request.id]
    no = next((answer for answer in answers if not answer.yes), None)
    if no is not None:
        return _refuse(request, at, "denied", name=no.name)
    yes = next((answer for answer in answers if answer.by == party), None)
    if yes is not None:
        return f"{party} {yes.name}"
    asked, wait = history.asked.get(request.id), permission.wait_minutes
    if party == permission.approval and wait is not None and asked is not None and at >= asked + wait * 60:
        if permission.if_no_answer == "allow":
            return "scope, without an answer"
        return _refuse(request, at, "no_answer", minutes=wait)
    answer_by = (asked or at) + wait * 60 if wait is not None and party == permission.approval else None
    ask: Literal["analyst", "customer"] = "analyst" if party == "analyst" else "customer"
    refusal = _refuse(request, at, f"needs_{party}")
    return msgspec.structs.replace(refusal, ask=ask, answer_by=answer_by, if_no_answer=permission.if_no_answer)


def _grant(request: Request, index: int, at: float, undo_after: str, approved_by: str) -> Grant:
    grant = Grant(
        request=request,
        permission=index,
        at=at,
        undo_at=at + seconds(undo_after),
        dry_run=request.canary is not None,
        approved_by=approved_by,
    )
    return msgspec.structs.replace(grant, seal=_seal(grant))


def _refuse(request: Request, at: float, code: str, **values: object) -> Refusal:
    return Refusal(request=request, code=code, at=at, reason=reason(code, **values))


def _seal(grant: Grant) -> str:
    """A keyed hash over every field but the seal itself."""
    plain = msgspec.json.encode(msgspec.structs.replace(grant, seal=""))
    return hmac.new(_key(), plain, hashlib.sha256).hexdigest()


@functools.cache
def _key() -> bytes:
    """Made anew in every process and kept nowhere, so that a stored grant is never taken for a fresh one."""
    return secrets.token_bytes(32)
