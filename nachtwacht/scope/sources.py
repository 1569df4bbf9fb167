"""Where the signals of a use case come from: which module on which host, or why from nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from nachtwacht.model.content import Catalog, ModuleSpec, Need, PackSpec, Words
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


def sources(scope: Scope, catalog: Catalog, pack: PackSpec, asset: str) -> Sources:
    """Who supplies the signals for a use case on an asset (pure; known before anything is provisioned)."""
    kind = kind_of(scope, asset)
    if kind not in pack.serves:
        made_for = " or ".join(pack.serves)
        return Sources(lacks=(Words(en=f"it is made for {made_for}, not for {kind}", nl=_not_for(pack, kind)),))
    found: list[Supply] = []
    lacks: list[Words] = []
    unreadable: list[str] = []
    for need in pack.needs:
        supplies = sorted(set(_supplies(scope, catalog, need, asset)))
        closed = _closed_networks(scope, need, asset)
        if not supplies:
            lacks.append(_nobody(need))
        elif closed:
            unreadable.extend(closed)
        found.extend(supplies)
    return Sources(tuple(dict.fromkeys(found)), tuple(lacks), tuple(unreadable))


def kind_of(scope: Scope, asset: str) -> str:
    """The kind of an asset, as packs and modules name it in ``serves``."""
    assets = scope.assets
    kinds: dict[str, str] = {host.name: host.kind for host in assets.hosts}
    kinds |= {identity.name: identity.kind for identity in assets.identities}
    kinds |= {cloud.name: cloud.kind for cloud in assets.cloud}
    kinds |= {application.name: application.kind for application in assets.applications}
    return kinds.get(asset, "network")


def networks_of(scope: Scope, asset: str) -> tuple[Network, ...]:
    """The networks that an asset may be in: the one it names, else all that the customer has."""
    host = scope.host(asset)
    named = host.network if host else None
    return tuple(net for net in scope.assets.networks if asset == net.name or named in (None, net.name))


def suppliers(scope: Scope, catalog: Catalog, source: str) -> Iterator[tuple[ModuleSpec, Host]]:
    """Every module with every host on which it would supply a data source."""
    for module in catalog.modules.values():
        if source in module.supplies:
            for host in scope.assets.hosts:
                if host.kind in module.serves:
                    yield module, host


def _supplies(scope: Scope, catalog: Catalog, need: Need, asset: str) -> Iterator[Supply]:
    watching = {network.watched_by for network in networks_of(scope, asset)}
    for source in need.any_of:
        for module, host in suppliers(scope, catalog, source):
            here = host.name == asset
            if need.of == "mail" or (here if need.of == "asset" else host.name in watching):
                yield Supply(module.kind, host.name)


def _closed_networks(scope: Scope, need: Need, asset: str) -> list[str]:
    if not need.payload:
        return []
    networks = [network for network in networks_of(scope, asset) if network.watched_by]
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
