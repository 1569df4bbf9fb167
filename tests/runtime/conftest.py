"""A runtime for a test."""

from __future__ import annotations

import pytest

from tests.runtime.running import Running


@pytest.fixture
def runtime(tmp_path):
    running = Running(tmp_path)
    yield running
    running.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One that runs, for tests that leave it as it was or look at their own records only."""
    running = Running(tmp_path_factory.mktemp("shared"))
    running.start().ready()
    yield running
    running.close()
