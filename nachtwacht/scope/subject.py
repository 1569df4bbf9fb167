"""What a check looks at: one scope with its places, the catalogue and the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from nachtwacht.document.parsing import Document
from nachtwacht.document.place import Path, finding
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import Scope
from nachtwacht.scope.sources import Sight, sight


class Subject:
    """One scope under inspection. Names are worked out once and kept."""

    def __init__(self, document: Document, scope: Scope, catalog: Catalog, today: date) -> None:
        self.document = document
        self.scope = scope
        self.catalog = catalog
        self.today = today

    def say(self, code: str, path: Path, message: str, fix: str = "") -> ScopeFinding:
        """A finding about the value at a path."""
        return finding(code, self.document.position(path), message, fix)

    @cached_property
    def assets(self) -> dict[str, Path]:
        """Name of every asset -> its path; the first one when a name is used twice."""
        found: dict[str, Path] = {}
        for name, path in self.named():
            found.setdefault(name, path)
        return found

    @cached_property
    def groups(self) -> frozenset[str]:
        """Names of the groups of hosts."""
        return frozenset(host.group for host in self.scope.assets.hosts if host.group)

    @cached_property
    def names(self) -> frozenset[str]:
        """What ``on`` may name: assets and groups."""
        return self.groups | self.assets.keys()

    @cached_property
    def actions(self) -> dict[str, frozenset[str]]:
        """Action -> kinds of host that a module lets carry it out."""
        kinds: dict[str, set[str]] = {}
        for module in self.catalog.modules.values():
            for action in module.actions:
                kinds.setdefault(action, set()).update(module.serves)
        return {action: frozenset(serves) for action, serves in kinds.items()}

    @cached_property
    def sight(self) -> Sight:
        """Who would supply what."""
        return sight(self.scope, self.catalog)

    def named(self) -> Iterator[tuple[str, Path]]:
        """Every asset's name with its path, in the order of the file."""
        assets = self.scope.assets
        for kind in ("networks", "hosts", "identities", "cloud", "applications"):
            for index, asset in enumerate(getattr(assets, kind)):
                yield asset.name, ("assets", kind, index)

    def lists(self) -> Iterator[tuple[Path, tuple[str, ...]]]:
        """Every ``on`` with its path."""
        for part in ("use_cases", "response", "exclusions", "change_windows"):
            for index, entry in enumerate(getattr(self.scope, part)):
                yield (part, index, "on"), entry.on


Check = Iterable[ScopeFinding]
