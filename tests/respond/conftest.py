"""Fixtures of the responses' tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from respond_doubles import Watch
from respond_samples import TUESDAY, book


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[..., Watch]]:
    """Makes a stepped worker: ``watch(at=…, response=[…])``."""
    made: list[Watch] = []

    def make(at: float = TUESDAY, **changes: Any) -> Watch:
        made.append(Watch(tmp_path, book(**changes), at))
        return made[-1]

    yield make
    for one in made:
        one.connection.close()
