"""Makes a function of a test, which says whether a value satisfies it."""

from __future__ import annotations

import ipaddress
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import product
from typing import Any

from nachtwacht.detect.sigma import rule as ours
from nachtwacht.detect.sigma.glob import matcher
from nachtwacht.detect.sigma.view import Text, text_of

Values = Mapping[str, Sequence[Any]]
"""What the placeholders stand for."""
ValueMatch = Callable[[Text], bool]

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
    "eq": operator.eq,
    "neq": operator.ne,
}
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
_YEAR_TENS = 100_000_000_000


class UnknownPlaceholder(Exception):
    """A ``%placeholder%`` that neither the scope nor the pack's parameters define."""


def fill(parts: ours.Parts, values: Values, *, quote: Callable[[str], str] = str) -> list[tuple[str | int, ...]]:
    """Every way to fill the holes of a pattern. ``quote`` makes a value literal in what surrounds it."""
    choices: list[list[str | int]] = []
    for part in parts:
        if isinstance(part, ours.Hole):
            if part.name not in values:
                raise UnknownPlaceholder(part.name)
            choices.append([quote(text_of(value)) for value in values[part.name]])
        else:
            choices.append([part])
    return list(product(*choices))


def value_match(test: ours.Test, values: Values) -> ValueMatch:
    """A function over one value as text. ``Absent``, ``Exists`` and ``Reference`` concern the event: see ``judge``."""
    make: Callable[[Any, Values], ValueMatch] = _MAKERS[type(test)]
    return make(test, values)


def _pattern(test: ours.Pattern, values: Values) -> ValueMatch:
    ways = fill(test.parts, values)
    if test.cased:
        cased = [matcher(way) for way in ways]
        return lambda text: any(match(text.raw) for match in cased)
    matches = [matcher(tuple(part.lower() if isinstance(part, str) else part for part in way)) for way in ways]
    if len(matches) == 1:
        only = matches[0]
        return lambda text: only(text.low)
    return lambda text: any(match(text.low) for match in matches)


def _number(test: ours.Number, _: Values) -> ValueMatch:
    wanted = text_of(test.value)
    return lambda text: text.raw == wanted


def _truth(test: ours.Truth, _: Values) -> ValueMatch:
    wanted = text_of(test.value)
    return lambda text: text.low == wanted


def _regex(test: ours.Regex, values: Values) -> ValueMatch:
    flags = 0
    for flag in test.flags:
        flags |= _FLAGS[flag]
    ways = fill(test.parts, values, quote=re.escape)
    expressions = [re.compile("".join(str(part) for part in way), flags) for way in ways]
    return lambda text: any(expression.search(text.raw) for expression in expressions)


def _cidr(test: ours.Cidr, _: Values) -> ValueMatch:
    network = ipaddress.ip_network(test.network)

    def match(text: Text) -> bool:
        try:
            return ipaddress.ip_address(text.raw.strip()) in network
        except ValueError:
            return False

    return match


def _compare(test: ours.Compare, _: Values) -> ValueMatch:
    compare, wanted = COMPARE[test.operator], test.value

    def match(text: Text) -> bool:
        number = number_of(text.raw)
        return number is not None and compare(number, wanted)

    return match


def number_of(text: str) -> float | int | None:
    """The number that a text is, or None; whole numbers stay exact."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return None


def _moment(test: ours.Moment, _: Values) -> ValueMatch:
    def match(text: Text) -> bool:
        moment = moment_of(text.raw)
        if moment is None:
            return False
        have = moment.isocalendar().week if test.unit == "week" else getattr(moment, test.unit)
        return bool(have == test.value)

    return match


def moment_of(text: str) -> datetime | None:
    """A date and time from ISO 8601 text, or from seconds or milliseconds since the epoch (then in UTC)."""
    number = number_of(text)
    try:
        if number is not None:
            return datetime.fromtimestamp(number / 1000 if number > _YEAR_TENS else number, UTC)
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None


def _choice(test: ours.Choice, values: Values) -> ValueMatch:
    matches = [value_match(item, values) for item in test.tests]
    return lambda text: any(match(text) for match in matches)


_MAKERS: dict[type, Callable[[Any, Values], ValueMatch]] = {
    ours.Pattern: _pattern,
    ours.Number: _number,
    ours.Truth: _truth,
    ours.Regex: _regex,
    ours.Cidr: _cidr,
    ours.Compare: _compare,
    ours.Moment: _moment,
    ours.Choice: _choice,
}
