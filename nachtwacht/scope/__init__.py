"""The scope: read, merged with its profile, checked against the language and the catalogue."""

from __future__ import annotations

from nachtwacht.scope.checking import check, load_scope
from nachtwacht.scope.reach import read_reach

__all__ = ["check", "load_scope", "read_reach"]
