"""``nachtwacht:host:Access``: the runtime may act on this host, through one program and nothing else."""

from __future__ import annotations

from nachtwacht.model.layout import PROGRAMS, RESPONDER
from nachtwacht.provision.handlers.handler import Plain, Work
from nachtwacht.provision.keyed import wished

OPTIONS = f'restrict,command="sudo -n {PROGRAMS}/respond"'
"""A forced command, and none of what else SSH can do (sshd(8), AUTHORIZED_KEYS FILE FORMAT)."""


class Access:
    """Inputs: ``host``, ``public_key`` (OpenSSH line of the runtime's key). No result."""

    def create(self, work: Work, inputs: Plain) -> Plain:
        """Add the line."""
        work.apply(inputs["host"], _name(inputs), _document(inputs))
        work.progress(inputs["host"], "access", "changed", "the runtime may act here")
        return {}

    def update(self, work: Work, old: Plain, result: Plain, inputs: Plain) -> Plain:
        """Another key: the former line goes with it."""
        return self.create(work, inputs)

    def read(self, work: Work, inputs: Plain, result: Plain) -> tuple[Plain, Plain] | None:
        """Whether the line is there."""
        inputs = wished(inputs)
        answers = work.check(inputs["host"], {_name(inputs): _document(inputs)}) or []
        if any(answer.differences or answer.gone for answer in answers):
            return {**inputs, "line": "missing"}, result
        return inputs, result

    def delete(self, work: Work, inputs: Plain, result: Plain) -> None:
        """Take the line out."""
        work.undo(inputs["host"], _name(inputs))

    def foretell(self, old: Plain, result: Plain, inputs: Plain) -> Plain | None:
        """There is none."""
        return {}


def _name(inputs: Plain) -> str:
    return f"access@{inputs['host']}/line"


def _document(inputs: Plain) -> Plain:
    return {"authorized_keys": [{"account": RESPONDER, "line": f"{OPTIONS} {inputs['public_key'].strip()}"}]}
