"""NW6xx: law and agreement."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES: tuple[Code, ...] = ()
