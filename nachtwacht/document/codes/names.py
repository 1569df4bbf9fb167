"""NW2xx: names of things."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES: tuple[Code, ...] = ()
