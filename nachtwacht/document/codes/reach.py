"""NW8xx: how hosts are reached (hosts.yaml)."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES: tuple[Code, ...] = ()
