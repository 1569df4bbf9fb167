"""Who is called, in which order, and how long we try each."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.model.content import Words
from nachtwacht.model.scope import PARTS, Contact
from nachtwacht.report.explanation.told import Told, plain, spaced
from nachtwacht.report.section import Section
from nachtwacht.report.words.explanation import ORDINALS, ROLES

_HEADING = Words(en="Whom we call", nl="Wie we bellen")
_INTRO = Words(
    en="We call in this order, until somebody answers.", nl="We bellen in deze volgorde, tot er iemand opneemt."
)
_NOBODY = Words(en="No one was agreed on yet.", nl="Er is nog niemand afgesproken.")
_PARTS = Words(
    en="Within office hours that is {inside}; outside them {outside}.",
    nl="Binnen kantooruren is dat {inside}; daarbuiten {outside}.",
)
_NO_ONE = Words(en="nobody", nl="niemand")
_SILENT = {
    "office_hours": Words(
        en="What happens within office hours, you therefore hear only after them.",
        nl="Wat er binnen kantooruren gebeurt, hoort u dus pas daarna.",
    ),
    "outside_office_hours": Words(
        en="What happens outside office hours, you therefore hear only when the office opens.",
        nl="Wat er buiten kantooruren gebeurt, hoort u dus pas als het kantoor opengaat.",
    ),
}
_STORY = Words(
    en="They also get it in writing, by e-mail: what happened, how we know, what we did, and what you can do.",
    nl="Zij krijgen het ook op schrift, per e-mail: wat er gebeurde, hoe we dat weten, wat we hebben gedaan en wat u "
    "kunt doen.",
)
_PERSON = Words(
    en="{nth}: {name} ({role}), {reach}, on {phone} or by e-mail at {email}.",
    nl="{nth}: {name} ({role}), {reach}, op {phone} of per e-mail op {email}.",
)
_REACH = {
    "always": Words(en="at every hour", nl="op elk uur"),
    "office_hours": Words(en="only within office hours", nl="alleen binnen kantooruren"),
    "outside_office_hours": Words(en="only outside office hours", nl="alleen buiten kantooruren"),
}
_NEXT = Words(
    en="If there is no answer within {wait}, we call the next one.",
    nl="Is er binnen {wait} geen antwoord, dan bellen we de volgende.",
)
_LAST = Words(en="There we try for {wait}.", nl="Daar blijven we het {wait} proberen.")


def calling(told: Told) -> Section:
    """The contacts in their order."""
    contacts = told.scope.contacts
    if not contacts:
        return Section(heading=told.say(_HEADING), paragraphs=(told.say(_NOBODY),))
    items = tuple(_contact(told, index, contact) for index, contact in enumerate(contacts))
    return Section(heading=told.say(_HEADING), paragraphs=(" ".join(_said(told)),), items=items)


def _said(told: Told) -> Iterator[str]:
    yield told.say(_INTRO)
    inside, outside = (
        [one for one in told.scope.contacts if one.reach in ("always", part)] for part in PARTS["always"]
    )
    if inside != outside:
        yield told.say(_PARTS, inside=_names(told, inside), outside=_names(told, outside))
    for part, reached in zip(PARTS["always"], (inside, outside), strict=True):
        if not reached:
            yield told.say(_SILENT[part])
    if _written_to(told):
        yield told.say(_STORY)


def _names(told: Told, contacts: list[Contact]) -> str:
    return told.listed(plain(one.name) for one in contacts) if contacts else told.say(_NO_ONE)


def _written_to(told: Told) -> bool:
    """Whether the runbook of everything that we watch for tells the customer."""
    used = {told.pack(case.use).runbook for case in told.scope.use_cases}
    books = [told.catalog.runbooks[name] for name in used if name in told.catalog.runbooks]
    return bool(books) and all(
        any(step.to == "customer" and step.kind == "tell" for step in book.steps) for book in books
    )


def _contact(told: Told, index: int, contact: Contact) -> str:
    last = index == len(told.scope.contacts) - 1
    role = ROLES.get(contact.role.strip().lower())
    person = told.say(
        _PERSON,
        nth=_nth(told, index),
        name=plain(contact.name),
        role=told.say(role) if role else spaced(contact.role),
        reach=told.say(_REACH[contact.reach]),
        phone=plain(contact.phone),
        email=plain(contact.email),
    )
    wait = told.minutes(contact.wait_minutes)
    return f"{person} {told.say(_LAST if last else _NEXT, wait=wait)}"


def _nth(told: Told, index: int) -> str:
    words = told.say(ORDINALS).split("|")
    return words[index] if index < len(words) else f"{index + 1}"
