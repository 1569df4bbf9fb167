"""What all handlers are given, and what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress
from nachtwacht.model.reach import Reach
from nachtwacht.provision.blobs import Store, with_blobs
from nachtwacht.provision.hosts import Hosts, good
from nachtwacht.provision.passphrase import Passphrase
from nachtwacht.provision.requests import Answer, Request
from nachtwacht.provision.unreachable import Unreachable

Plain = dict[str, Any]


class Partial(Exception):
    """Making or changing got half way; what exists is kept in the state, and the next run repairs it."""

    def __init__(self, result: Plain, failure: Failure) -> None:
        super().__init__(failure.what)
        self.result = result
        self.failure = failure


@dataclass(frozen=True)
class Work:
    """The hands of one run."""

    customer: str
    folder: Path
    """``customers/<id>/state``."""
    modules: Path
    reach: Reach
    hosts: Hosts
    store: Store
    passphrase: Passphrase
    progress: Progress

    @property
    def authority(self) -> Path:
        """Where the authority's files lie."""
        return self.folder / "ca"

    def apply(self, host: str, name: str, document: Plain) -> Answer:
        """Bring a document about on a host, with the blobs that it needs."""
        return next(self.apply_all(host, {name: document}))

    def apply_all(self, host: str, documents: dict[str, Plain]) -> Iterator[Answer]:
        """Bring documents about in one run, in order; the first that fails ends it with its Failure."""
        group = next(iter(documents), "")
        requests = [Request(op="apply", name=name, document=one, group=group) for name, one in documents.items()]
        return with_blobs(self.hosts, self.store, host, requests)

    def check(self, host: str, documents: dict[str, Plain]) -> list[Answer] | None:
        """Compare a host with documents; None when the host cannot be reached (which the run then says)."""
        requests = [Request(op="check", name=name, document=one) for name, one in documents.items()]
        try:
            answers = [good(host, future.result()) for future in self.hosts.submit(host, requests)]
        except Unreachable:
            return None
        for answer in answers:
            self.store.note_missing(host, answer.missing_blobs)
        return answers

    def undo(self, host: str, *names: str) -> None:
        """Take documents of these names back, in this order and one run; what stays behind is a Failure."""
        group = names[0] if names else ""
        requests = [Request(op="undo", name=name, group=group) for name in names]
        left = [one for answer in with_blobs(self.hosts, self.store, host, requests) for one in answer.left]
        for one in left:
            self.progress(host, one.resource, "note", one.what)


class Handler(Protocol):
    """One type of resource. Inputs are what the program wants; a result is what only the doing can know."""

    def create(self, work: Work, inputs: Plain) -> Plain:
        """Make it, or adopt what is there already; the result."""

    def update(self, work: Work, old: Plain, result: Plain, inputs: Plain) -> Plain:
        """Change it from old inputs to new; the new result."""

    def read(self, work: Work, inputs: Plain, result: Plain) -> tuple[Plain, Plain] | None:
        """Inputs and result as they are now; None when it is gone. Never fails for a host that is away."""

    def delete(self, work: Work, inputs: Plain, result: Plain) -> None:
        """Take it away. Checks its preconditions before it touches anything."""

    def foretell(self, old: Plain, result: Plain, inputs: Plain) -> Plain | None:
        """The result that an update will have, when that can be known beforehand; else None."""
