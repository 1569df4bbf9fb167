"""Names in content that must name other content: runbooks, actions, data sources, modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nachtwacht.document.nearest import did_you_mean, nearest
from nachtwacht.document.place import Place, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nachtwacht.model.content import Catalog
    from nachtwacht.model.finding import ScopeFinding


def references(catalog: Catalog, root: Path) -> Iterator[ScopeFinding]:
    """A finding for every name in the catalogue that names nothing in it."""
    sources = {source for module in catalog.modules.values() for source in module.supplies}
    for name, module in catalog.modules.items():
        file = root / "modules" / name / "module.yaml"
        yield from _unknown(file, "module", module.after, catalog.modules)
    for name, pack in catalog.packs.items():
        file = root / "detection_packs" / name / "pack.yaml"
        yield from _unknown(file, "runbook", (pack.spec.runbook,), catalog.runbooks)
        for need in pack.spec.needs:
            yield from _unknown(file, "data source", need.any_of, sources)
    for name, runbook in catalog.runbooks.items():
        used = [step.action for step in runbook.steps if step.action]
        yield from _unknown(root / "runbooks" / f"{name}.yaml", "action", used, catalog.actions)


def _unknown(file: Path, what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[ScopeFinding]:
    existing = set(known)
    for name in names:
        if name not in existing:
            near = nearest(name, existing)
            yield finding("NW903", Place(str(file)), f"there is no {what} '{name}'{did_you_mean(near)}", near)
