"""Customers and catalogue as they were at a revision, laid out in a folder of their own and read like today's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from nachtwacht.catalog import read_catalog
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.model.scope import Scope
from nachtwacht.scope.checking import inspect
from nachtwacht.scope.revision import Revision, revision

_READ = (".yaml", ".yml", ".rules")
_CONTENT = ("modules", "detection_packs", "runbooks", "scopes")


class Before(Struct, frozen=True):
    """What stood at a revision, and whether the content is still the same."""

    revision: Revision
    folder: Path
    """Where it is laid out: the content folders, and ``customers/``."""
    customers: tuple[str, ...]
    catalog: Catalog
    same_content: bool

    def file(self, identity: str) -> Path:
        """The customer's scope as it was."""
        return self.folder / "customers" / identity / "scope.yaml"


def lay_out(
    root: Path, customers: Path, named: str, *, environment: Mapping[str, str], now: Catalog, folder: Path
) -> Before | Rejected:
    """Read what stood at a revision. Content that is in another repository than the customers counts as unchanged."""
    at = revision(customers, named, environment)
    inside = root.resolve().is_relative_to(at.top.resolve())
    place = _below(customers, at.top)
    base = _below(root, at.top) if inside else ""
    folders = [f"{base}/{name}".lstrip("/") for name in _CONTENT] if inside else []
    content = at.files(folders, _READ) if inside else {}
    at.lay_out(content, base, folder)
    scopes = at.files([place], ("/scope.yaml",))
    at.lay_out(scopes, place, folder / "customers")
    known = tuple(sorted({path.removeprefix(f"{place}/" if place else "").partition("/")[0] for path in scopes}))
    same = not inside or _as_now(content, at.top, [at.top / one for one in folders])
    catalog = now if same else read_catalog(folder)
    return catalog if isinstance(catalog, Rejected) else Before(at, folder, known, catalog, same)


def scope_before(before: Before, identity: str, today: date) -> Scope | Rejected | None:
    """The scope as it was; None when there was none, Rejected when it cannot be read at all.

    A finding about its meaning is no reason to refuse: an exclusion that has ended since is one, and the edit that is
    looked at may be the one that mends it.
    """
    file = before.file(identity)
    if not file.is_file():
        return None
    scope, findings = inspect(file, before.catalog, today)
    if scope is None:
        return Rejected(tuple(_named(found, before) for found in findings))
    return replace(scope, use_cases=tuple(case for case in scope.use_cases if case.use in before.catalog.packs))


def _named(found: ScopeFinding, before: Before) -> ScopeFinding:
    path = Path(found.file)
    inside = path.relative_to(before.folder) if path.is_relative_to(before.folder) else path
    return replace(found, file=f"{before.revision.named}:{inside}")


def _below(folder: Path, top: Path) -> str:
    try:
        path = folder.resolve().relative_to(top.resolve()).as_posix()
    except ValueError:
        return ""
    return "" if path == "." else path


def _as_now(content: Mapping[str, bytes], top: Path, folders: list[Path]) -> bool:
    """Whether the content is byte by byte what stands in the working tree, leaving out what git does not keep there."""
    present = {
        file.relative_to(top).as_posix()
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and file.suffix in _READ
    }
    return present == set(content) and all((top / path).read_bytes() == text for path, text in content.items())
