"""The demo's own copy of the customer: the same promise, with responses that are undone within the minute."""

from __future__ import annotations

import shutil
from pathlib import Path

from nachtwacht.model.failure import Failure

CUSTOMER = "gouden-aar"
UNDO_AFTER = "20s"


def folder(state: Path) -> Path:
    """Where the demo's customer lives: beside the laboratory's own state, not in the repository."""
    return state / "demo" / "customers" / CUSTOMER


def lay(source: Path, target: Path) -> None:
    """Copy scope and hosts anew; state and evidence of a demo that was kept stay, so that it can be gone on with."""
    from ruamel.yaml import YAML

    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(source / "hosts.yaml", target / "hosts.yaml")
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 160
    scope = yaml.load((source / "scope.yaml").read_text())
    for permission in scope.get("response", []):
        permission["undo_after"] = UNDO_AFTER
    with (target / "scope.yaml").open("w") as file:
        yaml.dump(scope, file)


def forget(target: Path) -> None:
    """Remove the demo's state after everything was retired; the evidence stays."""
    if not target.is_dir():
        raise Failure(f"{target} is gone", mend="nothing has to be done", status=0)
    shutil.rmtree(target / "state", ignore_errors=True)
