"""The laboratory for tests, and the order: what takes the laboratory down comes before what others build on it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from nachtwacht import lab
from nachtwacht.model.progress import silent

LIFE = "test_lab_life"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring the tests of up and down to the front, whatever order was drawn for the others."""
    items.sort(key=lambda item: LIFE not in item.nodeid)


@pytest.fixture(scope="module")
def laboratory() -> lab.Laboratory:
    """The laboratory that stands; it is left standing."""
    return lab.up(silent)


@pytest.fixture
def fresh(laboratory: lab.Laboratory) -> Iterator[Callable[[str], str]]:
    """Makes a host anew, and anew again when the test is over."""
    used: list[str] = []

    def make(name: str) -> str:
        lab.reset(name, silent)
        used.append(name)
        return name

    yield make
    for name in used:
        lab.reset(name, silent)


Start = Callable[[str, str], "subprocess.Popen[str]"]


@pytest.fixture
def on_host(laboratory: lab.Laboratory) -> Iterator[Start]:
    """Starts a Python program on a host over ssh, with its output line by line; ended with the test."""
    running: list[subprocess.Popen[str]] = []

    def start(name: str, program: str) -> subprocess.Popen[str]:
        argv = lab.ssh_command(name, ["python3", "-u", "-c", f"'{program}'"])
        assert "'" not in program
        process = subprocess.Popen(argv, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, stderr=sys.stderr, text=True)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()
