"""Which modules are placed on which hosts, derived from what modules say of themselves and what the scope needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from nachtwacht.model.content import Catalog, ModuleSpec
from nachtwacht.model.coverage import Placement
from nachtwacht.model.reach import Reach
from nachtwacht.model.scope import Host, Scope
from nachtwacht.scope.sources import sight, sources


def placements(scope: Scope, catalog: Catalog) -> tuple[Placement, ...]:
    """In the order of the scope's hosts, and on a host in the order in which modules come after each other.

    * ``watched_networks``: on every sensor that a network names;
    * ``one``: on the first host of a kind that it serves;
    * ``each``, when it supplies data or carries out actions: where a use case or a permission needs it;
    * ``each``, when it does neither: it carries what others supply, so it goes wherever something is shipped.
    """
    wanted = {*_watching(scope, catalog), *_single(scope, catalog), *_needed(scope, catalog), *_acting(scope, catalog)}
    wanted |= set(_carrying(scope, catalog, wanted))
    return tuple(
        Placement(module=module.kind, host=host.name)
        for host in scope.assets.hosts
        for module in in_order(catalog.modules[kind] for kind, name in wanted if name == host.name)
    )


def with_settings(placed: Iterable[Placement], catalog: Catalog, reach: Reach | None) -> tuple[Placement, ...]:
    """The placements with their modules' defaults, and over these what ``hosts.yaml`` sets."""
    return tuple(
        msgspec.structs.replace(
            placement,
            settings={
                **defaults(catalog.modules[placement.module]),
                **(reach.module_settings(placement.module, placement.host) if reach else {}),
            },
        )
        for placement in placed
    )


def defaults(module: ModuleSpec) -> dict[str, Any]:
    """The default of every setting that has one."""
    properties = module.settings.get("properties", {})
    return {key: value["default"] for key, value in properties.items() if "default" in value}


def in_order(modules: Iterable[ModuleSpec]) -> list[ModuleSpec]:
    """Modules of one host, each after those that it names in ``after``; otherwise by name."""
    waiting = sorted(modules, key=lambda module: module.kind)
    ordered: list[ModuleSpec] = []
    while waiting:
        left = {module.kind for module in waiting}
        # Modules that wait for each other would never be free; the first by name then goes first.
        free = next((module for module in waiting if not left & set(module.after)), waiting[0])
        ordered.append(free)
        waiting.remove(free)
    return ordered


def _serving(scope: Scope, module: ModuleSpec) -> list[Host]:
    return [host for host in scope.assets.hosts if host.kind in module.serves]


def _watching(scope: Scope, catalog: Catalog) -> Iterator[tuple[str, str]]:
    watching = {network.watched_by for network in scope.assets.networks}
    for module in catalog.modules.values():
        if module.placed == "watched_networks":
            yield from ((module.kind, host.name) for host in _serving(scope, module) if host.name in watching)


def _single(scope: Scope, catalog: Catalog) -> Iterator[tuple[str, str]]:
    for module in catalog.modules.values():
        if module.placed == "one":
            yield from ((module.kind, host.name) for host in _serving(scope, module)[:1])


def _needed(scope: Scope, catalog: Catalog) -> Iterator[tuple[str, str]]:
    seen = sight(scope, catalog)
    for case in scope.use_cases:
        for asset in scope.expand(case.on):
            found = sources(seen, catalog.packs[case.use].spec, asset)
            if found.possible:
                yield from ((supply.module, supply.host) for supply in found.supplies)


def _acting(scope: Scope, catalog: Catalog) -> Iterator[tuple[str, str]]:
    for permission in scope.response:
        names = scope.expand(permission.on)
        for module in catalog.modules.values():
            if permission.allow in module.actions:
                hosts = [host for host in _serving(scope, module) if host.name in names and not host.never_contain]
                yield from ((module.kind, host.name) for host in hosts)


def _carrying(scope: Scope, catalog: Catalog, wanted: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    shipping = {host for kind, host in wanted if catalog.modules[kind].ships}
    for module in catalog.modules.values():
        if carries(module):
            yield from ((module.kind, host.name) for host in _serving(scope, module) if host.name in shipping)


def carries(module: ModuleSpec) -> bool:
    """Whether a module brings what others supply to the runtime."""
    return module.placed == "each" and not module.supplies and not module.actions
