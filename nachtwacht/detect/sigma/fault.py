"""A rule that cannot be used, as a value: where it stands, what is wrong, how to mend it."""

from __future__ import annotations

from msgspec import Struct


class Fault(Struct, frozen=True, kw_only=True, order=True):
    """One mistake in one rule file. Line and column count from 1; 1 when only the document is known."""

    file: str
    line: int = 1
    column: int = 1
    code: str = "NW909"
    what: str
    fix: str = ""

    def __str__(self) -> str:
        """One line with the place, and the mend below it."""
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.what}" + (
            f"\n  fix: {self.fix}" if self.fix else ""
        )
