"""Where something stands in a file, and the finding that points there."""

from __future__ import annotations

from msgspec import Struct

from nachtwacht.document.codes import CODES
from nachtwacht.model.finding import ScopeFinding

Path = tuple[str | int, ...]
"""Keys and list indices from the top of a document down to a value."""


class Place(Struct, frozen=True, order=True):
    """A spot in a file. Line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1


def finding(code: str, place: Place, message: str, fix: str = "", about: tuple[str, ...] = ()) -> ScopeFinding:
    """A finding of that code, with the severity that the table of codes gives it.

    ``about``: of a warning, the names that an entry of ``accepted_warnings`` must give to accept it.
    """
    return ScopeFinding(
        file=place.file,
        line=place.line,
        column=place.column,
        code=code,
        message=message,
        severity=CODES[code].severity,
        fix=fix,
        about=about,
    )
