"""What we look with: what of ours runs where, and what each of it does."""

from __future__ import annotations

from nachtwacht.model.content import Words
from nachtwacht.plan.placements import placements
from nachtwacht.report.explanation.things import OURS, things
from nachtwacht.report.explanation.told import Told, within
from nachtwacht.report.section import Section

_HEADING = Words(en="What we look with", nl="Waarmee we kijken")
_INTRO = Words(
    en="To see this, something of ours runs on these machines. Behind each is what it does.",
    nl="Om dat te kunnen zien, draait er iets van ons op deze machines. Erachter staat wat het doet.",
)
_NOTHING = Words(en="Nothing of ours runs at your company yet.", nl="Er draait bij u nog niets van ons.")
_OURS = Words(en="These are ours: {machines}.", nl="Van ons zijn: {machines}.")
_SHARED = Words(
    en="Not for you alone: {machines}. Other customers of ours use it as well.",
    nl="Niet alleen voor u: {machines}. Ook andere klanten van ons maken daar gebruik van.",
)
_ITEM = Words(en="On {machines}: {purpose}.", nl="Op {machines}: {purpose}.")
_READABLE = Words(
    en="Here we can also see inside the traffic, and not only who speaks to whom: {networks}.",
    nl="Hier kunnen we ook in het verkeer kijken, en niet alleen zien wie met wie praat: {networks}.",
)


def placed(told: Told) -> Section:
    """Each module with its machines, in the words of the catalogue."""
    hosts = told.scope.assets.hosts
    where: dict[str, list[str]] = {}
    for placement in placements(told.scope, told.catalog):
        where.setdefault(placement.module, []).append(placement.host)
    said = [told.say(_INTRO if where else _NOTHING)]
    if ours := [host.name for host in hosts if host.kind in OURS]:
        said.append(told.say(_OURS, machines=things(told, ours)))
    if shared := [host.name for host in hosts if host.shared_as]:
        said.append(told.say(_SHARED, machines=things(told, shared)))
    if readable := [net.name for net in told.scope.assets.networks if net.watched_by and net.payload_readable]:
        said.append(told.say(_READABLE, networks=things(told, readable)))
    items = tuple(
        told.say(
            _ITEM, machines=things(told, names), purpose=within(told.catalog.modules[module].purpose.of(told.language))
        )
        for module, names in where.items()
    )
    return Section(heading=told.say(_HEADING), paragraphs=(" ".join(said),), items=items)
