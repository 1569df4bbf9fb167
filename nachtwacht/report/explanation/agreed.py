"""What was agreed for a while: what we do not report, planned work, and what we both know is not right yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from nachtwacht.model.content import Words
from nachtwacht.model.scope import AcceptedWarning, ChangeWindow, Exclusion
from nachtwacht.report.explanation.things import things
from nachtwacht.report.explanation.told import Told, quoted, spaced
from nachtwacht.report.section import Section
from nachtwacht.report.words.warnings import ACTIONS, OTHER, WARNINGS

LEFT_OUT = Words(en="What we do not report for a while", nl="Wat we tijdelijk niet melden")
_LEFT_OUT_INTRO = Words(
    en="When its last day has passed, we report it again by ourselves.",
    nl="Is de laatste dag voorbij, dan melden we het vanzelf weer.",
)
_LEFT_OUT = Words(
    en="{title}, on {things}: {days}. Reason: {reason}. {owner} answers for it, and {approved} approved it.",
    nl="{title}, bij {things}: {days}. Reden: {reason}. {owner} staat ervoor in, en {approved} heeft het goedgekeurd.",
)
_OWN_APPROVAL = Words(
    en="{title}, on {things}: {days}. Reason: {reason}. {owner} answers for it, and approved it as well.",
    nl="{title}, bij {things}: {days}. Reden: {reason}. {owner} staat ervoor in, en heeft het ook goedgekeurd.",
)
_DAYS = Words(en="from {start} up to and including {until}", nl="van {start} tot en met {until}")
_ONE_DAY = Words(en="on {start}", nl="op {start}")
_NOW = Words(en="This holds now.", nl="Dit geldt nu.")
_COMING = Words(en="This is still to come.", nl="Dit komt nog.")
_OVER = Words(en="This is over: we report it again.", nl="Dit is voorbij: we melden het weer.")

_PLANNED = Words(en="Planned work", nl="Gepland werk")
_PLANNED_INTRO = Words(
    en="What we see during this work, we report with a note that it was going on. We hide nothing.",
    nl="Wat we tijdens dit werk zien, melden we met de aantekening dat het bezig was. We verbergen niets.",
)
_WORK = Words(
    en="{moments}, on {things}: {reason}. {owner} answers for it.",
    nl="{moments}, bij {things}: {reason}. {owner} staat ervoor in.",
)
_LOWER = Words(
    en="What we see there meanwhile gets severity {severity} at most.",
    nl="Wat we daar dan zien, krijgt hoogstens ernst {severity}.",
)
_MOMENTS = Words(en="From {start} to {until}", nl="Van {start} tot {until}")
_MOMENT = Words(en="{day}, {time}", nl="{day}, {time} uur")
_SAME_DAY = Words(en="On {day}, from {start} to {until}", nl="Op {day}, van {start} tot {until} uur")
_WHOLE_DAYS = Words(en="From {start} up to and including {until}", nl="Van {start} tot en met {until}")

_KNOWN = Words(en="What is not right yet, and we both know", nl="Wat nog niet klopt, en waar we allebei van weten")
_ACCEPTED = Words(
    en="{what} Reason: {reason}. {person} accepted this until {until} at the latest.",
    nl="{what} Reden: {reason}. {person} heeft dit aanvaard, uiterlijk tot en met {until}.",
)
_EXPIRED = Words(en="That day has passed, so it has to be agreed anew.", nl="Die dag is voorbij, dus dit moet opnieuw.")


def left_out(told: Told) -> Section | None:
    """Exclusions, with reason, owner and end."""
    items = tuple(_exclusion(told, one) for one in told.scope.exclusions)
    if not items:
        return None
    return Section(heading=told.say(LEFT_OUT), paragraphs=(told.say(_LEFT_OUT_INTRO),), items=items)


def planned(told: Told) -> Section | None:
    """Change windows that have not ended."""
    items = tuple(_window(told, one) for one in told.scope.change_windows if not _past(told, one))
    if not items:
        return None
    return Section(heading=told.say(_PLANNED), paragraphs=(told.say(_PLANNED_INTRO),), items=items)


def known(told: Told) -> Section | None:
    """Warnings that somebody accepted."""
    items = tuple(_accepted(told, one) for one in told.scope.accepted_warnings)
    return Section(heading=told.say(_KNOWN), items=items) if items else None


def _exclusion(told: Told, exclusion: Exclusion) -> str:
    owner, approved = told.person(exclusion.owner), told.person(exclusion.approved_by)
    today = told.today.isoformat()
    status = _COMING if today < exclusion.start else _OVER if today > exclusion.until else _NOW
    said = told.say(
        _OWN_APPROVAL if owner == approved else _LEFT_OUT,
        title=told.title(exclusion.use_case),
        things=things(told, told.scope.expand(exclusion.on)),
        days=_days(told, exclusion.start, exclusion.until),
        reason=quoted(exclusion.reason),
        owner=owner,
        approved=approved,
    )
    return f"{said} {told.say(status)}"


def _days(told: Told, start: str, until: str) -> str:
    words = _ONE_DAY if start == until else _DAYS
    return told.say(words, start=told.day(start), until=told.day(until))


def _window(told: Told, window: ChangeWindow) -> str:
    said = told.say(
        _WORK,
        moments=_moments(told, window),
        things=things(told, told.scope.expand(window.on)),
        reason=quoted(window.reason),
        owner=told.person(window.owner),
    )
    return f"{said} {told.say(_LOWER, severity=told.severity(window.lower_to))}" if window.lower_to else said


def _moments(told: Told, window: ChangeWindow) -> str:
    """Begin and end; a day without a time is meant as a whole."""
    if window.start[:10] == window.until[:10] and window.start[11:] and window.until[11:]:
        day, start, until = told.day(window.start[:10]), window.start[11:16], window.until[11:16]
        return told.say(_SAME_DAY, day=day, start=start, until=until)
    start, until = (_moment(told, text) for text in (window.start, window.until))
    whole = len(window.until) == len("2026-11-30")
    return told.say(_WHOLE_DAYS if whole else _MOMENTS, start=start, until=until)


def _moment(told: Told, text: str) -> str:
    day, time = text[:10], text[11:16]
    return told.say(_MOMENT, day=told.day(day), time=time) if time else told.day(day)


def _past(told: Told, window: ChangeWindow) -> bool:
    try:
        return dt.date.fromisoformat(window.until[:10]) < told.today
    except ValueError:
        return False


def _accepted(told: Told, one: AcceptedWarning) -> str:
    what = told.say(WARNINGS.get(one.warning, OTHER))
    about = " ".join(_about(told, one))
    said = told.say(
        _ACCEPTED,
        what=f"{what}: {about}." if about else f"{what}.",
        reason=quoted(one.reason),
        person=told.person(one.accepted_by),
        until=told.day(one.until),
    )
    return f"{said} {told.say(_EXPIRED)}" if one.until < told.today.isoformat() else said


def _about(told: Told, one: AcceptedWarning) -> Iterator[str]:
    """What a warning is about: assets and groups, and whatever else it names."""
    assets = told.scope.expand(one.on)
    groups = {host.group for host in told.scope.assets.hosts}
    others = [name for name in one.on if name not in assets and name not in groups]
    parts = [things(told, assets)] if assets else []
    parts += [_other(told, name) for name in others]
    if parts:
        yield told.listed(parts)


def _other(told: Told, name: str) -> str:
    if name in told.catalog.packs:
        return f"“{told.title(name)}”"
    return told.say(ACTIONS[name]) if name in ACTIONS else spaced(told.person(name))
