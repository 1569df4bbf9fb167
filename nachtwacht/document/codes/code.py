"""One code: what it is called, why it matters, and how it is mended."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Code(Struct, frozen=True):
    """A kind of mistake. ``why`` and ``mend`` are whole sentences for somebody who does not program."""

    code: str
    severity: Literal["error", "warning"]
    title: str
    why: str
    mend: str
