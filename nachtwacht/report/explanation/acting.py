"""What we may do on our own, under which conditions, and what we never do."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.model.content import Words
from nachtwacht.model.scope import Permission
from nachtwacht.plan.rights import rights
from nachtwacht.report.explanation.things import things
from nachtwacht.report.explanation.told import Told, sentence, spaced
from nachtwacht.report.section import Section

MAY = Words(en="What we may do on our own", nl="Wat we zelf mogen doen")
_NEVER = Words(en="What we never do", nl="Wat we nooit doen")
_INTRO = Words(
    en="When something is wrong, we may do this, and nothing else.",
    nl="Als er iets mis is, mogen we dit doen, en verder niets.",
)
_FROM = Words(en="All of it only from {day} on.", nl="Dit alles pas vanaf {day}.")
_NOTHING = Words(
    en="Nothing. We watch and tell you what we see; what is to be done about it, you decide.",
    nl="Niets. We kijken mee en vertellen u wat we zien; wat eraan moet gebeuren, beslist u.",
)

_ACTIONS: dict[str, tuple[Words, Words]] = {
    "isolate_endpoint": (
        Words(en="disconnect {things} from the network", nl="{things} loskoppelen van het netwerk"),
        Words(
            en="What is disconnected can reach nothing any more, except us.",
            nl="Wat is losgekoppeld, kan nergens meer bij, behalve bij ons.",
        ),
    ),
    "block_destination": (
        Words(
            en="stop all traffic to one address outside, on {things}",
            nl="al het verkeer naar één adres buiten tegenhouden, op {things}",
        ),
        Words(
            en="That address can then no longer be reached that way.",
            nl="Dat adres is dan langs die weg niet meer te bereiken.",
        ),
    ),
    "disable_user": (
        Words(en="block a user in {things}", nl="een gebruiker blokkeren in {things}"),
        Words(en="That user can then no longer log in.", nl="Die gebruiker kan dan niet meer inloggen."),
    ),
}
"""What is done, and what that means."""
_OTHER = Words(en="“{action}” on {things}", nl="“{action}” bij {things}")

_WHEN = {
    "always": Words(en="At every hour", nl="Op elk uur"),
    "office_hours": Words(en="Only within office hours", nl="Alleen binnen kantooruren"),
    "outside_office_hours": Words(
        en="Only outside office hours and on holidays", nl="Alleen buiten kantooruren en op feestdagen"
    ),
}
_FLOOR = Words(en="{when}, for severity {severities}.", nl="{when}, bij ernst {severities}.")
_APPROVAL = {
    "none": Words(en="We do not ask you first.", nl="We vragen het u niet eerst."),
    "analyst": Words(
        en="Only after an analyst of ours has said yes.", nl="Alleen nadat een analist van ons ja heeft gezegd."
    ),
    "customer": Words(en="Only after you have said yes.", nl="Alleen nadat u ja hebt gezegd."),
}
_SILENCE = {
    "deny": Words(
        en="If there is no answer within {wait}, we do not do it.",
        nl="Komt er binnen {wait} geen antwoord, dan doen we het niet.",
    ),
    "allow": Words(
        en="If there is no answer within {wait}, we do it all the same.",
        nl="Komt er binnen {wait} geen antwoord, dan doen we het toch.",
    ),
}
_NO_LIMIT = Words(
    en="As long as there is no answer, we do not do it.", nl="Zolang er geen antwoord is, doen we het niet."
)
_AT_MOST = {
    "hour": Words(en="At most {times} an hour, all taken together.", nl="Hoogstens {times} per uur, alles bij elkaar."),
    "day": Words(en="At most {times} a day, all taken together.", nl="Hoogstens {times} per dag, alles bij elkaar."),
}
_TIMES = Words(en="times|times", nl="keer|keer")
_ONCE = {1: "once", 2: "twice"}
"""English has words of its own for these."""
_NO_CEILING = Words(en="No maximum was agreed for this.", nl="Een maximum is hiervoor niet afgesproken.")
_UNDONE = Words(
    en="It stays that way for {duration}; then we undo it ourselves.",
    nl="Dat blijft {duration} zo; daarna draaien we het zelf terug.",
)

_UNTOUCHABLE = Words(
    en="Whatever happens, and whatever else is written here: we never act on {things}.",
    nl="Wat er ook gebeurt, en wat hier verder ook staat: bij {things} grijpen we nooit in.",
)
_OWN = Words(
    en="Addresses in your own networks we never block.", nl="Adressen van uw eigen netwerken houden we nooit tegen."
)
_REST = Words(
    en="What is not listed as permitted, we do not do on our own.",
    nl="Wat hier niet als toegestaan staat, doen we niet uit onszelf.",
)


def may(told: Told) -> Section:
    """Every permission that reaches something, with all its conditions."""
    items = tuple(_item(told, *one) for one in reaching(told))
    if not items:
        return Section(heading=told.say(MAY), paragraphs=(told.say(_NOTHING),))
    start, intro = told.scope.service.observe_until, told.say(_INTRO)
    if start and told.today.isoformat() < start:
        intro = f"{intro} {told.say(_FROM, day=told.day(start))}"
    return Section(heading=told.say(MAY), paragraphs=(intro,), items=items)


def never(told: Told) -> Section:
    """What beats every permission, and that there are no others."""
    scope = told.scope
    items = []
    if names := [host.name for host in scope.assets.hosts if host.never_contain]:
        items.append(told.say(_UNTOUCHABLE, things=things(told, names)))
    if scope.assets.networks and any(right.action == "block_destination" for right in rights(scope)):
        items.append(told.say(_OWN))
    return Section(heading=told.say(_NEVER), items=(*items, told.say(_REST)))


def reaching(told: Told) -> Iterator[tuple[Permission, list[str]]]:
    """Permissions with the assets that they really reach; one that reaches none is none."""
    real = {(right.action, right.asset) for right in rights(told.scope)}
    for permission in told.scope.response:
        names = [name for name in told.scope.expand(permission.on) if (permission.allow, name) in real]
        if names and permission.undo_after:
            yield permission, names


def _item(told: Told, permission: Permission, names: list[str]) -> str:
    return " ".join(_conditions(told, permission, names))


def _conditions(told: Told, permission: Permission, names: list[str]) -> Iterator[str]:
    what, means = _ACTIONS.get(permission.allow, (_OTHER, None))
    yield sentence(told.say(what, things=things(told, names), action=spaced(permission.allow))) + "."
    if means:
        yield told.say(means)
    when = told.say(_WHEN[permission.when])
    yield told.say(_FLOOR, when=when, severities=told.severities(permission.from_severity))
    yield told.say(_APPROVAL[permission.approval])
    if permission.approval != "none":
        yield _silence(told, permission)
    yield _ceiling(told, permission)
    yield told.say(_UNDONE, duration=told.duration(permission.undo_after or ""))


def _silence(told: Told, permission: Permission) -> str:
    if permission.wait_minutes is None:
        return told.say(_NO_LIMIT)
    return told.say(_SILENCE[permission.if_no_answer], wait=told.minutes(permission.wait_minutes))


def _ceiling(told: Told, permission: Permission) -> str:
    if permission.at_most is None:
        return told.say(_NO_CEILING)
    number, _, span = permission.at_most.split(" ")
    return told.say(_AT_MOST[span], times=_times(told, int(number)))


def _times(told: Told, number: int) -> str:
    own = _ONCE.get(number) if told.language == "en" else None
    return own or told.count(number, _TIMES)
