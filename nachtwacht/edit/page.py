"""A text with its tree, and questions about its lines."""

from __future__ import annotations

from functools import cached_property

from nachtwacht.edit.remarks import stretches
from nachtwacht.edit.tree import Node, Pair, Scalar, Sequence, tree


class Page:
    """One text that is being changed. The text itself never is; a new one is made."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.top = tree(text)

    @cached_property
    def newline(self) -> str:
        """How lines end in this text."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def comments(self) -> dict[int, int]:
        """Where each comment begins and ends."""
        return dict(stretches(self.text, self.top))

    def line_end(self, at: int) -> int:
        """Where the line of a character ends, before its newline."""
        found = self.text.find("\n", at)
        end = len(self.text) if found < 0 else found
        return end - 1 if end > at and self.text[end - 1 : end] == "\r" else end

    def line_start(self, at: int) -> int:
        """Where the line of a character begins."""
        return self.text.rfind("\n", 0, at) + 1

    def column(self, at: int) -> int:
        """Characters before a character on its line."""
        return at - self.line_start(at)

    def stop(self, node: Node) -> int:
        """Where the stretch of a node ends: a block goes to the end of its last line, comment included."""
        if isinstance(node, Scalar) or node.flow:
            return node.end
        return self.line_end(node.end)

    def several_lines(self, pair: Pair) -> bool:
        """Whether a key's value ends on another line than the key."""
        return self.line_end(pair.start) != self.line_end(pair.value.end)

    def dash(self, node: Sequence, index: int) -> int:
        """Where the dash of an entry of a block stands."""
        if index == 0:
            return node.start
        column, at = self.column(node.start), self.line_end(node.items[index - 1].end)
        while at < node.items[index].start:
            start = self.text.find("\n", at) + 1
            written = self.text[start : self.line_end(start)]
            if len(written) - len(written.lstrip(" ")) == column and written.lstrip(" ").startswith("-"):
                return start + column
            at = self.line_end(start)
        raise ValueError("an entry without a dash")


def tail_of(page: Page, pair: Pair) -> str:
    """What follows on the line of a key whose value is empty: mostly a comment, which stays in its column."""
    value = pair.value
    taken = page.text[pair.key_end + 1 : value.end]
    tail = page.text[value.end : page.line_end(value.end)]
    return " " * len(taken) + tail if tail.strip() else ""


def hanging(page: Page, pair: Pair, written: str) -> str:
    """A key's block replaced by an empty value: comments beside the key, and between the key and the block, stay."""
    line_end = page.line_end(pair.key_end)
    beside = page.text[pair.key_end + 1 : line_end]
    if line_end > pair.value.start:  # The block began on the key's own line; nothing stands between.
        return f": {written}"
    room = len(beside) - len(beside.lstrip(" "))
    taken = min(len(written) + 1, room - 1) if room > 1 else 0
    between = page.text[line_end : pair.value.start].rstrip()
    return f": {written}{beside[taken:].rstrip()}{between}"
