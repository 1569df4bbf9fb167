"""What a coverage report shows, in the words of its reader: text and HTML are drawn from the same view."""

from __future__ import annotations

from msgspec import Struct

from nachtwacht.model.coverage import CanaryRun, CellState


class Stop(Struct, frozen=True):
    """One stop of a canary, drawn at ``x`` (SVG units)."""

    label: tuple[str, ...]
    """The label in lines that fit beside its neighbours."""
    at: str
    """Time of day; empty when it was not reached."""
    gap: str
    """How long it took from the stop before."""
    x: int
    reached: bool
    detail: str = ""
    """What was seen there."""


class Timeline(Struct, frozen=True):
    """The way of one canary."""

    stops: tuple[Stop, ...]
    width: int
    end: int
    """Where the reached part of the way ends."""
    summary: str
    """The whole in one sentence, for those who cannot see the drawing."""


class Rest(Struct, frozen=True):
    """One part that a cell rests on, with how many of its checks hold."""

    name: str
    ok: int
    total: int


class CellView(Struct, frozen=True):
    """One use case on one asset."""

    anchor: str
    use_case: str
    title: str
    asset: str
    kind: str
    severity: str
    state: CellState
    because: str
    tried: str
    """When it was last tried; empty when never."""
    proven: str
    """When it was last proven, or that it never was."""
    short: str
    """The same in two words, for the matrix."""
    rests_on: tuple[Rest, ...]
    timeline: Timeline | None
    run: CanaryRun | None


class Group(Struct, frozen=True):
    """One use case with all its cells."""

    title: str
    purpose: str
    cells: tuple[CellView, ...]


class CheckView(Struct, frozen=True):
    """One check of one module on one host."""

    module: str
    check: str
    ok: bool
    detail: str


class HostView(Struct, frozen=True):
    """All checks of one host."""

    name: str
    kind: str
    modules: tuple[tuple[str, str], ...]
    """Name and purpose of what is placed there."""
    checks: tuple[CheckView, ...]

    @property
    def ok(self) -> int:
        """How many checks hold."""
        return sum(1 for check in self.checks if check.ok)


class ExclusionView(Struct, frozen=True):
    """One exclusion with its state: ``in force``, ``coming`` or ``ended``."""

    title: str
    assets: str
    reason: str
    owner: str
    approved_by: str
    start: str
    until: str
    status: str


class View(Struct, frozen=True, kw_only=True):
    """The whole report."""

    language: str
    customer: str
    identity: str
    timezone: str
    when: str
    promise: str
    verdict: str
    counts: dict[CellState, int]
    use_cases: tuple[tuple[str, str], ...]
    """Name and title of each column of the matrix."""
    rows: tuple[tuple[str, str, tuple[CellView | None, ...]], ...]
    """Asset, its kind, and a cell or None for each use case."""
    cells: tuple[CellView, ...]
    groups: tuple[Group, ...]
    hosts: tuple[HostView, ...]
    rights: tuple[str, ...]
    cautions: tuple[str, ...]
    """What limits these rights: never contained, only reporting."""
    exclusions: tuple[ExclusionView, ...]
    blind: tuple[str, ...]
    runs: int
