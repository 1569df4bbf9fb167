"""What a check looks at: one scope with its places, the catalogue and the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from msgspec import Struct

from nachtwacht.document.parsing import Document
from nachtwacht.document.place import Path, finding
from nachtwacht.model.content import Catalog, PackSpec
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import Host, Scope, Severity
from nachtwacht.scope.ranges import Range, as_range
from nachtwacht.scope.sources import Sight, Sources, sight, sources_of


class Watch(Struct, frozen=True):
    """A use case that is put on an asset, and whether it gets the signals that it needs there."""

    index: int
    """Place in ``use_cases``."""
    use: str
    severity: Severity
    pack: PackSpec
    sources: Sources


class Subject:
    """One scope under inspection. Names are worked out once and kept."""

    def __init__(self, document: Document, scope: Scope, catalog: Catalog, today: date) -> None:
        self.document = document
        self.scope = scope
        self.catalog = catalog
        self.today = today
        self._expanded: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._ranges: dict[str, Range | None] = {}

    def say(self, code: str, path: Path, message: str, fix: str = "", *, about: Iterable[str] = ()) -> ScopeFinding:
        """A finding about the value at a path; ``about`` as in ``ScopeFinding``."""
        return finding(code, self.document.position(path), message, fix, tuple(about))

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
    def members(self) -> dict[str, tuple[str, ...]]:
        """Group -> names of its hosts, in the order of the file."""
        found: dict[str, list[str]] = {}
        for host in self.scope.assets.hosts:
            if host.group:
                found.setdefault(host.group, []).append(host.name)
        return {group: tuple(names) for group, names in found.items()}

    @cached_property
    def hosts(self) -> dict[str, Host]:
        """Name -> host; the last one when a name is used twice."""
        return {host.name: host for host in self.scope.assets.hosts}

    @cached_property
    def names(self) -> frozenset[str]:
        """What ``on`` may name: assets and groups."""
        return self.groups | self.assets.keys()

    @cached_property
    def actions(self) -> dict[str, frozenset[str]]:
        """Action -> kinds of host that a module lets carry it out."""
        return self.catalog.actions

    @cached_property
    def sight(self) -> Sight:
        """Who would supply what."""
        return sight(self.scope, self.catalog)

    @cached_property
    def watches(self) -> dict[str, tuple[Watch, ...]]:
        """Asset -> every use case on it that is in the catalogue, in the order of the file."""
        found: dict[str, list[Watch]] = {}
        for index, case in enumerate(self.scope.use_cases):
            pack = self.catalog.packs.get(case.use)
            spec = pack.spec if pack else None
            if spec is not None:
                severity = case.severity or spec.severity
                for asset, seen in sources_of(self.sight, spec, self.expand(case.on)):
                    found.setdefault(asset, []).append(Watch(index, case.use, severity, spec, seen))
        return {asset: tuple(watches) for asset, watches in found.items()}

    def expand(self, on: tuple[str, ...]) -> tuple[str, ...]:
        """Asset names for names of assets and groups, as ``Scope.expand`` gives them, but each list only once."""
        if on not in self._expanded:
            self._expanded[on] = self.scope.expand(on)
        return self._expanded[on]

    def range(self, cidr: str) -> Range | None:
        """The network, or None when it is none; each text is read once."""
        if cidr not in self._ranges:
            self._ranges[cidr] = as_range(cidr)
        return self._ranges[cidr]

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
