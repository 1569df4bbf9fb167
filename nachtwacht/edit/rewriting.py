"""A scope file's text with other data in it: surgery, and then proof that it did what was wanted and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import Any

import yaml
from msgspec import Struct

from nachtwacht.document.place import Path
from nachtwacht.edit.page import Page
from nachtwacht.edit.remarks import remarks
from nachtwacht.edit.surgery import Surgery, operated
from nachtwacht.edit.tree import Mapping, Pair, plain, tree
from nachtwacht.edit.writing import pair_lines, same


class Unwritable(Struct, frozen=True):
    """Data that could not be brought into a text without harm to the rest of it; the file stays as it is."""

    why: str


def rewritten(text: str, wanted: dict[str, Any], origins: dict[Path, Any] | None = None) -> str | Unwritable:
    """The text with ``wanted`` as its data; every comment, order and quote of what did not change is kept.

    ``origins`` says, for the path of a list, which entry was which before (an index or None for each).
    Where an operation on the single values would not do, the part that changes is written anew, its comments above it.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    page = Page(text.removeprefix(mark))
    if same(plain(page.top), wanted):
        return text
    doing = Surgery(page, origins or {})
    for attempt in (operated, _part_by_part):
        doing.dropped.clear()
        try:
            new = attempt(doing, wanted)
            if _proven(page, new, wanted, doing.dropped):
                return mark + new
        except (ValueError, yaml.YAMLError):
            continue
    return Unwritable("the file is written in a way that this form cannot change without losing something of it")


def _proven(page: Page, new: str, wanted: dict[str, Any], dropped: list[str]) -> bool:
    """Whether the text reads as what was wanted, and every comment is still there but for those of removed entries."""
    top = tree(new)
    if not same(plain(top), wanted):
        return False
    there = remarks(new, top)
    gone = Counter({text: count - there[text] for text, count in remarks(page.text, page.top).items()})
    return all(any(text in part for part in dropped) for text in +gone)


def _part_by_part(doing: Surgery, wanted: dict[str, Any]) -> str:
    """Each of the topmost keys whose value changes is written anew; what was remarked in it stands above it then."""
    page, top = doing.page, doing.page.top
    if not isinstance(top, Mapping) or top.flow:
        raise ValueError("no parts to speak of")
    changed = [pair for pair in top.pairs if pair.key not in wanted or not same(plain(pair.value), wanted[pair.key])]
    text = page.text
    for pair in reversed(changed):
        stop = page.line_end(max(pair.value.end, pair.key_end))
        text = text[: pair.start] + page.newline.join(_anew(page, pair, stop, wanted)) + text[stop:]
    there = {pair.key for pair in top.pairs}
    rest = [line for key in wanted if key not in there for line in pair_lines(key, wanted[key])]
    ending = "" if text.endswith("\n") or not rest else page.newline
    return text + ending + "".join(line + page.newline for line in rest)


def _anew(page: Page, pair: Pair, stop: int, wanted: dict[str, Any]) -> list[str]:
    kept = [page.text[at:end].rstrip() for at, end in page.comments.items() if pair.start <= at < stop]
    return [*kept, *(pair_lines(pair.key, wanted[pair.key]) if pair.key in wanted else ())]
