"""Keeps the process small after a large request: freed memory goes back to the system (mallopt(3), glibc)."""

from __future__ import annotations

import ctypes
from contextlib import suppress

_ARENA_MAX = -8
_MMAP_THRESHOLD = -3
_TRIM_THRESHOLD = -1
_BYTES = 128 << 10


def give_back() -> None:
    """Set once at the start. glibc would otherwise raise its thresholds to the largest block that was ever freed.

    Python's own lock lets one thread allocate at a time, so one arena is enough. Another C library is left as it is.
    """
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_ARENA_MAX, 1)
        library.mallopt(_MMAP_THRESHOLD, _BYTES)
        library.mallopt(_TRIM_THRESHOLD, _BYTES)
