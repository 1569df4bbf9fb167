"""Who the customer is, what was agreed, and from when we may act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nachtwacht.model.content import Words
from nachtwacht.plan.rights import rights
from nachtwacht.report.explanation.things import OURS, noun, things
from nachtwacht.report.explanation.told import Told, plain, quoted
from nachtwacht.report.section import Section
from nachtwacht.report.words.explanation import SECTORS

_HEADING = Words(en="What we have agreed", nl="Wat we hebben afgesproken")
_OPENING = Words(
    en="This says in plain words what we agreed with {name}, under contract {contract}. It is how things stand on "
    "{day}.",
    nl="Hier staat in gewone woorden wat we met {name} hebben afgesproken, onder contract {contract}. Zo is het op "
    "{day}.",
)
_SECTOR = Words(en="You work in {sector}.", nl="U werkt in {sector}.")
_LINE = Words(en="Your line of business is {sector}.", nl="Uw bedrijfstak is {sector}.")
_INVENTORY = Words(en="The agreement covers {counts}.", nl="De afspraak gaat over {counts}.")
_CROWN = Words(en="What you cannot do without: {machines}.", nl="Hier kunt u niet zonder: {machines}.")
_IMPORTANT = Words(en="What work suffers without: {machines}.", nl="Zonder dit wordt werken lastig: {machines}.")
_WATCH = Words(en="We keep watch day and night.", nl="We houden dag en nacht de wacht.")
_NOT_YET = Words(
    en="Before {day} we only watch and report what we see.",
    nl="Vóór {day} kijken we alleen mee, en melden we wat we zien.",
)
_FROM_THEN = Words(
    en="From that day on we may also act, within the limits that you will read below.",
    nl="Vanaf die dag mogen we ook ingrijpen, binnen de grenzen die u hieronder leest.",
)
_SINCE = Words(
    en="Since {day} we may also act, within the limits that you will read below.",
    nl="Sinds {day} mogen we ook ingrijpen, binnen de grenzen die u hieronder leest.",
)
_FROM_THE_START = Words(
    en="We may also act, within the limits that you will read below.",
    nl="We mogen ook ingrijpen, binnen de grenzen die u hieronder leest.",
)
_NEVER = Words(
    en="We do not act on our own: we watch, and tell you what we see.",
    nl="Zelf ingrijpen doen we niet: we kijken mee, en vertellen u wat we zien.",
)


def agreement(told: Told) -> Section:
    """The opening of the talk."""
    customer = told.scope.customer
    opening = told.say(
        _OPENING,
        name=plain(customer.name),
        contract=plain(customer.contract),
        day=told.day(told.today.isoformat()),
    )
    return Section(
        heading=told.say(_HEADING),
        paragraphs=(opening, " ".join(_customer(told)), " ".join(_when(told))),
    )


def _customer(told: Told) -> Iterator[str]:
    sector = told.scope.customer.sector
    known = SECTORS.get(sector.strip().lower())
    if known:
        yield told.say(_SECTOR, sector=told.say(known))
    elif sector.strip():
        yield told.say(_LINE, sector=quoted(sector.replace("_", " ")))
    if counts := _counts(told):
        yield told.say(_INVENTORY, counts=told.listed(counts))
    hosts = told.scope.assets.hosts
    for sentence, criticality in ((_CROWN, "crown_jewel"), (_IMPORTANT, "important")):
        if names := [host.name for host in hosts if host.criticality == criticality]:
            yield told.say(sentence, machines=things(told, names))


def _counts(told: Told) -> list[str]:
    """How many of each kind the customer has; what is ours is spoken of elsewhere."""
    kinds = Counter(kind for kind in told.sight.kinds.values() if kind not in OURS)
    return [told.count(number, noun(kind)) for kind, number in kinds.items()]


def _when(told: Told) -> Iterator[str]:
    if any(cell.state != "impossible" for cell in told.cells):
        yield told.say(_WATCH)
    start, some = told.scope.service.observe_until, bool(rights(told.scope))
    day = told.day(start) if start else ""
    if not some:
        yield told.say(_NEVER)
    elif start and told.today.isoformat() < start:
        yield f"{told.say(_NOT_YET, day=day)} {told.say(_FROM_THEN)}"
    else:
        yield told.say(_SINCE if start else _FROM_THE_START, day=day)
