"""NW3xx: what is watched, and what cannot be."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES: tuple[Code, ...] = ()
