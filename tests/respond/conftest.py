"""Fixtures of the responses' tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import loopback_sshd
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


@pytest.fixture(scope="session")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[loopback_sshd.Daemon]:
    """A real sshd on the loopback address."""
    found = loopback_sshd.find_sshd(tmp_path_factory.mktemp("openssh"))
    if isinstance(found, str):
        pytest.skip(found)
    running = loopback_sshd.start(*found, tmp_path_factory.mktemp("sshd"))
    yield running
    loopback_sshd.stop(running)
