"""The plan that was applied last, kept in ``customers/<id>/state/plan.json`` to compare the next one with."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import msgspec

from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.failure import Failure


def save_plan(folder: Path, plan: CoveragePlan) -> Path:
    """Keep a plan as the one that stands for the customer in ``folder``; whole or not at all."""
    state = folder / "state"
    state.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=state, prefix=".plan-")
    with os.fdopen(handle, "wb") as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(plan), indent=1))
        stream.flush()
        os.fsync(stream.fileno())
    return Path(name).replace(state / "plan.json")


def load_plan(folder: Path) -> CoveragePlan | None:
    """The plan that stands; None when nothing was ever applied."""
    file = folder / "state" / "plan.json"
    try:
        return msgspec.json.decode(file.read_bytes(), type=CoveragePlan)
    except FileNotFoundError:
        return None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        mend = f"move {file.name} aside; the next provision writes it anew, and until then everything shows as gained"
        raise Failure(f"{file} cannot be read: {error}", mend=mend) from error
