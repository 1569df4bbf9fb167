"""Response rights, one for each action, asset and part of the day, so that two scopes can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from nachtwacht.model.scope import PARTS, SEVERITIES, Approval, Part, Permission, Scope, Severity, seconds

_CARE: tuple[Approval, ...] = ("none", "analyst", "customer")
_FOREVER = float("inf")
_HOURS_A_DAY = 24


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
    wait_minutes: int | None = None
    shared_with: frozenset[str] = frozenset()
    """The assets, this one among them, that count together under ``at_most``."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same when a right is widened or narrowed."""
        return (self.action, self.asset, self.part)

    @property
    def terms(self) -> tuple[object, ...]:
        """How it may be done, as somebody reads it."""
        silence = () if self.approval == "none" else (self.if_no_answer, self.wait_minutes)
        return (self.from_severity, self.approval, self.at_most, self.undo_after, *silence)

    @property
    def silent_after(self) -> float:
        """Minutes without an answer after which it is done; endless when silence is no yes."""
        if self.approval == "none":
            return 0
        return self.wait_minutes if self.if_no_answer == "allow" and self.wait_minutes is not None else _FOREVER

    def wider_than(self, other: Right) -> tuple[str, ...]:
        """The aspects in which this right lets us do more than the other one.

        What is never undone and what is undone after some time count as wider than each other: the one lasts, and
        the runtime refuses to begin it.
        """
        aspects = {
            "approval": _CARE.index(self.approval) < _CARE.index(other.approval),
            "from_severity": SEVERITIES.index(self.from_severity) < SEVERITIES.index(other.from_severity),
            "at_most": not _stays_under(self.at_most, other.at_most),
            "shared_with": None not in (self.at_most, other.at_most) and not self.shared_with >= other.shared_with,
            "undo_after": _lasts_longer(self.undo_after, other.undo_after),
            "if_no_answer": self.approval != "none" and self.silent_after < other.silent_after,
        }
        return tuple(aspect for aspect, wider in aspects.items() if wider)


def rights(scope: Scope) -> tuple[Right, ...]:
    """Every right of a scope. ``never_contain`` beats every permission, so such hosts have none."""
    untouchable = {host.name for host in scope.assets.hosts if host.never_contain}
    return tuple(right for permission in scope.response for right in _rights(scope, permission, untouchable))


def _rights(scope: Scope, permission: Permission, untouchable: set[str]) -> Iterator[Right]:
    assets = [asset for asset in scope.expand(permission.on) if asset not in untouchable]
    shared = frozenset(assets) if permission.at_most else frozenset()
    for asset in assets:
        for part in PARTS[permission.when]:
            yield Right(
                permission.allow,
                asset,
                part,
                permission.from_severity,
                permission.approval,
                permission.at_most,
                permission.undo_after,
                permission.if_no_answer,
                permission.wait_minutes,
                shared,
            )


def _stays_under(one: str | None, other: str | None) -> bool:
    """Whether whoever keeps to one ceiling keeps to the other as well; both count over a span that slides along."""
    if other is None or one == other:
        return True
    if one is None:
        return False
    (number, span), (most, other_span) = (_ceiling(text) for text in (one, other))
    return number * (_HOURS_A_DAY if (span, other_span) == ("hour", "day") else 1) <= most


def _ceiling(rate: str) -> tuple[int, str]:
    number, _, span = rate.split(" ")
    return int(number), span


def _lasts_longer(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one != other
    return seconds(one) > seconds(other)
