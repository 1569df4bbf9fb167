"""``runbooks/<name>.yaml`` into a Runbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nachtwacht.catalog.content import misnamed, read_document
from nachtwacht.document.conform import conform
from nachtwacht.document.place import finding
from nachtwacht.model.content import Runbook, RunbookStep
from nachtwacht.model.finding import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_runbook(file: Path) -> Runbook | Rejected:
    """The runbook in a file; every step must say what its kind needs."""
    document = read_document(file)
    if isinstance(document, Rejected):
        return document
    runbook = conform(document, Runbook)
    if isinstance(runbook, Rejected):
        return runbook
    findings = list(misnamed(file, "runbook", runbook.name, file.stem))
    for index, step in enumerate(runbook.steps):
        place = document.position(("steps", index))
        findings += [finding("NW905", place, message) for message in _lacking(step)]
    return Rejected(tuple(findings)) if findings else runbook


def _lacking(step: RunbookStep) -> Iterator[str]:
    if step.kind == "act":
        for key, value in (("action", step.action), ("on", step.on), ("target", step.target)):
            if not value:
                yield f"step '{step.id}' acts, so it needs the key '{key}'"
    elif step.action:
        yield f"step '{step.id}' names the action '{step.action}' but its kind is '{step.kind}', not 'act'"
    if step.kind in ("tell", "ask") and not step.to:
        yield f"step '{step.id}' needs the key 'to': customer or analyst"
