"""A failure that no edit of a scope mends: what happened, where, and what to do about it."""

from __future__ import annotations


class Failure(Exception):
    """Stops a verb. The command line prints it without a traceback and ends with ``status``."""

    def __init__(self, what: str, *, mend: str, status: int = 3) -> None:
        """``what`` names the thing and the place; ``mend`` is something that can be done."""
        super().__init__(what)
        self.what = what
        self.mend = mend
        self.status = status
