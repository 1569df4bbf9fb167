"""What became of deeds and undos is written down here, with what comes next: another try, the undo, or a shout."""

from __future__ import annotations

import sqlite3

from nachtwacht.model.watch import Outcome
from nachtwacht.respond import acts, ledger
from nachtwacht.respond.decide import refresh
from nachtwacht.respond.tables import transaction

DO_AGAIN = (1.0, 4.0)
"""Seconds before the second and the third try of a deed; then it has failed."""
UNDO_AGAIN = (5.0, 15.0, 60.0, 300.0)
"""Seconds before each further try of an undo; the last goes on for ever."""
SHOUT_AFTER = 3
"""Tries of an undo in vain, after which the customer is told; analysts hear of the first already."""
SHOUT_AGAIN = 48
"""Tries between later shouts: four hours, at the last pace."""


def done(connection: sqlite3.Connection, outcome: Outcome) -> str:
    """Take in the outcome of a deed; the answer is what analysts have to know, or empty."""
    with transaction(connection):
        acts.add_outcome(connection, outcome)
        act = acts.act(connection, outcome.request)
        if act is None or act.state != "doing":
            return ""
        if outcome.dry_run:
            acts.move(connection, act.request, "dry_run", next_at=act.undo_at)
            ledger.set_state(connection, act.request, "dry_run" if outcome.ok else "failed")
        elif outcome.ok:
            acts.move(connection, act.request, "standing", next_at=act.undo_at)
            ledger.set_state(connection, act.request, "done")
        elif act.tries < len(DO_AGAIN) and outcome.at + DO_AGAIN[act.tries] < act.undo_at:
            again = outcome.at + DO_AGAIN[act.tries]
            acts.move(connection, act.request, "doing", next_at=again, tries=act.tries + 1)
            return ""
        else:
            acts.move(connection, act.request, "failed", next_at=act.undo_at)
            ledger.set_state(connection, act.request, "failed")
        refresh(connection, _incident(connection, act.request))
    return "" if outcome.ok else f"NOT contained: {act.named} failed: {outcome.detail}"


def undone(connection: sqlite3.Connection, outcome: Outcome) -> str:
    """Take in the outcome of an undo; the answer is what analysts have to know, or empty."""
    with transaction(connection):
        acts.add_outcome(connection, outcome)
        act = acts.act(connection, outcome.request)
        if act is None or act.state == "undone":
            return ""
        if outcome.ok:
            acts.move(connection, act.request, "undone", next_at=outcome.at)
            ledger.set_state(connection, act.request, "undone")
            refresh(connection, _incident(connection, act.request))
            return ""
        tries = act.tries + 1
        again = outcome.at + UNDO_AGAIN[min(act.tries, len(UNDO_AGAIN) - 1)]
        acts.move(connection, act.request, "undoing", next_at=again, tries=tries)
        if tries == SHOUT_AFTER:
            ledger.set_state(connection, act.request, "undo_failed")
            refresh(connection, _incident(connection, act.request))
    if tries not in (1, SHOUT_AFTER) and tries % SHOUT_AGAIN:
        return ""
    return f"NOT undone after {tries} {'try' if tries == 1 else 'tries'}: {act.named}: {outcome.detail}"


def end_for(connection: sqlite3.Connection, act: acts.Act) -> float:
    """When the host's own timer may undo it: not before another response that needs the very same thing has ended."""
    other = acts.longest(connection, act)
    return max(act.undo_at, other.undo_at) if other else act.undo_at


def left_standing(connection: sqlite3.Connection, act: acts.Act, now: float) -> Outcome | None:
    """The outcome of an undo that must not happen yet, as another response needs the very same thing for longer."""
    other = acts.longest(connection, act)
    if other is None:
        return None
    detail = f"left as it is: {other.request} needs the same for longer, and will undo it"
    return Outcome(
        request=act.request, phase="undo", ok=True, verified=False, at=now, detail=detail, left_to=other.request
    )


def _incident(connection: sqlite3.Connection, request: str) -> str:
    entry = ledger.entry(connection, request)
    assert entry is not None
    return entry.request.incident
