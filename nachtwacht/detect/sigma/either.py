"""Many patterns on one field, tried at once: most rules are long lists of words to look for."""

from __future__ import annotations

from collections.abc import Iterable

from nachtwacht.detect.sigma.glob import Matcher, matcher, merged
from nachtwacht.detect.sigma.match import ValueMatch, Values, fill
from nachtwacht.detect.sigma.rule import Pattern
from nachtwacht.detect.sigma.view import Text


class _Sorted:
    """Patterns by their shape: whole, beginning, end, within, and whatever is not as simple."""

    def __init__(self) -> None:
        self.whole: set[str] = set()
        self.starts: list[str] = []
        self.ends: list[str] = []
        self.within: list[str] = []
        self.others: list[Matcher] = []

    def add(self, parts: tuple[str | int, ...]) -> None:
        """Put a pattern, in lower case, where it belongs."""
        match parts:
            case (str(word),):
                self.whole.add(word)
            case (str(word), 0):
                self.starts.append(word)
            case (0, str(word)):
                self.ends.append(word)
            case (0, str(word), 0):
                self.within.append(word)
            case _:
                self.others.append(matcher(parts))


def either(patterns: Iterable[Pattern], values: Values) -> ValueMatch:
    """Whether a value matches at least one of some patterns, none of them ``cased``."""
    found = _Sorted()
    for pattern in patterns:
        for way in fill(pattern.parts, values):
            found.add(merged(tuple(part.lower() if isinstance(part, str) else part for part in way)))
    whole, starts, ends = frozenset(found.whole), tuple(found.starts), tuple(found.ends)
    within, others = tuple(found.within), tuple(found.others)

    def match(text: Text) -> bool:
        low = text.low
        if low in whole or (starts and low.startswith(starts)) or (ends and low.endswith(ends)):
            return True
        for word in within:
            if word in low:
                return True
        return any(other(low) for other in others)

    return match
