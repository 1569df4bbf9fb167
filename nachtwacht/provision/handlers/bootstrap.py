"""``nachtwacht:host:Bootstrap``: a host that we may work on, and the frame for our state there."""

from __future__ import annotations

from nachtwacht.provision import bootstrap
from nachtwacht.provision.handlers.handler import Plain, Work
from nachtwacht.provision.keyed import wished
from nachtwacht.provision.requests import Request
from nachtwacht.provision.unreachable import Unreachable


class Bootstrap:
    """Inputs: ``host``, ``address``, ``port``, ``account``. Result: what system the host has."""

    def create(self, work: Work, inputs: Plain) -> Plain:
        """Look at the host, refuse what we cannot work with, make the frame."""
        facts = bootstrap.bootstrap(work.reach, inputs["host"])
        if facts.pop("frame") == "no":
            work.store.note_new(inputs["host"])
        work.progress(
            inputs["host"], "bootstrap", "changed", f"{facts['system']} {facts['version']}, {facts['architecture']}"
        )
        return facts

    def update(self, work: Work, old: Plain, result: Plain, inputs: Plain) -> Plain:
        """The same again, at its new address."""
        return self.create(work, inputs)

    def read(self, work: Work, inputs: Plain, result: Plain) -> tuple[Plain, Plain] | None:
        """Whether the frame still stands."""
        inputs = wished(inputs)
        try:
            facts = work.hosts.ask(inputs["host"], Request(op="facts")).facts
        except Unreachable:
            return inputs, result
        if not facts["frame"] or not facts["group"]:
            return {**inputs, "frame": "missing"}, result
        return inputs, result

    def delete(self, work: Work, inputs: Plain, result: Plain) -> None:
        """Take back what is still recorded there, the latest first, then the frame.

        Something is left here when a run was killed after it had made it, and before the engine had noted it.
        """
        host = inputs["host"]
        for name in reversed(list(work.hosts.ask(host, Request(op="inventory")).records)):
            work.progress(host, name, "changed", "was not in the engine's state; taken back")
            work.undo(host, name)
        bootstrap.remove(work.reach, host)

    def foretell(self, old: Plain, result: Plain, inputs: Plain) -> Plain | None:
        """The system stays what it is."""
        return result
