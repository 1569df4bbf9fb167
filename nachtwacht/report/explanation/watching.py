"""What we watch for, where, and how severe we think it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nachtwacht.model.content import PackSpec, Parameter, Words
from nachtwacht.model.scope import UseCase
from nachtwacht.report.explanation.things import things
from nachtwacht.report.explanation.told import Told, plain, quoted, sentence, spaced, within
from nachtwacht.report.section import Section

HEADING = Words(en="What we watch for", nl="Waar we op letten")
_INTRO = Words(
    en="These are the attacks that we watch for, with where we do that, and how severe we think they are.",
    nl="Dit zijn de aanvallen waar we op letten. Bij elke aanval staat waar we dat doen, en hoe ernstig we het vinden.",
)
_NOTHING = Words(en="We do not watch for anything yet.", nl="We letten nog nergens op.")
_WHERE = Words(en="Where: {machines}.", nl="Waar: {machines}.")
_NOT_NOW = Words(en="Not reported for a while on: {machines}.", nl="Tijdelijk niet gemeld bij: {machines}.")
_SEVERITY = Words(en="Severity: {severity}.", nl="Ernst: {severity}.")
_SETTING = Words(en="Agreed with you: {what}: {value}.", nl="Met u afgesproken: {what}: {value}.")
_YES = Words(en="yes", nl="ja")
_NO = Words(en="no", nl="nee")
_LONG = re.compile(r"[1-9][0-9]*[smhd]\Z")
_WE = {"nl": (re.compile(r"Ziet "), "We zien "), "en": (re.compile(r"Notices "), "We notice ")}


def watching(told: Told) -> Section:
    """Each use case in the words of its pack."""
    items = tuple(" ".join(_parts(told, case)) for case in told.scope.use_cases)
    paragraph = told.say(_INTRO if items else _NOTHING)
    return Section(heading=told.say(HEADING), paragraphs=(paragraph,), items=items)


def _parts(told: Told, case: UseCase) -> Iterator[str]:
    pack = told.pack(case.use)
    yield f"{told.title(case.use)}."
    yield _purpose(told, pack)
    mine = set(told.scope.expand(case.on))
    states: dict[str, list[str]] = {}
    for cell in told.cells:
        if cell.use_case == case.use and cell.asset in mine:
            states.setdefault(cell.state, []).append(cell.asset)
    if "unproven" in states:
        yield told.say(_WHERE, machines=things(told, states["unproven"]))
    if "excluded" in states:
        yield told.say(_NOT_NOW, machines=things(told, states["excluded"]))
    yield told.say(_SEVERITY, severity=told.severity(case.severity or pack.severity))
    for key, value in case.settings.items():
        if parameter := pack.parameters.get(key):
            what = within(parameter.purpose.of(told.language))
            yield told.say(_SETTING, what=what, value=_value(told, value, parameter))


def _purpose(told: Told, pack: PackSpec) -> str:
    """A purpose says what the pack does ("Notices that …"); to the customer, we are the ones who do it."""
    purpose = pack.purpose.of(told.language)
    opening, ours = _WE[told.language]
    said = opening.sub(ours, purpose, count=1) if opening.match(purpose) else sentence(purpose)
    return said if said.endswith(".") else f"{said}."


def _value(told: Told, value: Any, parameter: Parameter) -> str:
    if isinstance(value, bool):
        return told.say(_YES if value else _NO)
    if isinstance(value, int | float):
        return f"{told.digits(value)} {spaced(parameter.unit)}".strip()
    if isinstance(value, tuple | list):
        return told.listed(quoted(str(one)) for one in value)
    return told.duration(value) if _LONG.match(value) else plain(quoted(value))
