"""The way of a canary as a drawing: where each stop stands, and what is written beside it."""

from __future__ import annotations

from nachtwacht.model.coverage import CanaryRun
from nachtwacht.model.watch import Hop
from nachtwacht.report.moments import clock, lasting
from nachtwacht.report.view import Stop, Timeline
from nachtwacht.report.words.coverage import WORDS

STEP = 104
"""SVG units between two stops."""
MARGIN = 56
"""SVG units before the first and after the last stop, for their labels."""


def timeline(run: CanaryRun, timezone: str, language: str) -> Timeline | None:
    """The drawing of a run; None when it has no hops, because it could not even begin."""
    if not run.hops:
        return None
    stops = tuple(_stop(run.hops, index, timezone, language) for index in range(len(run.hops)))
    reached = [stop.x for stop in stops if stop.reached]
    return Timeline(
        stops=stops,
        width=2 * MARGIN + STEP * (len(stops) - 1),
        end=max(reached, default=MARGIN),
        summary=_summary(run, language),
    )


def seconds(run: CanaryRun) -> float:
    """How long the canary took to the last stop that it reached."""
    times = [hop.at for hop in run.hops if hop.at is not None]
    return max(times) - min(times) if times else 0.0


def label(hop: str, language: str) -> str:
    """A stop in the reader's words."""
    return WORDS[language].get(f"hop {hop}", hop)


def _stop(hops: tuple[Hop, ...], index: int, timezone: str, language: str) -> Stop:
    hop = hops[index]
    before = next((one.at for one in reversed(hops[:index]) if one.at is not None), None)
    gap = lasting(hop.at - before, language) if hop.at is not None and before is not None else ""
    return Stop(
        label=tuple(label(hop.hop, language).split(" ", 1)),
        at=clock(hop.at, timezone) if hop.at is not None else "",
        gap=gap,
        x=MARGIN + STEP * index,
        reached=hop.at is not None,
        detail=hop.detail,
    )


def _summary(run: CanaryRun, language: str) -> str:
    words = WORDS[language]
    stopped = next((hop.hop for hop in run.hops if hop.at is None), "")
    if stopped:
        return words["stopped"].format(hop=label(stopped, language))
    return words["whole way"].format(seconds=lasting(seconds(run), language))
