"""A YAML text as a tree in which every key and value knows the stretch of text that it takes up.

The scope's own reader knows where a value begins; to change one value and nothing else, its end is needed as well.
"""

from __future__ import annotations

from typing import Any

import yaml
from msgspec import Struct

from nachtwacht.document.scalars import resolve


class Scalar(Struct, frozen=True):
    """A single value; ``start`` and ``end`` count characters, ``end`` is the first one after it."""

    start: int
    end: int
    value: Any
    style: str
    """Empty for a plain one, else its quote, ``|`` or ``>``."""


class Pair(Struct, frozen=True):
    """A key with its value."""

    key: str
    start: int
    key_end: int
    value: Node


class Mapping(Struct):
    """Keys with values, in the order of the text."""

    start: int
    end: int
    flow: bool
    pairs: list[Pair]


class Sequence(Struct):
    """Entries, in the order of the text."""

    start: int
    end: int
    flow: bool
    items: list[Node]


Node = Scalar | Mapping | Sequence


class _Open(Struct):
    """A mapping or sequence that is being read, and the key that waits for its value."""

    node: Mapping | Sequence
    key: Any = None


def tree(text: str) -> Node:
    """The tree of a text that the scope's reader has accepted: one document, no anchors, no key twice."""
    stack: list[_Open] = []
    top: Node | None = None
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        node: Node | None = None
        if isinstance(event, yaml.ScalarEvent):
            if stack and isinstance(stack[-1].node, Mapping) and stack[-1].key is None:
                stack[-1].key = event
                continue
            node = _scalar(text, event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            stack.append(_Open(_begin(event)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            node = _closed(stack.pop().node, event)
        if node is not None:
            top = _place(stack, node) or top
    if top is None:
        raise ValueError("a text without a value has no tree")
    return top


def plain(node: Node) -> Any:
    """The data of a node, as the scope's reader gives it."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {pair.key: plain(pair.value) for pair in node.pairs}
    return [plain(item) for item in node.items]


def scalars(node: Node) -> list[tuple[int, int]]:
    """The stretches of all keys and single values: where a ``#`` is no comment."""
    if isinstance(node, Scalar):
        return [(node.start, node.end)]
    if isinstance(node, Mapping):
        return [stretch for pair in node.pairs for stretch in ((pair.start, pair.key_end), *scalars(pair.value))]
    return [stretch for item in node.items for stretch in scalars(item)]


def _scalar(text: str, event: Any) -> Scalar:
    start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
    if style in ("|", ">"):  # A block of text is said to end where the next line begins.
        end = start + len(text[start:end].rstrip())
    return Scalar(start, end, event.value if style else resolve(event.value), style)


def _begin(event: Any) -> Mapping | Sequence:
    start, flow = event.start_mark.index, bool(event.flow_style)
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(start, start, flow, [])
    return Sequence(start, start, flow, [])


def _closed(node: Mapping | Sequence, event: Any) -> Mapping | Sequence:
    """A block ends with its last value, not where the parser notices that it has ended."""
    children = [pair.value for pair in node.pairs] if isinstance(node, Mapping) else node.items
    node.end = event.end_mark.index if node.flow else max((child.end for child in children), default=node.start)
    return node


def _place(stack: list[_Open], node: Node) -> Node | None:
    """Put a finished value where it belongs; the topmost value is given back."""
    if not stack:
        return node
    around = stack[-1]
    if isinstance(around.node, Sequence):
        around.node.items.append(node)
    else:
        key = around.key
        around.node.pairs.append(Pair(key.value, key.start_mark.index, key.end_mark.index, node))
        around.key = None
    return None
