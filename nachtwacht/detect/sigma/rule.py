"""A Sigma rule as plain values: what pySigma read, before it is bound to a customer and compiled.

These values hold no reference to pySigma and can be written to JSON, so that a parsed rule can be cached and shared.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

MANY = 0
ONE = 1
"""The wildcards ``*`` and ``?`` inside of a pattern's parts."""

Operator = Literal["lt", "lte", "gt", "gte", "eq", "neq"]


class Frozen(Struct, frozen=True):
    """A frozen value."""


class Hole(Frozen, frozen=True):
    """A ``%placeholder%`` that the customer's scope fills."""

    name: str


Parts = tuple[str | int | Hole, ...]


class Pattern(Frozen, frozen=True, tag="pattern"):
    """Text with wildcards; matches the whole value, in any case unless ``cased``."""

    parts: Parts
    cased: bool = False


class Number(Frozen, frozen=True, tag="number"):
    """A number; equal to the same number written as text."""

    value: int | float


class Truth(Frozen, frozen=True, tag="truth"):
    """``true`` or ``false``; equal to the same word written as text."""

    value: bool


class Absent(Frozen, frozen=True, tag="absent"):
    """The field is missing or null."""


class Exists(Frozen, frozen=True, tag="exists"):
    """The field is there with a value (or is not)."""

    wanted: bool


class Regex(Frozen, frozen=True, tag="regex"):
    """A regular expression found anywhere in the value; ``flags`` out of ``i``, ``m``, ``s``."""

    parts: Parts
    flags: str = ""


class Cidr(Frozen, frozen=True, tag="cidr"):
    """An IPv4 or IPv6 network that holds the value."""

    network: str


class Compare(Frozen, frozen=True, tag="compare"):
    """A numeric comparison; text that is a number counts as one."""

    operator: Operator
    value: int | float


class Reference(Frozen, frozen=True, tag="reference"):
    """The value of another field of the same event: equal, or only its start, end or both (contained)."""

    field: str
    start: bool = False
    end: bool = False


class Moment(Frozen, frozen=True, tag="moment"):
    """A part of a date and time (``minute``, ``hour``, ``day``, ``week``, ``month``, ``year``)."""

    unit: str
    value: int


class Choice(Frozen, frozen=True, tag="choice"):
    """Any one of several tests: what a modifier such as ``windash`` made of one value."""

    tests: tuple[Test, ...]


Test = Pattern | Number | Truth | Absent | Exists | Regex | Cidr | Compare | Reference | Moment | Choice


class Field(Frozen, frozen=True, tag="field"):
    """A test of one field; of every value of the event when ``name`` is None (a keyword)."""

    name: str | None
    test: Test


class All(Frozen, frozen=True, tag="all"):
    """Every one holds."""

    nodes: tuple[Node, ...]


class Some(Frozen, frozen=True, tag="some"):
    """At least one holds."""

    nodes: tuple[Node, ...]


class Not(Frozen, frozen=True, tag="not"):
    """The node does not hold."""

    node: Node


Node = Field | All | Some | Not


class LogSource(Frozen, frozen=True):
    """What kind of events a rule is for; empty means any."""

    product: str = ""
    service: str = ""
    category: str = ""


class Rule(Frozen, frozen=True, kw_only=True):
    """A rule on single events."""

    id: str
    name: str
    title: str
    level: str
    tags: tuple[str, ...]
    file: str
    source: LogSource
    condition: Node


CorrelationKind = Literal[
    "event_count",
    "value_count",
    "temporal",
    "temporal_ordered",
    "value_sum",
    "value_avg",
    "value_percentile",
    "value_median",
]


class Named(Frozen, frozen=True, tag="named"):
    """A rule of an extended correlation condition has fired in the window."""

    rule: str


class AllNamed(Frozen, frozen=True, tag="all"):
    """Every one holds."""

    nodes: tuple[Wanted, ...]


class SomeNamed(Frozen, frozen=True, tag="some"):
    """At least one holds."""

    nodes: tuple[Wanted, ...]


class NotNamed(Frozen, frozen=True, tag="not"):
    """It does not hold."""

    node: Wanted


Wanted = Named | AllNamed | SomeNamed | NotNamed


class Correlation(Frozen, frozen=True, kw_only=True):
    """A rule on several matches within a time span. ``rules`` are ids; ``span`` is in seconds."""

    id: str
    name: str
    title: str
    level: str
    tags: tuple[str, ...]
    file: str
    kind: CorrelationKind
    rules: tuple[str, ...]
    group_by: tuple[str, ...]
    span: int
    aliases: dict[str, dict[str, str]]
    """Alias -> rule id -> the field that stands for it in events of that rule."""
    operator: Operator
    count: float
    fields: tuple[str, ...] = ()
    percentile: int = 50
    wanted: Wanted | None = None
    generate: bool = False


class RuleFile(Frozen, frozen=True, kw_only=True):
    """Everything read from the rule files of one pack or folder."""

    rules: tuple[Rule, ...]
    correlations: tuple[Correlation, ...]
    silent: frozenset[str]
    """Ids of rules that only serve correlations and say nothing themselves."""
