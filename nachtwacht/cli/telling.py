"""Progress for people: one line per step on standard error, in colour where the terminal has it."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable

import click

from nachtwacht.model.progress import Progress, State

_MARKS = {
    "start": ("…", "cyan"),
    "ok": ("✓", "green"),
    "changed": ("✓", "yellow"),
    "failed": ("✗", "red"),
    "note": ("·", "white"),
}


def teller() -> Progress:
    """Tells every step with the seconds since the first; safe from several threads."""
    begun = time.monotonic()
    lock = threading.Lock()

    def tell(what: str, step: str, state: State, detail: str = "") -> None:
        mark, colour = _MARKS[state]
        text = f"{time.monotonic() - begun:6.1f} s  {click.style(mark, fg=colour)} {what:<14} {step}"
        with lock:
            click.echo(f"{text}  {detail}" if detail else text, err=True)

    return tell


def counter(what: str) -> Callable[[int, int], None]:
    """Counts what takes longer than a second on one line of standard error, when that is a terminal."""
    begun = time.monotonic()
    shown = sys.stderr.isatty()

    def count(done: int, of: int) -> None:
        if shown and time.monotonic() - begun > 1:
            click.echo(f"\r{done:,} of {of:,} {what}", err=True, nl=done == of)

    return count
