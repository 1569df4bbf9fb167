"""Translates pySigma's parsed values and conditions into our own plain values. The only other user of pySigma is ``parse``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sigma import conditions as parsed
from sigma import types as kinds

from nachtwacht.detect.sigma import rule as ours
from nachtwacht.detect.sigma.encodings import Encoded

_FLAGS = {
    kinds.SigmaRegularExpressionFlag.IGNORECASE: "i",
    kinds.SigmaRegularExpressionFlag.MULTILINE: "m",
    kinds.SigmaRegularExpressionFlag.DOTALL: "s",
}


class Untranslatable(Exception):
    """A construct that this engine has no word for; the message says which."""


def node_of(condition: Any) -> ours.Node:
    """Our node for a postprocessed pySigma condition."""
    match condition:
        case parsed.ConditionAND():
            return ours.All(tuple(node_of(item) for item in condition.args))
        case parsed.ConditionOR():
            return ours.Some(tuple(node_of(item) for item in condition.args))
        case parsed.ConditionNOT():
            return ours.Not(node_of(condition.args[0]))
        case parsed.ConditionFieldEqualsValueExpression():
            return ours.Field(condition.field, test_of(condition.value))
        case parsed.ConditionValueExpression():
            return ours.Field(None, test_of(condition.value))
        case _:
            raise Untranslatable("the condition names a selection that does not exist")


def test_of(value: Any) -> ours.Test:
    """Our test for a pySigma value, modifiers already applied."""
    translate = _TESTS.get(kinds.SigmaString if isinstance(value, Encoded) else type(value))
    if translate is None:
        raise Untranslatable(f"a value of kind {type(value).__name__} is not known")
    test: ours.Test = translate(value)
    return test


def parts_of(text: Sequence[Any]) -> ours.Parts:
    """The parts of a pySigma string."""
    return tuple(_part(part) for part in text)


def _part(part: Any) -> str | int | ours.Hole:
    if isinstance(part, kinds.Placeholder):
        return ours.Hole(part.name)
    if part is kinds.SpecialChars.WILDCARD_MULTI:
        return ours.MANY
    if part is kinds.SpecialChars.WILDCARD_SINGLE:
        return ours.ONE
    return str(part)


def _regex(value: kinds.SigmaRegularExpression) -> ours.Regex:
    # pySigma keeps * and ? of an expression as wildcards; here they are text again.
    texts = {ours.MANY: "*", ours.ONE: "?"}
    parts = tuple(texts[part] if isinstance(part, int) else part for part in parts_of(value.regexp.s))
    return ours.Regex(parts, "".join(sorted(_FLAGS[flag] for flag in value.flags)))


def _compare(value: kinds.SigmaCompareExpression) -> ours.Compare:
    operator: Any = value.op.name.lower()
    return ours.Compare(operator, value.number.number)


_TESTS: dict[type, Any] = {
    kinds.SigmaString: lambda value: ours.Pattern(parts_of(value.s)),
    kinds.SigmaCasedString: lambda value: ours.Pattern(parts_of(value.s), cased=True),
    kinds.SigmaNumber: lambda value: ours.Number(value.number),
    kinds.SigmaTimestampPart: lambda value: ours.Moment(value.timestamp_part.name.lower(), int(value.number)),
    kinds.SigmaBool: lambda value: ours.Truth(value.boolean),
    kinds.SigmaNull: lambda _: ours.Absent(),
    kinds.SigmaExists: lambda value: ours.Exists(value.exists),
    kinds.SigmaRegularExpression: _regex,
    kinds.SigmaCIDRExpression: lambda value: ours.Cidr(str(value.network)),
    kinds.SigmaCompareExpression: _compare,
    kinds.SigmaFieldReference: lambda value: ours.Reference(value.field, value.starts_with, value.ends_with),
    kinds.SigmaExpansion: lambda value: ours.Choice(tuple(test_of(item) for item in value.values)),
}
