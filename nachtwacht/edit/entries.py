"""The entries of a block, each with the comments that stand right above it, taken apart and put together again."""

from __future__ import annotations

from msgspec import Struct

from nachtwacht.edit.page import Page
from nachtwacht.edit.tree import Mapping, Node, Sequence


class Entry(Struct, frozen=True):
    """One key with its value, or one dash with its value."""

    old: int | None
    """Its number before; None for a new one."""
    gap: tuple[str, ...]
    """Empty lines above it, and comments that do not touch it."""
    remarks: tuple[str, ...]
    """Lines of comment right above it: they go where it goes."""
    body: str
    """From its key or dash to the end of its last line."""
    lead: str = ""
    """Everything between the entry before it and itself, as written."""
    node: Node | None = None
    end: int = 0


def block_entries(page: Page, node: Mapping | Sequence) -> list[Entry]:
    """The entries of a block as they are."""
    found: list[Entry] = []
    at = node.start
    for index, (start, value) in enumerate(_begins(page, node)):
        end = page.line_end(value.end)
        gap, remarks = _above(page, at, start) if index else ((), ())
        found.append(Entry(index, gap, remarks, page.text[start:end], page.text[at:start], value, end))
        at = end
    return found


def joined(page: Page, old: list[Entry], new: list[Entry], indent: str) -> str:
    """The entries in their new order. Who was the first has no line of its own above it; what stands there stays."""
    spaced = 2 * sum(1 for entry in old[1:] if "" in entry.gap) > len(old) - 1
    kept = {entry.old for entry in new}
    out = ""
    for before, entry in zip([None, *new], new, strict=False):
        if before is not None and before.old is not None and entry.old == before.old + 1:
            out += entry.lead + entry.body  # Nothing came between: not a character changes.
            continue
        above = [*_orphans(old, kept, entry), *_lines_above(entry, first=before is None, spaced=spaced)]
        text = page.newline.join([*above, indent + entry.body])
        out += page.newline + text if before else text.lstrip(" ")
    return page.newline.join([out, *_orphans(old, kept, None)])


def removed(old: list[Entry], new: list[Entry]) -> list[Entry]:
    """The entries that were taken out."""
    kept = {entry.old for entry in new}
    return [entry for entry in old if entry.old not in kept]


def _begins(page: Page, node: Mapping | Sequence) -> list[tuple[int, Node]]:
    if isinstance(node, Mapping):
        return [(pair.start, pair.value) for pair in node.pairs]
    return [(page.dash(node, index), item) for index, item in enumerate(node.items)]


def _above(page: Page, end: int, start: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands between the end of one entry's line and the next entry: lines that do not touch it, and those that do."""
    between = page.text[end : page.line_start(start)].split("\n")[1:-1]
    written = [line.rstrip("\r") for line in between]
    touching = len(written)
    while touching and written[touching - 1].lstrip().startswith("#"):
        touching -= 1
    return tuple("" if not line.strip() else line for line in written[:touching]), tuple(written[touching:])


def _lines_above(entry: Entry, *, first: bool, spaced: bool) -> list[str]:
    if first:
        return [line for line in (*entry.gap, *entry.remarks) if line]
    gap = entry.gap if entry.old else ()
    return [*(gap or ([""] if spaced else [])), *entry.remarks]


def _orphans(old: list[Entry], kept: set[int | None], entry: Entry | None) -> list[str]:
    """Comments above entries that were taken out, and that did not touch them: they stay where they were."""
    upto = len(old) if entry is None else entry.old
    if upto is None:
        return []
    found: list[str] = []
    for index in range(upto - 1, -1, -1):
        if index in kept:
            break
        found = [*[line for line in old[index].gap if line], *found]
    return found
