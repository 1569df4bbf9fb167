"""Where the signals of a use case come from: which module on which host, or why from nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from nachtwacht.model.content import Catalog, Need, PackSpec, Words
from nachtwacht.model.scope import Host, Network, Scope


class Supply(Struct, frozen=True, order=True):
    """A module on a host that supplies a data source."""

    module: str
    host: str


class Sources(Struct, frozen=True):
    """Of one use case on one asset: who supplies what it needs, and what nobody supplies."""

    supplies: tuple[Supply, ...] = ()
    lacks: tuple[Words, ...] = ()
    """Each a reason why the use case cannot work there, to put after a colon."""
    unreadable: tuple[str, ...] = ()
    """Networks whose payload it would have to read but cannot."""

    @property
    def possible(self) -> bool:
        """Whether everything that it needs is there."""
        return not self.lacks and not self.unreadable


class Sight(Struct, frozen=True):
    """What one scope's assets are, and who would supply each data source; worked out once for many questions."""

    scope: Scope
    kinds: dict[str, str]
    """Kind of every asset, as packs and modules name it in ``serves``."""
    hosts: dict[str, Host]
    suppliers: dict[str, tuple[Supply, ...]]
    """Data source -> every module with every host on which it would supply it."""
    on_host: dict[tuple[str, str], tuple[Supply, ...]]
    """Data source and host -> every module that would supply it there."""
    networks: dict[str | None, tuple[Network, ...]]
    """Name -> the network of that name; None -> all of them."""


def sight(scope: Scope, catalog: Catalog) -> Sight:
    """The sight of a scope with what the catalogue offers."""
    suppliers: dict[str, list[Supply]] = {}
    for module in catalog.modules.values():
        served = [Supply(module.kind, host.name) for host in scope.assets.hosts if host.kind in module.serves]
        for source in module.supplies:
            suppliers.setdefault(source, []).extend(served)
    on_host: dict[tuple[str, str], list[Supply]] = {}
    for source, found in suppliers.items():
        found.sort()
        for supply in found:
            on_host.setdefault((source, supply.host), []).append(supply)
    named: dict[str | None, tuple[Network, ...]] = {network.name: (network,) for network in scope.assets.networks}
    return Sight(
        scope=scope,
        kinds=kinds_of(scope),
        hosts={host.name: host for host in scope.assets.hosts},
        suppliers={source: tuple(found) for source, found in suppliers.items()},
        on_host={where: tuple(found) for where, found in on_host.items()},
        networks=named | {None: scope.assets.networks},
    )


def sources(seen: Sight, pack: PackSpec, asset: str) -> Sources:
    """Who supplies the signals for a use case on an asset (pure; known before anything is provisioned)."""
    kind = seen.kinds.get(asset, "network")
    if kind not in pack.serves:
        made_for = " or ".join(pack.serves)
        return Sources(lacks=(Words(en=f"it is made for {made_for}, not for {kind}", nl=_not_for(pack, kind)),))
    found: list[Supply] = []
    lacks: list[Words] = []
    unreadable: list[str] = []
    for need in pack.needs:
        supplies = _supplies(seen, need, asset)
        closed = _closed_networks(seen, need, asset)
        if not supplies:
            lacks.append(_nobody(need))
        elif closed:
            unreadable.extend(closed)
        found.extend(supplies)
    return Sources(tuple(dict.fromkeys(found)), tuple(lacks), tuple(unreadable))


def sources_of(seen: Sight, pack: PackSpec, assets: Iterable[str]) -> Iterator[tuple[str, Sources]]:
    """Each asset with its ``sources``; assets that these cannot tell apart are worked out once."""
    by_asset = any(need.of == "asset" for need in pack.needs)
    known: dict[tuple[str, str | None, bool], Sources] = {}
    for asset in assets:
        host, kind = seen.hosts.get(asset), seen.kinds.get(asset, "network")
        alike = (kind, host.network, host.roams) if host is not None else (kind, None, False)
        if by_asset or alike not in known:
            known[alike] = sources(seen, pack, asset)
        yield asset, known[alike]


def kinds_of(scope: Scope) -> dict[str, str]:
    """Asset -> kind."""
    assets = scope.assets
    kinds: dict[str, str] = {network.name: "network" for network in assets.networks}
    kinds |= {host.name: host.kind for host in assets.hosts}
    kinds |= {identity.name: identity.kind for identity in assets.identities}
    kinds |= {cloud.name: cloud.kind for cloud in assets.cloud}
    kinds |= {application.name: application.kind for application in assets.applications}
    return kinds


def _networks(seen: Sight, asset: str) -> tuple[Network, ...]:
    """The networks that an asset may be in: the one that it names, else all that the customer has.

    A host that roams is in none of them, as far as a sensor is concerned.
    """
    host = seen.hosts.get(asset)
    if host is not None and host.roams:
        return ()
    return seen.networks.get(host.network if host else None, ())


def _supplies(seen: Sight, need: Need, asset: str) -> list[Supply]:
    if need.of == "asset":
        return [supply for source in need.any_of for supply in seen.on_host.get((source, asset), ())]
    found = [supply for source in need.any_of for supply in seen.suppliers.get(source, ())]
    if need.of == "mail":
        return found
    watching = {network.watched_by for network in _networks(seen, asset)}
    return [supply for supply in found if supply.host in watching]


def _closed_networks(seen: Sight, need: Need, asset: str) -> list[str]:
    if not need.payload:
        return []
    networks = [network for network in _networks(seen, asset) if network.watched_by]
    return [] if any(net.payload_readable for net in networks) else [network.name for network in networks]


_WHERE = {
    "asset": Words(en="from the asset itself", nl="van het apparaat zelf"),
    "network": Words(en="from a sensor on its network", nl="van een sensor op zijn netwerk"),
    "mail": Words(en="from a mail host", nl="van een mailserver"),
}


def _nobody(need: Need) -> Words:
    en, nl = " or ".join(need.any_of), " of ".join(need.any_of)
    where = _WHERE[need.of]
    return Words(
        en=f"it needs {en} {where.en}, which nothing supplies",
        nl=f"hij heeft {nl} {where.nl} nodig, en niets levert dat",
    )


def _not_for(pack: PackSpec, kind: str) -> str:
    return f"hij is gemaakt voor {' of '.join(pack.serves)}, niet voor {kind}"
