"""Customers checked one after the other, or by several processes at once when there are many; the result is the same."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.checking import examine
from nachtwacht.scope.claims import Claims, claims
from nachtwacht.scope.reach import check_reach

FEW = 40
"""Up to as many customers one process is done before a second one would have begun."""
MOST_PROCESSES = 4
_AT_ONCE = 20
"""Customers that a process takes before it hands in what it found."""


class Checked(Struct, frozen=True):
    """One customer, checked."""

    findings: tuple[ScopeFinding, ...]
    claims: Claims | None
    """None when the scope cannot be read."""


Told = Callable[[int, int], None]
"""Called with how many customers are done, and of how many."""


def check_customers(
    folders: Sequence[Path], catalog: Catalog, today: date, *, processes: int = 0, told: Told | None = None
) -> list[Checked]:
    """Every customer's own findings and claims, in the order of the folders.

    ``processes`` is how many there may be at once; 0 leaves it to the number of customers and of processors.
    """
    wanted = processes or (min(_processors(), MOST_PROCESSES) if len(folders) > FEW else 1)
    done: list[Checked] = []
    batches = [folders[begin : begin + _AT_ONCE] for begin in range(0, len(folders), _AT_ONCE)]
    several = wanted > 1 and len(batches) > 1 and hasattr(os, "fork")
    results = _by_several(batches, catalog, today, wanted) if several else _by_one(batches, catalog, today)
    for result in results:
        done.extend(result)
        if told is not None:
            told(len(done), len(folders))
    return done


def check_customer(folder: Path, catalog: Catalog, today: date) -> Checked:
    """One customer's ``scope.yaml`` and ``hosts.yaml``."""
    seen = examine(folder / "scope.yaml", catalog, today)
    scope = seen.scope if not seen.wrong else None
    findings = (*seen.findings, *check_reach(folder, scope, catalog, today))
    known = claims(seen.document, seen.scope) if seen.document is not None and seen.scope is not None else None
    return Checked(findings, known)


def _by_one(batches: list[Sequence[Path]], catalog: Catalog, today: date) -> Iterator[list[Checked]]:
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])  # Nothing here makes cycles; looking for them took a third of the time.
    try:
        for batch in batches:
            yield [check_customer(folder, catalog, today) for folder in batch]
    finally:
        gc.set_threshold(*before)


def _by_several(batches: list[Sequence[Path]], catalog: Catalog, today: date, wanted: int) -> Iterator[list[Checked]]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    gc.freeze()  # What was read so far stays shared between the processes.
    try:
        with ProcessPoolExecutor(
            min(wanted, len(batches)),
            mp_context=multiprocessing.get_context("fork"),
            initializer=_begin,
            initargs=(catalog, today),
        ) as pool:
            yield from pool.map(_batch, batches)
    finally:
        gc.unfreeze()


_WITH: list[tuple[Catalog, date]] = []
"""In a process of its own: what every batch is checked with. It comes along with the fork and is never sent."""


def _begin(catalog: Catalog, today: date) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The process that asked is told, and ends the others.
    gc.set_threshold(100_000, 10, 10)
    _WITH.append((catalog, today))


def _batch(folders: Sequence[Path]) -> list[Checked]:
    catalog, today = _WITH[-1]
    return [check_customer(folder, catalog, today) for folder in folders]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
