"""What provisioning says before and after: preview, approval, deployment, removal."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct

from nachtwacht.provision.servicer import Failed
from nachtwacht.provision.stack import Run

_WORDS = {"create": "create", "update": "update", "delete": "delete", "same": "same", "replace": "update",
          "create-replacement": "update", "delete-replaced": "", "refresh": ""}  # fmt: skip


class Counts(Struct, frozen=True, kw_only=True):
    """How many resources."""

    create: int = 0
    update: int = 0
    delete: int = 0
    same: int = 0

    @property
    def changes(self) -> int:
        """How many are not left as they are."""
        return self.create + self.update + self.delete


class Change(Struct, frozen=True, kw_only=True):
    """What is or would be done with one resource. ``paths`` are the properties that differ, in the plan or on the host."""

    op: str
    name: str
    type: str
    paths: tuple[str, ...] = ()


class Preview(Struct, frozen=True, kw_only=True):
    """What provisioning would do; the update plan holds it to exactly that."""

    customer: str
    resources: Counts
    changes: tuple[Change, ...]
    plan_file: Path
    plan_hash: str
    failed: tuple[Failed, ...] = ()
    """Hosts that could not be looked at."""


class Approval(Struct, frozen=True, kw_only=True):
    """Somebody's yes to one preview of one customer."""

    customer: str
    plan_hash: str
    by: str


class Deployment(Struct, frozen=True, kw_only=True):
    """What provisioning did."""

    customer: str
    resources: Counts
    changes: tuple[Change, ...]
    seconds: float
    """From the beginning of the look at the hosts."""
    failed: tuple[Failed, ...] = ()
    stopped: bool = False
    exists: tuple[str, ...] = ()
    """Names of the resources that stand now."""

    @property
    def whole(self) -> bool:
        """Whether everything that was wanted stands."""
        return not self.failed and not self.stopped


def plan_hash(file: Path) -> str:
    """What an approval names: the sha256 of the update plan."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def changes(run: Run) -> tuple[Change, ...]:
    """One change for each resource that the engine does something with."""
    found: dict[str, Change] = {}
    for step in run.steps:
        word = _WORDS.get(step.op, "")
        if word and word != "same" and step.ok:
            found[step.name] = Change(op=word, name=step.name, type=step.type, paths=step.paths)
    return tuple(found.values())


def counts(run: Run) -> Counts:
    """The changes and what stays, counted."""
    changed = changes(run)
    words = [one.op for one in changed]
    names = {one.name for one in changed}
    same = {step.name for step in run.steps if step.op == "same"} - names
    tally = {word: words.count(word) for word in ("create", "update", "delete")}
    return Counts(same=len(same), **tally)
