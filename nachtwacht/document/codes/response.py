"""NW4xx: what may be done."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES: tuple[Code, ...] = ()
