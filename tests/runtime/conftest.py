"""A runtime for a test."""

from __future__ import annotations

import pytest

from tests.runtime.running import Running


@pytest.fixture
def runtime(tmp_path):
    running = Running(tmp_path)
    yield running
    running.close()
