"""A text with some of its values changed, and every other character as it was.

Each function gives the new text for the stretch that a node takes up. A value within a line takes up itself; a block
takes up everything from its first key or dash to the end of its last line, comment included.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from nachtwacht.document.place import Path
from nachtwacht.edit.alignment import trusted
from nachtwacht.edit.entries import Entry, block_entries, joined, removed
from nachtwacht.edit.flow import Piece, flow_text
from nachtwacht.edit.page import Page, hanging, tail_of
from nachtwacht.edit.tree import Mapping, Node, Pair, Scalar, Sequence, plain
from nachtwacht.edit.writing import inline, key_text, lines, pair_lines, same, scalar


class Surgery(Struct, frozen=True):
    """One operation: the page, and which entries of lists were which."""

    page: Page
    origins: dict[Path, Any] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    """What was written at entries that were taken out."""


def operated(doing: Surgery, wanted: dict[str, Any]) -> str:
    """The whole text with the data that is wanted."""
    page, top = doing.page, doing.page.top
    return page.text[: top.start] + _redone(doing, top, wanted, ()) + page.text[page.stop(top) :]


def _redone(doing: Surgery, node: Node, wanted: Any, path: Path, *, within: bool = False) -> str:
    """The new text of a node; ``within`` tells that it stands between brackets."""
    page = doing.page
    if same(plain(node), wanted):
        return page.text[node.start : page.stop(node)]
    if isinstance(node, Mapping) and isinstance(wanted, dict) and (node.flow or wanted):
        slots = _keys(node, wanted)
        pieces = [_pair(doing, node, old, wanted[key], (*path, key)) for old, key in slots]
        return _flow(doing, node, pieces) if node.flow else _block(doing, node, pieces)
    if isinstance(node, Sequence) and isinstance(wanted, list) and (node.flow or wanted):
        origin = trusted(doing.origins.get(path), plain(node), wanted)
        pieces = [
            _item(doing, node, old, value, (*path, index))
            for index, (old, value) in enumerate(zip(origin, wanted, strict=True))
        ]
        return _flow(doing, node, pieces) if node.flow else _block(doing, node, pieces)
    return _replaced(page, node, wanted, within=within)


def _replaced(page: Page, node: Node, wanted: Any, *, within: bool) -> str:
    """Another value on the same spot. What hung below it is gone, and with it the comments in it."""
    written = scalar(wanted, node) if isinstance(node, Scalar) and not within else inline(wanted, node)
    needs_space = node.start == node.end and page.text[node.start - 1 : node.start] in (":", "-", ",")
    return f" {written}" if needs_space else written


def _keys(node: Mapping, wanted: dict[str, Any]) -> list[tuple[int | None, str]]:
    """Keys that stay keep their order; a new one comes after the key that it follows in what is wanted."""
    slots: list[tuple[int | None, str]] = [(n, pair.key) for n, pair in enumerate(node.pairs) if pair.key in wanted]
    there = {pair.key for pair in node.pairs}
    before: str | None = None
    for key in wanted:
        if key not in there:
            names = [name for _, name in slots]
            slots.insert(names.index(before) + 1 if before in names else 0, (None, key))
        before = key
    return slots


def _pair(doing: Surgery, node: Mapping, old: int | None, value: Any, path: Path) -> Piece:
    key = str(path[-1])
    if old is None:
        if node.flow:
            return Piece(None, [f"{key_text(key)}: {inline(value)}"])
        return Piece(None, pair_lines(key, value))
    pair = node.pairs[old]
    if not node.flow and (opened := _reshaped(doing, pair, value)) is not None:
        return Piece(old, [opened], whole=True)
    text = doing.page.text
    new = _redone(doing, pair.value, value, path, within=node.flow)
    return Piece(old, [text[pair.start : pair.value.start] + new])


def _item(doing: Surgery, node: Sequence, old: int | None, value: Any, path: Path) -> Piece:
    if old is None:
        like = node.items[-1] if node.items else None
        return Piece(None, [inline(value, like)] if node.flow else lines(value, like))
    item = node.items[old]
    before = "" if node.flow else doing.page.text[doing.page.dash(node, old) : item.start]
    # The path of the old entry would be another one; origins of inner lists are never given, but guessed.
    return Piece(old, [before + _redone(doing, item, value, path, within=node.flow)])


def _reshaped(doing: Surgery, pair: Pair, wanted: Any) -> str | None:
    """A key whose block becomes empty, or whose empty value becomes a block; None when it is neither.

    The comment beside the key is part of the answer then.
    """
    page, node = doing.page, pair.value
    if isinstance(node, Mapping | Sequence) and not node.flow and wanted in ({}, []):
        doing.dropped.append(page.text[node.start : page.stop(node)])
        return page.text[pair.start : pair.key_end] + hanging(page, pair, "{}" if wanted == {} else "[]")
    empty = plain(node) in (None, {}, []) and not same(plain(node), wanted)
    if not empty or not isinstance(wanted, dict | list) or not wanted or page.several_lines(pair):
        return None
    written = pair_lines(pair.key, wanted)
    if len(written) == 1:
        return None
    indent = " " * page.column(pair.start)
    head = f"{page.text[pair.start : pair.key_end]}:{tail_of(page, pair)}"
    return page.newline.join([head.rstrip(), *(indent + line for line in written[1:])])


def _block(doing: Surgery, node: Mapping | Sequence, pieces: list[Piece]) -> str:
    page = doing.page
    old = block_entries(page, node)
    indent = " " * page.column(node.start)
    dash = "- " if isinstance(node, Sequence) else ""
    entries = [_entry(page, old, piece, indent, dash) for piece in pieces]
    doing.dropped.extend(text for entry in removed(old, entries) for text in (*entry.remarks, entry.body))
    return joined(page, old, entries, indent)


def _entry(page: Page, old: list[Entry], piece: Piece, indent: str, dash: str) -> Entry:
    if piece.old is None:
        hang = " " * len(dash)
        first, *rest = piece.lines
        body = page.newline.join([dash + first, *(indent + hang + line for line in rest)])
        return Entry(None, (), (), body)
    was = old[piece.old]
    assert was.node is not None, "an old entry has its value"
    tail = "" if piece.whole else page.text[page.stop(was.node) : was.end]
    return Entry(piece.old, was.gap, was.remarks, piece.lines[0] + tail, was.lead)


def _flow(doing: Surgery, node: Mapping | Sequence, pieces: list[Piece]) -> str:
    page, kept = doing.page, {piece.old for piece in pieces}
    children = [pair.value for pair in node.pairs] if isinstance(node, Mapping) else node.items
    taken = [child for index, child in enumerate(children) if index not in kept]
    doing.dropped.extend(page.text[child.start : page.line_end(child.end)] for child in taken)
    return flow_text(page, node, pieces)
