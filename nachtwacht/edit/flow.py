"""Lists and sets of keys between brackets, with entries added, taken out or in another order."""

from __future__ import annotations

import itertools
import re

from msgspec import Struct

from nachtwacht.edit.page import Page
from nachtwacht.edit.tree import Mapping, Sequence

_CLOSING = re.compile(r"[ \t]*[\]}]\Z")


class Piece(Struct, frozen=True):
    """The new text of one entry."""

    old: int | None
    """Its number before; None for a new one."""
    lines: list[str]
    whole: bool = False
    """Whether what follows on its last line is in it already."""


class _Bones(Struct, frozen=True):
    """What stands around the entries."""

    opening: str
    between: list[str]
    closing: str

    @property
    def one_a_line(self) -> bool:
        return any("\n" in text for text in self.between)


def flow_text(page: Page, node: Mapping | Sequence, pieces: list[Piece]) -> str:
    """The brackets with their new entries."""
    left, right = ("{", "}") if isinstance(node, Mapping) else ("[", "]")
    bodies = [piece.lines[0] for piece in pieces]
    stretches = _stretches(node)
    if not stretches or not pieces:
        return f"{left}{', '.join(bodies)}{right}"
    bones = _bones(page, node, stretches)
    olds = [piece.old for piece in pieces if piece.old is not None]
    if olds != sorted(olds):  # Another order: the entries change places, and what stands between them does not.
        between = [*bones.between, *([", "] * len(bodies))][: len(bodies) - 1]
        return bones.opening + _woven(bodies, between) + bones.closing
    between = [_after(page, bones, piece.old) for piece in pieces[:-1]]
    closing = bones.closing if pieces[-1].old == len(stretches) - 1 else _closed(bones, pieces[-1].old)
    return bones.opening + _woven(bodies, between) + closing


def _stretches(node: Mapping | Sequence) -> list[tuple[int, int]]:
    if isinstance(node, Mapping):
        return [(pair.start, pair.value.end) for pair in node.pairs]
    return [(item.start, item.end) for item in node.items]


def _bones(page: Page, node: Mapping | Sequence, stretches: list[tuple[int, int]]) -> _Bones:
    text = page.text
    between = [text[one[1] : other[0]] for one, other in itertools.pairwise(stretches)]
    return _Bones(text[node.start : stretches[0][0]], between, text[stretches[-1][1] : node.end])


def _woven(bodies: list[str], between: list[str]) -> str:
    return "".join(body + gap for body, gap in zip(bodies, [*between, ""], strict=True))


def _after(page: Page, bones: _Bones, old: int | None) -> str:
    """What stands after an entry that is not the last one: as it was, or as it is after the others."""
    if old is not None and old < len(bones.between):
        return bones.between[old]
    if old is not None and "\n" in bones.closing:  # The last one was alone on its line, and so is the one after it.
        first, _, _ = bones.closing.partition("\n")
        return "," + first.replace(",", "", 1) + "\n" + _indent(bones)
    if bones.one_a_line:
        return f",{page.newline}{_indent(bones)}"
    return ", "


def _closed(bones: _Bones, last: int | None) -> str:
    """What closes the list after an entry that was not the last one before."""
    if last is None or last >= len(bones.between):
        return (
            bones.closing.partition("\n")[1] + bones.closing.partition("\n")[2]
            if "\n" in bones.closing
            else bones.closing
        )
    gap = bones.between[last]
    if "\n" not in gap:
        return bones.closing.lstrip(",") if "\n" in bones.closing else _ending(bones.closing)
    after = bones.closing.rpartition("\n")[2] if "\n" in bones.closing else _ending(bones.closing)
    return gap[: gap.rfind("\n") + 1] + after


def _ending(closing: str) -> str:
    found = _CLOSING.search(closing)
    return found[0] if found else closing


def _indent(bones: _Bones) -> str:
    for gap in bones.between:
        if "\n" in gap:
            return gap.rpartition("\n")[2]
    return bones.opening.rpartition("\n")[2] if "\n" in bones.opening else " "
