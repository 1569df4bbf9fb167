"""Log lines for the journal: one JSON object a line on standard error, and not the same one again and again."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable

import orjson

Say = Callable[[str, str], None]
AGAIN_AFTER_SECONDS = 60.0
MOST_REMEMBERED = 1000


class Log:
    """Says each line at most once a minute; when it comes again, with how often it was left out."""

    def __init__(self, customer: str, write: Callable[[str], object] = sys.stderr.write) -> None:
        """``write`` gets whole lines."""
        self._customer, self._write = customer, write
        self._said: dict[tuple[str, str], tuple[float, int]] = {}
        self._lock = threading.Lock()

    def part(self, part: str) -> Say:
        """The log of one part of the process: ``say(level, text)``."""
        return lambda level, text: self.say(part, level, text)

    def say(self, part: str, level: str, text: str) -> None:
        """``level`` is ``info``, ``warning`` or ``error``. From any thread."""
        now = time.time()
        with self._lock:
            last, left_out = self._said.get((part, text), (0.0, 0))
            if now - last < AGAIN_AFTER_SECONDS:
                self._said[part, text] = last, left_out + 1
                return
            if len(self._said) >= MOST_REMEMBERED:
                self._said.clear()
            self._said[part, text] = now, 0
            line = {"at": round(now, 3), "customer": self._customer, "part": part, "level": level, "text": text}
            if left_out:
                line["left_out"] = left_out
            self._write(orjson.dumps(line).decode() + "\n")


class Handler(logging.Handler):
    """Brings what libraries and other parts say with ``logging`` into the same lines."""

    def __init__(self, log: Log) -> None:
        """From ``WARNING`` on; our own parts from ``INFO`` on."""
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """One line; of an exception its last line, for the journal is read by people."""
        ours = record.name.startswith("nachtwacht.")
        if not ours and record.levelno < logging.WARNING:
            return
        text = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            text += f": {type(record.exc_info[1]).__name__}: {record.exc_info[1]}"
        part = record.name.removeprefix("nachtwacht.") if ours else record.name
        self._log.say(part, record.levelname.lower(), text)


def take_over(log: Log) -> None:
    """From now on everything that is logged in this process goes through ``log``."""
    root = logging.getLogger()
    root.handlers[:] = [Handler(log)]
    root.setLevel(logging.WARNING)
    logging.getLogger("nachtwacht").setLevel(logging.INFO)
