"""Where prepared artefacts and the sources of the tools are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """``$NACHTWACHT_CACHE``, else ``nachtwacht`` in the user's cache folder (XDG Base Directory Specification)."""
    if own := environment.get("NACHTWACHT_CACHE"):
        return Path(own).absolute()
    base = environment.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "nachtwacht"


def repository() -> Path:
    """The folder that has ``engine/`` and the lock files."""
    return Path(__file__).resolve().parents[2]
