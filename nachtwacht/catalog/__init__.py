"""The catalogue: modules, detection packs, runbooks and profiles, read from their folders into one value."""

from __future__ import annotations

from pathlib import Path

from nachtwacht.catalog.reading import read_catalog

__all__ = ["read_catalog", "root"]


def root() -> Path:
    """The repository that this package stands in; the content folders are beside the package."""
    return Path(__file__).resolve().parents[2]
