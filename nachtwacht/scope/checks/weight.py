"""How much weight is given to what is seen: severities, thresholds, and lists that say the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nachtwacht.document.mends import mend
from nachtwacht.document.place import Path
from nachtwacht.model.content import Parameter
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import SEVERITIES, at_least, is_duration, seconds
from nachtwacht.scope.subject import Subject

_SHAPE = {"pattern": r"^[1-9][0-9]*[smhd]$"}
FAR = 20
"""How many times more or less than usual a threshold may be."""


def not_lowered(subject: Subject) -> Iterator[ScopeFinding]:
    """No use case is less severe than its pack says."""
    for index, case in enumerate(subject.scope.use_cases):
        pack = subject.catalog.packs.get(case.use)
        if pack and case.severity and not at_least(case.severity, pack.spec.severity):
            message = f"'{case.use}' is {pack.spec.severity} by its nature, here only {case.severity}"
            about = (case.use, *subject.expand(case.on))
            yield subject.say("NW343", ("use_cases", index, "severity"), message, pack.spec.severity, about=about)


def jewels_matter(subject: Subject) -> Iterator[ScopeFinding]:
    """What is seen on a crown jewel is not all low."""
    for index, host in enumerate(subject.scope.assets.hosts):
        watches = [watch for watch in subject.watches.get(host.name, ()) if watch.sources.possible]
        if host.criticality == "crown_jewel" and watches and all(watch.severity == "low" for watch in watches):
            message = f"'{host.name}' is a crown jewel, and all that is seen there counts as low"
            yield subject.say("NW344", ("assets", "hosts", index), message, about=(host.name,))


def somebody_wakes(subject: Subject) -> Iterator[ScopeFinding]:
    """Something that is watched is severe enough to wake somebody."""
    severities = [watch.severity for watches in subject.watches.values() for watch in watches]
    floor = subject.scope.service.wake_from
    if severities and not any(at_least(severity, floor) for severity in severities):
        highest = max(severities, key=SEVERITIES.index)
        message = f"nothing that is watched is more than {highest}, and people are woken from {floor}"
        yield subject.say("NW348", ("service", "wake_from"), message, highest)


def usual_thresholds(subject: Subject) -> Iterator[ScopeFinding]:
    """Thresholds are durations where they should be, and not far from what the pack says."""
    for index, case in enumerate(subject.scope.use_cases):
        pack = subject.catalog.packs.get(case.use)
        for key, value in case.settings.items() if pack else ():
            parameter = pack.spec.parameters.get(key) if pack else None
            if parameter is not None:
                about = (case.use, key)
                yield from _threshold(subject, ("use_cases", index, "with", key), value, parameter, about)


def _threshold(
    subject: Subject, path: Path, value: Any, parameter: Parameter, about: tuple[str, str]
) -> Iterator[ScopeFinding]:
    usual = parameter.default
    if isinstance(usual, str) and is_duration(usual) and isinstance(value, str):
        if not is_duration(value):
            message = f"'{value}' is no duration; write 90s, 15m, 4h or 7d"
            yield subject.say("NW208", path, message, mend(value, _SHAPE) or usual)
            return
        far = not 1 / FAR <= seconds(value) / seconds(usual) <= FAR
    elif isinstance(usual, bool) or isinstance(value, bool) or not isinstance(usual, int | float):
        return
    elif isinstance(value, int | float) and usual > 0:
        far = value > 0 and not 1 / FAR <= value / usual <= FAR  # Of 0 and less the check of settings tells.
    else:
        return
    if far:
        yield subject.say("NW349", path, f"{about[1]} is {value}, where {usual} is usual", str(usual), about=about)


def twice(subject: Subject) -> Iterator[ScopeFinding]:
    """No list names the same asset twice, by its own name or through a group."""
    for path, on in subject.lists():
        for index, name in enumerate(on):
            if name in on[:index]:
                yield subject.say("NW346", (*path, index), f"'{name}' stands twice", "remove it", about=(name,))
            elif group := _group_of(subject, name, on):
                message = f"'{name}' is in the group '{group}', which stands here as well"
                yield subject.say("NW346", (*path, index), message, "remove it", about=(name,))
    ties = subject.scope.business.countries
    for index, country in enumerate(ties):
        if country in ties[:index]:
            path = ("business", "countries", index)
            yield subject.say("NW346", path, f"'{country}' stands twice", "remove it", about=(country,))


def _group_of(subject: Subject, name: str, on: tuple[str, ...]) -> str:
    host = subject.hosts.get(name) if len(on) > 1 else None
    return host.group if host is not None and host.group and host.group in on else ""


CHECKS = (not_lowered, jewels_matter, somebody_wakes, usual_thresholds, twice)
