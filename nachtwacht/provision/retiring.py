"""Takes a customer's watch back: what is recorded, the undos in reverse, a search, a certificate."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nachtwacht.model.failure import Failure
from nachtwacht.provision import bootstrap, pki
from nachtwacht.provision.hosts import Hosts
from nachtwacht.provision.removal import HostRemoval, Removal, certify
from nachtwacht.provision.requests import Answer, Request
from nachtwacht.provision.wanted import BOOTSTRAP

if TYPE_CHECKING:
    from nachtwacht.provision.stack import Stack
    from nachtwacht.provision.workplace import Workplace

Entries = list[dict[str, Any]]


def retire(place: Workplace) -> Removal:
    """Everything back, searched for, certified. A host that cannot be reached keeps its resources, and is said."""
    stack = place.stack()
    if not stack.killed_before and stack.untouched():
        _forget(place, stack)
        return Removal(customer=place.customer, at=datetime.now(UTC).isoformat(timespec="seconds"), hosts=())
    begun = {one["inputs"]["host"] for one in stack.begun(BOOTSTRAP)}
    if stack.killed_before:
        stack.refresh()
    hosts = sorted({one["inputs"]["host"] for one in stack.resources() if one["type"] == BOOTSTRAP})
    place.progress(place.customer, "inventory", "start")
    recorded = _inventory(place, hosts)
    place.progress(place.customer, "removal", "start")
    run = stack.destroy()
    if run.error and not run.failed and not run.stopped:
        raise Failure(f"the engine stopped: {run.error}", mend="run nw retire again; it goes on from what is recorded")
    for host in begun.difference(hosts):
        bootstrap.remove(place.reach, host)
    removal = Removal(
        customer=place.customer,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        hosts=_search(place, recorded, hosts),
        certificates_revoked=tuple(f"{one.host} {one.serial}" for one in pki.issued(place.authority) if one.revoked),
        failed=tuple(run.failed),
        stopped=run.stopped,
    )
    filed = certify(removal, place.folder, place.authority, place.passphrase)
    if filed.whole:
        _forget(place, stack)
    return filed


def _inventory(place: Workplace, hosts: list[str]) -> dict[str, Entries | None]:
    """What each host remembers that we made there; None for a host that does not answer."""
    answers = _ask_all(place, {host: Request(op="inventory") for host in hosts})
    return {
        host: None if answer is None else [entry for entries in answer.records.values() for entry in entries]
        for host, answer in answers.items()
    }


def _search(place: Workplace, recorded: dict[str, Entries | None], hosts: list[str]) -> tuple[HostRemoval, ...]:
    place.progress(place.customer, "search", "start")
    requests = {host: Request(op="search", entries=recorded[host] or []) for host in hosts}
    answers = _ask_all(place, requests)
    found = tuple(_host(host, recorded[host] or [], answers[host]) for host in hosts)
    for one in found:
        clean = one.searched and not one.left
        place.progress(
            one.host, "search", "ok" if clean else "failed", "nothing left" if clean else f"{len(one.left)} left"
        )
    return found


def _host(host: str, entries: Entries, answer: Answer | None) -> HostRemoval:
    removed: dict[str, list[str]] = {}
    put_back = []
    for entry in entries:
        state = entry["before"].get("state", "absent" if entry["before"].get("load") == "not-found" else "present")
        if entry["kind"] == "leftovers" or (entry["kind"] == "packages" and state != "absent"):
            continue
        if state == "absent":
            removed.setdefault(entry["kind"], []).append(entry["key"])
        elif state == "file":
            put_back.append(entry["key"])
    return HostRemoval(
        host=host,
        removed={kind: tuple(sorted(set(names))) for kind, names in removed.items()},
        put_back=tuple(sorted(set(put_back))),
        left=answer.left if answer else (),
        searched=answer is not None,
    )


def _ask_all(place: Workplace, requests: dict[str, Request]) -> dict[str, Answer | None]:
    hosts = Hosts(place.reach)
    try:
        futures = {host: hosts.submit(host, [request])[0] for host, request in requests.items()}
        answers: dict[str, Answer | None] = {}
        for host, future in futures.items():
            try:
                answers[host] = future.result()
            except Failure as failure:
                place.progress(host, "search", "failed", failure.what)
                answers[host] = None
        return answers
    finally:
        hosts.close()


def _forget(place: Workplace, stack: Stack) -> None:
    """Nothing is left to manage: the stack goes, and the customer's private keys; evidence and public keys stay."""
    stack.remove()
    shutil.rmtree(place.state / "pulumi", ignore_errors=True)
    (place.authority / "canary.key").unlink(missing_ok=True)
    (place.state / "plan.json").unlink(missing_ok=True)
