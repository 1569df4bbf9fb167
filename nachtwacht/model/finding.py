"""What ``check`` says of a scope: one finding per mistake, with its place and its mend."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class ScopeFinding(Struct, frozen=True, kw_only=True, order=True):
    """One mistake in one file. Line and column count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str
    severity: Literal["error", "warning"] = "error"
    fix: str = ""
    about: tuple[str, ...] = ()
    """The things of the scope that a warning is about, so that it can be accepted for these and no others."""
    accepted: str = ""
    """Of a warning that the file accepts: why, by whom and until when. Such a finding asks for nothing."""


class Rejected(Struct, frozen=True):
    """A file that could not become a value, with every reason at once."""

    findings: tuple[ScopeFinding, ...]
