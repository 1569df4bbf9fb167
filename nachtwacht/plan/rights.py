"""Response rights, one for each action, asset and part of the day, so that two scopes can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from nachtwacht.model.scope import SEVERITIES, Approval, Permission, Scope, Severity, When, seconds

Part = Literal["office_hours", "outside_office_hours"]
_PARTS: dict[When, tuple[Part, ...]] = {
    "always": ("office_hours", "outside_office_hours"),
    "office_hours": ("office_hours",),
    "outside_office_hours": ("outside_office_hours",),
}
_CARE: tuple[Approval, ...] = ("none", "analyst", "customer")
_FOREVER = float("inf")


class Right(Struct, frozen=True, order=True):
    """What may be done by one asset in one part of the day."""

    action: str
    asset: str
    part: Part
    from_severity: Severity
    approval: Approval
    at_most: str | None
    undo_after: str | None
    if_no_answer: Literal["deny", "allow"]

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same when a right is widened or narrowed."""
        return (self.action, self.asset, self.part)

    def wider_than(self, other: Right) -> tuple[str, ...]:
        """The aspects in which this right lets us do more than the other one."""
        aspects = {
            "approval": _CARE.index(self.approval) < _CARE.index(other.approval),
            "from_severity": SEVERITIES.index(self.from_severity) < SEVERITIES.index(other.from_severity),
            "at_most": per_day(self.at_most) > per_day(other.at_most),
            "undo_after": _seconds(self.undo_after) > _seconds(other.undo_after),
            "if_no_answer": self.approval != "none" and (self.if_no_answer, other.if_no_answer) == ("allow", "deny"),
        }
        return tuple(aspect for aspect, wider in aspects.items() if wider)


def rights(scope: Scope) -> tuple[Right, ...]:
    """Every right of a scope. ``never_contain`` beats every permission, so such hosts have none."""
    untouchable = {host.name for host in scope.assets.hosts if host.never_contain}
    return tuple(right for permission in scope.response for right in _rights(scope, permission, untouchable))


def per_day(rate: str | None) -> float:
    """A ceiling such as ``3 per hour`` as a number a day; no ceiling is endless."""
    if rate is None:
        return _FOREVER
    number, _, unit = rate.split(" ")
    return int(number) * (24 if unit == "hour" else 1)


def _rights(scope: Scope, permission: Permission, untouchable: set[str]) -> Iterator[Right]:
    for asset in scope.expand(permission.on):
        if asset not in untouchable:
            for part in _PARTS[permission.when]:
                yield Right(
                    permission.allow,
                    asset,
                    part,
                    permission.from_severity,
                    permission.approval,
                    permission.at_most,
                    permission.undo_after,
                    permission.if_no_answer,
                )


def _seconds(duration: str | None) -> float:
    return _FOREVER if duration is None else seconds(duration)
