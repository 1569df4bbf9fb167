"""What the demo did: steps with seconds, attacks with times, and the report's path."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct, field


class DemoStep(Struct, kw_only=True):
    """One step."""

    name: str
    seconds: float
    ok: bool


class Attack(Struct, frozen=True, kw_only=True):
    """One attack; UTC seconds. ``enforced_at`` and ``undone_at`` as seen from the attacked host, past our software."""

    use_case: str
    emitted_at: float
    finding_at: float
    enforced_at: float
    undone_at: float

    @property
    def seconds(self) -> float:
        """From the attack to its end."""
        return self.enforced_at - self.emitted_at


class Diary(Struct, kw_only=True):
    """The whole demo, as ``--format json`` prints it."""

    steps: list[DemoStep] = field(default_factory=list)
    attacks: list[Attack] = field(default_factory=list)
    report: str = ""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time one step; it is noted also when it fails."""
        begun = time.monotonic()
        entry = DemoStep(name=name, seconds=0.0, ok=False)
        self.steps.append(entry)
        try:
            yield
            entry.ok = True
        finally:
            entry.seconds = round(time.monotonic() - begun, 1)
