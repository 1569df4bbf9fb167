"""What detection remembers between batches, in one SQLite connection that the caller commits."""

from __future__ import annotations

import sqlite3

from nachtwacht.detect import canary
from nachtwacht.detect.sigma.window import Window

_QUIET = "CREATE TABLE IF NOT EXISTS quiet (key TEXT PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID"


class State:
    """Correlations' windows, registered canaries, and findings that are not to be said again for a while."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """The connection is the caller's, and so is the transaction."""
        self.connection = connection
        self.window = Window(connection)
        canary.schema(connection)
        connection.execute(_QUIET)

    @classmethod
    def memory(cls) -> State:
        """A state that ends with the process."""
        return cls(sqlite3.connect(":memory:", isolation_level=None))

    def first(self, key: str, now: float, until: float) -> bool:
        """Whether ``key`` was not said lately; from now on it counts as said until then."""
        known = self.connection.execute("SELECT until FROM quiet WHERE key = ?", (key,)).fetchone()
        if known is not None and known[0] >= now:
            return False
        self.connection.execute("INSERT OR REPLACE INTO quiet VALUES (?, ?)", (key, until))
        return True

    def evict(self, now: float) -> None:
        """Drop what no longer counts."""
        self.window.evict(now)
        self.connection.execute("DELETE FROM quiet WHERE until < ?", (now,))


def speak_again(connection: sqlite3.Connection, asset: str) -> None:
    """What was said of an asset may be said again at once: a response to it has ended, so a new finding has a meaning.

    The asset is one of the parts of a key, each between unit separators.
    """
    connection.execute(_QUIET)
    connection.execute("DELETE FROM quiet WHERE instr(key, ?) > 0", (f"\x1f{asset}\x1f",))
