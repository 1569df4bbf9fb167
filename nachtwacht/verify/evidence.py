"""Evidence files: ``customers/<id>/evidence/verify-<UTC time>.json``, one per verification, never rewritten."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from nachtwacht.model.coverage import Evidence
from nachtwacht.model.failure import Failure


def save(folder: Path, evidence: Evidence) -> Path:
    """Write the evidence of one run under the customer's folder, whole or not at all."""
    stamp = datetime.fromtimestamp(evidence.at, UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    target = folder / "evidence" / f"verify-{stamp}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(evidence), indent=1))
    draft.rename(target)
    return target


def load(folder: Path) -> tuple[Evidence, ...]:
    """Every run's evidence under the customer's folder, oldest first."""
    return tuple(_read(file) for file in sorted((folder / "evidence").glob("verify-*.json")))


def _read(file: Path) -> Evidence:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Evidence)
    except msgspec.DecodeError as error:
        raise Failure(
            f"{file}: this evidence cannot be read: {error}",
            mend="move the file away (it was changed after it was written) and run nw verify again",
        ) from error
