"""What we do not see, and why: said before somebody asks."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from nachtwacht.model.content import Need, PackSpec, Words
from nachtwacht.report.explanation.things import OURS, noun, things
from nachtwacht.report.explanation.told import Told
from nachtwacht.report.section import Section
from nachtwacht.scope.sources import sources

_HEADING = Words(en="What we do not see, and why", nl="Wat we niet zien, en waarom")
_CLOSING = Words(
    en="What is not in this agreement, we do not watch.",
    nl="Wat niet in deze afspraak staat, bewaken we niet.",
)
_PAYLOAD = Words(
    en="On {networks} we see who talks to whom and how much, not what is said.",
    nl="Op {networks} zien we wie met wie praat en hoeveel, niet wat er wordt gezegd.",
)
_NO_SENSOR = Words(
    en="No sensor of ours looks at {networks}. What passes there, we do not see.",
    nl="Op {networks} kijkt geen sensor van ons mee. Wat daar langskomt, zien we niet.",
)
_NO_NETWORK = Words(
    en="You have no network of your own that we could listen to. We see only what the machines themselves tell us.",
    nl="U hebt geen eigen netwerk waarop we kunnen meeluisteren. We zien alleen wat de machines zelf vertellen.",
)
_ROAMS = Words(
    en="Mostly used at home or on the road: {machines}. No sensor of ours looks at the traffic there.",
    nl="Vooral thuis of onderweg in gebruik: {machines}. Daar kijkt geen sensor van ons met het verkeer mee.",
)
_UNWATCHED = Words(en="We watch for nothing here: {things}.", nl="Hier letten we nergens op: {things}.")
_HELPERS = Words(
    en="Attacks on these themselves we do not watch for: {things}.",
    nl="Op aanvallen op deze machines zelf letten we niet: {things}.",
)
_CELL = Words(en="“{title}” does not work on {things}: {because}.", nl="“{title}” werkt niet bij {things}: {because}.")

_NOT_FOR = Words(en="it is made for {kinds}", nl="dat is gemaakt voor {kinds}")
_AWAY = Words(en="no sensor of ours sees it there", nl="daar ziet geen sensor van ons het verkeer")
_NEEDS_SENSOR = Words(
    en="it takes a sensor on the network, and there is none",
    nl="daar is een sensor op het netwerk voor nodig, en die is er niet",
)
_NEEDS_MAIL = Words(
    en="it takes a mail server that we can read along with, and there is none",
    nl="daar is een mailserver voor nodig waarop we kunnen meelezen, en die is er niet",
)
_NEEDS_AGENT = Words(
    en="what it needs, only {kinds} can tell us",
    nl="wat daarvoor nodig is, kunnen alleen {kinds} ons vertellen",
)
_NO_SOURCE = Words(
    en="nothing that we have can tell us what it needs",
    nl="we hebben nog niets dat ons kan vertellen wat daarvoor nodig is",
)
_UNREADABLE = Words(
    en="it would have to look inside the traffic of {networks}, which cannot be read",
    nl="daarvoor zouden we in het verkeer op {networks} moeten kijken, en dat is niet te lezen",
)
_HELPING = ("gateway", "mail")
"""Kinds of host that are often only in the list because we look along with them."""


def unseen(told: Told) -> Section:
    """A sentence for each thing of the scope that is not seen, or not wholly."""
    items = (*_networks(told), *_roaming(told), *_impossible(told), *_unwatched(told))
    return Section(heading=told.say(_HEADING), items=(*items, told.say(_CLOSING)))


def _networks(told: Told) -> Iterator[str]:
    networks = told.scope.assets.networks
    closed = [net.name for net in networks if net.watched_by and not net.payload_readable]
    if closed:
        yield told.say(_PAYLOAD, networks=things(told, closed))
    if dark := [net.name for net in networks if net.watched_by is None]:
        yield told.say(_NO_SENSOR, networks=things(told, dark))
    if not networks:
        yield told.say(_NO_NETWORK)


def _roaming(told: Told) -> Iterator[str]:
    if names := [host.name for host in told.scope.assets.hosts if host.roams]:
        yield told.say(_ROAMS, machines=things(told, names))


def _impossible(told: Told) -> Iterator[str]:
    """What was asked for and cannot work, the same reason said once."""
    together: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for cell in told.cells:
        if cell.state == "impossible":
            reasons = tuple(dict.fromkeys(_reasons(told, told.pack(cell.use_case), cell.asset)))
            together.setdefault((cell.use_case, reasons), []).append(cell.asset)
    for (use_case, reasons), assets in together.items():
        because = told.listed(reasons)
        yield told.say(_CELL, title=told.title(use_case), things=things(told, assets), because=because)


def _reasons(told: Told, pack: PackSpec, asset: str) -> Iterator[str]:
    kind = told.sight.kinds.get(asset, "network")
    if kind not in pack.serves:
        yield told.say(_NOT_FOR, kinds=_several(told, pack.serves))
        return
    for need in pack.needs:
        found = sources(told.sight, msgspec.structs.replace(pack, needs=(need,)), asset)
        if found.unreadable:
            yield told.say(_UNREADABLE, networks=things(told, found.unreadable))
        elif found.lacks:
            yield _lack(told, need, asset)


def _lack(told: Told, need: Need, asset: str) -> str:
    """Why nothing supplies what is needed, from what the modules of the catalogue serve."""
    modules = [one for one in told.catalog.modules.values() if set(one.supplies) & set(need.any_of)]
    kinds = [kind for module in modules for kind in module.serves]
    host = told.sight.hosts.get(asset)
    if not kinds:
        return told.say(_NO_SOURCE)
    if need.of == "network":
        return told.say(_AWAY if host and host.roams else _NEEDS_SENSOR)
    if need.of == "mail":
        return told.say(_NEEDS_MAIL)
    return told.say(_NEEDS_AGENT, kinds=_several(told, kinds))


def _several(told: Told, kinds: tuple[str, ...] | list[str]) -> str:
    """``werkplekken en servers``."""
    words = (noun(kind).of(told.language).split("|")[1] for kind in kinds)
    return told.listed(dict.fromkeys(words))


def _unwatched(told: Told) -> Iterator[str]:
    """What no use case is on; that something is asked for and cannot work there is said before."""
    asked = {cell.asset for cell in told.cells}
    unwatched = [
        name for name, kind in told.sight.kinds.items() if name not in asked and kind not in (*OURS, "network")
    ]
    helping = [name for name in unwatched if told.sight.kinds[name] in _HELPING]
    if rest := [name for name in unwatched if name not in helping]:
        yield told.say(_UNWATCHED, things=things(told, rest))
    if helping:
        yield told.say(_HELPERS, things=things(told, helping))
