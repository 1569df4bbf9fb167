"""Every check of a scope, by topic; each is a function from a Subject to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.checks import (
    accounts,
    applications,
    calendar,
    care,
    coverage,
    exclusions,
    groups,
    hours,
    known,
    law,
    machines,
    names,
    networks,
    people,
    places,
    privacy,
    response,
    settings,
    spans,
    telephones,
    weight,
    zones,
)
from nachtwacht.scope.subject import Subject

Checks = tuple[Callable[[Subject], Iterable[ScopeFinding]], ...]

NAMES: Checks = (*names.CHECKS, *places.CHECKS)
"""Whether names name something: run first, because a misspelt name has consequences everywhere else."""

MEANING: Checks = (
    *calendar.CHECKS,
    *hours.CHECKS,
    *zones.CHECKS,
    *people.CHECKS,
    *telephones.CHECKS,
    *groups.CHECKS,
    *networks.CHECKS,
    *known.CHECKS,
    *machines.CHECKS,
    *accounts.CHECKS,
    *applications.CHECKS,
    *coverage.CHECKS,
    *weight.CHECKS,
    *settings.CHECKS,
    *response.CHECKS,
    *care.CHECKS,
    *exclusions.CHECKS,
    *spans.CHECKS,
    *privacy.CHECKS,
    *law.CHECKS,
)
"""What the named things mean together."""
