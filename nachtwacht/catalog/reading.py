"""Reads every content folder into one Catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from nachtwacht.catalog.modules import read_module
from nachtwacht.catalog.packs import read_pack
from nachtwacht.catalog.profiles import read_profiles
from nachtwacht.catalog.references import references
from nachtwacht.catalog.runbooks import read_runbook
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected, ScopeFinding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

T = TypeVar("T")


def read_catalog(root: Path) -> Catalog | Rejected:
    """All that stands in ``modules/``, ``detection_packs/``, ``runbooks/`` and ``scopes/profiles/`` under a folder."""
    profiles, wrong = read_profiles(root / "scopes" / "profiles")
    findings: list[ScopeFinding] = [*wrong]
    catalog = Catalog(
        modules=_read_all(_folders(root / "modules"), read_module, findings),
        packs=_read_all(_folders(root / "detection_packs"), read_pack, findings),
        runbooks=_read_all(sorted((root / "runbooks").glob("*.yaml")), read_runbook, findings),
        profiles=profiles,
    )
    if not findings:
        findings.extend(references(catalog, root))
    return Rejected(tuple(sorted(findings))) if findings else catalog


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(child for child in parent.iterdir() if child.is_dir() and child.name[0] not in "._")


def _read_all(
    paths: Iterable[Path], read: Callable[[Path], T | Rejected], findings: list[ScopeFinding]
) -> dict[str, T]:
    """Name -> value for what can be read; the rest becomes findings."""
    values: dict[str, T] = {}
    for path in paths:
        value = read(path)
        if isinstance(value, Rejected):
            findings.extend(value.findings)
        else:
            values[path.name.removesuffix(".yaml")] = value
    return values
