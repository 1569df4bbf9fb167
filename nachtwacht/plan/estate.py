"""What the customer has: machines, networks, directories, accounts and applications that come, go or are other than they were."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.scope import Assets, Host, Network
from nachtwacht.plan.turn import Side, Turn, paired, turn

_CRITICALITY = ("normal", "important", "crown_jewel")


def estate(before: CoveragePlan, after: CoveragePlan) -> Iterator[Turn]:
    """Every asset that is new, gone or changed. What is lost in coverage with it is said there; the rest is said here."""
    old, new = before.scope.assets, after.scope.assets
    watched = frozenset(cell.asset for cell in after.cells if cell.state != "impossible")
    yield from _together(_coming(old, new))
    yield from _together(found for one, other in _both(old.hosts, new.hosts) for found in _host(one, other, watched))
    for one, other in _both(old.networks, new.networks):
        yield from _network(one, other)
    for part in ("identities", "cloud", "applications"):
        for one, other in _both(getattr(old, part), getattr(new, part)):
            yield from _other(one, other)


def _both(old: Any, new: Any) -> list[tuple[Any, Any]]:
    pairs = paired(old, new, lambda asset: asset.name)
    return [(one, other) for one, other in pairs if one is not None and other is not None and one != other]


def _coming(old: Assets, new: Assets) -> Iterator[Turn]:
    for kind in ("hosts", "networks", "identities", "cloud", "applications"):
        for one, other in paired(getattr(old, kind), getattr(new, kind), lambda asset: asset.name):
            asset: Any = other or one
            what = asset.kind if kind != "networks" else "network"
            if one is None:
                yield turn("asset_new", "assets", what=what, assets=(asset.name,))
            elif other is None:
                # A network is no asset of most use cases, so its loss would be said nowhere else.
                side: Side = "less" if kind == "networks" and asset.watched_by else "other"
                yield turn("asset_gone", "assets", side, what=what, assets=(asset.name,))


def _together(turns: Iterator[Turn]) -> Iterator[Turn]:
    """Turns that differ in their asset only, as one turn of several assets."""
    alike: dict[str, list[Turn]] = {}
    for found in turns:
        rest = {name: fact for name, fact in found.facts.items() if name != "assets"}
        alike.setdefault(repr((found.kind, found.side, rest)), []).append(found)
    for same in alike.values():
        assets = tuple(asset for found in same for asset in found.facts["assets"])
        yield replace(same[0], facts={**same[0].facts, "assets": assets})


def _host(old: Host, new: Host, watched: frozenset[str]) -> Iterator[Turn]:
    assets = (new.name,)
    if old.kind != new.kind:
        yield turn("host_kind", "assets", assets=assets, what_before=old.kind, what_after=new.kind)
    if old.group != new.group:
        yield turn("host_group", "assets", assets=assets, group_before=old.group, group_after=new.group)
    if old.network != new.network:
        yield turn("host_network", "assets", assets=assets, net_before=old.network, net_after=new.network)
    if old.criticality != new.criticality:
        lowered = _CRITICALITY.index(new.criticality) < _CRITICALITY.index(old.criticality)
        facts: dict[str, Any] = {"assets": assets, "weight_before": old.criticality, "weight_after": new.criticality}
        yield turn("host_criticality", "assets", "less" if lowered else "more", **facts)
    if old.never_contain != new.never_contain:
        kind = "never_contain" if new.never_contain else "may_contain"
        yield turn(kind, "response", "other" if new.never_contain else "may", assets=assets)
    if old.roams != new.roams:
        yield turn(
            "host_roams" if new.roams else "host_stays", "assets", "less" if new.roams else "more", assets=assets
        )
    if old.user != new.user:
        gone = new.user is None and new.name in watched
        facts = {"assets": assets, "user_before": old.user, "user_after": new.user}
        yield turn("host_user", "assets", "less" if gone else "other", **facts)
    if old.shared_as != new.shared_as:
        yield turn("host_shared", "assets", assets=assets, shared=new.shared_as)


def _network(old: Network, new: Network) -> Iterator[Turn]:
    names = (new.name,)
    if old.cidr != new.cidr:
        side: Side = "other" if _holds(new.cidr, old.cidr) else "less"
        yield turn("net_range", "assets", side, assets=names, cidr_before=old.cidr, cidr_after=new.cidr)
    if old.zone != new.zone:
        yield turn("net_zone", "assets", assets=names, zone_kind_before=old.zone, zone_kind_after=new.zone)
    if old.watched_by != new.watched_by:
        facts = {"assets": names, "sensor_before": old.watched_by, "sensor_after": new.watched_by}
        kind = "net_sensor" if old.watched_by and new.watched_by else "net_watched" if new.watched_by else "net_dark"
        sides: dict[str, Side] = {"net_sensor": "other", "net_watched": "more", "net_dark": "less"}
        yield turn(kind, "assets", sides[kind], **facts)
    if old.payload_readable != new.payload_readable:
        kind = "net_open" if new.payload_readable else "net_closed"
        # To look inside is more than was agreed, and not to is less than was watched.
        yield turn(kind, "assets", "may" if new.payload_readable else "less", assets=names)


def _holds(whole: str, part: str) -> bool:
    try:
        one, other = ipaddress.ip_network(whole, strict=False), ipaddress.ip_network(part, strict=False)
    except ValueError:
        return False
    return one.version == other.version and other.subnet_of(one)  # type: ignore[arg-type]


def _other(old: Any, new: Any) -> Iterator[Turn]:
    """A directory, an account or an application: where it is, what it is called, which regions are in use."""
    names = (new.name,)
    regions = [tuple(getattr(one, "regions", ())) for one in (old, new)]
    fewer = tuple(region for region in regions[0] if region not in regions[1])
    more = tuple(region for region in regions[1] if region not in regions[0])
    if fewer:
        yield turn("regions_gone", "assets", "less", assets=names, regions=fewer)
    if more:
        yield turn("regions_new", "assets", "more", assets=names, regions=more)
    for field in ("kind", "host", "domain", "account", "path"):
        was, becomes = getattr(old, field, None), getattr(new, field, None)
        if was != becomes:
            # Another account or domain is another thing to watch; the old one is watched no longer.
            side: Side = "less" if field in ("domain", "account") else "other"
            facts = {"assets": names, "text_before": was, "text_after": becomes}
            yield turn(f"asset_{field}", "assets", side, **facts)
