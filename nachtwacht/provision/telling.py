"""What was done, in words and as JSON: provisioning and retiring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from nachtwacht.provision.deployment import Change, Deployment
    from nachtwacht.provision.removal import Removal

_SHOWN_PATHS = 4


def deployment_json(done: Deployment) -> str:
    """``{"resources", "seconds", "failed"}`` and what changed."""
    found = done.resources
    document: dict[str, Any] = {
        "customer": done.customer,
        "resources": {"create": found.create, "update": found.update, "delete": found.delete, "same": found.same},
        "seconds": done.seconds,
        "failed": [
            {"resource": one.resource, "host": one.host, "what": one.what, "fix": one.mend} for one in done.failed
        ],
        "changes": [{"do": one.op, "name": one.name, "paths": one.paths} for one in done.changes],
        "stopped": done.stopped,
    }
    return msgspec.json.encode(document).decode()


def deployment_text(done: Deployment) -> str:
    """What was done, what stands, what failed and how to go on."""
    found = done.resources
    if not found.changes and done.whole:
        return f"{done.customer}: nothing to do; all {found.same} resources are as they should be."
    lines = [f"  {_line(one)}" for one in done.changes]
    tally = f"{found.create} made, {found.update} changed, {found.delete} removed, {found.same} as they were"
    lines.append(f"{done.customer}: {tally}, in {done.seconds:g} s.")
    for one in done.failed:
        lines += [f"FAILED {one.resource}: {one.what}", f"  fix: {one.mend}"]
    if not done.whole:
        stands = (
            f"{len(done.exists)} resources stand: {', '.join(done.exists)}"
            if done.exists
            else "What stood before still stands"
        )
        lines += [f"{'Stopped as asked. ' if done.stopped else ''}{stands}."]
        lines += [f"To go on: nw provision {done.customer}. It continues where this run ended; nothing is done twice."]
    return "\n".join(lines)


def removal_json(done: Removal, seconds: float) -> str:
    """The certificate's content, with how long it took."""
    document = {
        "customer": done.customer,
        "whole": done.whole,
        "seconds": seconds,
        "left": sum(len(host.left) for host in done.hosts),
        "hosts": done.hosts,
        "failed": [
            {"resource": one.resource, "host": one.host, "what": one.what, "fix": one.mend} for one in done.failed
        ],
        "certificate": done.file,
        "stopped": done.stopped,
    }
    return msgspec.json.encode(document).decode()


def removal_text(done: Removal, seconds: float) -> str:
    """What was removed from where, what is left, and where the certificate lies."""
    if not done.hosts and done.whole:
        return f"{done.customer}: nothing of ours stands; there is nothing to take back."
    lines = []
    for host in done.hosts:
        gone = sum(len(names) for names in host.removed.values())
        state = (
            "searched, nothing left"
            if host.searched and not host.left
            else "NOT searched"
            if not host.searched
            else "NOT clean"
        )
        lines.append(f"  {host.host}: {gone} things removed, {len(host.put_back)} files put back; {state}")
        lines += [f"    still there: {one.resource} ({one.what})" for one in host.left]
    for one in done.failed:
        lines += [f"FAILED {one.resource}: {one.what}", f"  fix: {one.mend}"]
    end = "everything was taken back" if done.whole else "NOT everything was taken back"
    lines.append(f"{done.customer}: {end}, in {seconds:g} s. Certificate: {done.file}")
    if not done.whole:
        lines.append(
            f"To go on: nw retire {done.customer} --confirm {done.customer}. It continues where this run ended."
        )
    return "\n".join(lines)


def _line(change: Change) -> str:
    shown = ", ".join(change.paths[:_SHOWN_PATHS])
    more = f" and {len(change.paths) - _SHOWN_PATHS} more" if len(change.paths) > _SHOWN_PATHS else ""
    return f"{change.op:<7} {change.name}{f': {shown}{more}' if shown and change.op == 'update' else ''}"
