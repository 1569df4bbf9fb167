"""Edits made by rule from a good file: every key, every value and every line, spoilt in each way that people spoil them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.bad_edits.bases import FILES, base
from benchmarks.bad_edits.edit import Edit
from benchmarks.bad_edits.mutation.keys import keys
from benchmarks.bad_edits.mutation.layout import layout
from benchmarks.bad_edits.mutation.signs import signs
from benchmarks.bad_edits.mutation.values import values


def mutations(names: Iterable[str] = tuple(FILES)) -> Iterator[Edit]:
    """Every mutation of every base, or of those named, that changes what the file says."""
    for name in names:
        good = base(name)
        for kind in (keys, values, layout, signs):
            yield from (edit for edit in kind(good) if edit.text != good.text)
