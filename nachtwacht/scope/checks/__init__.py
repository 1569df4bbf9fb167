"""Every check of a scope, by topic; each is a function from a Subject to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.checks import calendar, coverage, exclusions, names, networks, places, privacy, response
from nachtwacht.scope.subject import Subject

Checks = tuple[Callable[[Subject], Iterable[ScopeFinding]], ...]

NAMES: Checks = (*names.CHECKS, *places.CHECKS)
"""Whether names name something: run first, because a misspelt name has consequences everywhere else."""

MEANING: Checks = (
    *calendar.CHECKS,
    *networks.CHECKS,
    *coverage.CHECKS,
    *response.CHECKS,
    *exclusions.CHECKS,
    *privacy.CHECKS,
)
"""What the named things mean together."""
