"""``nw edit`` as a process: where it listens, what it prints, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from browsing import customer

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/#(\S+)")


@pytest.fixture
def started(tmp_path):
    customer(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "nachtwacht", "edit", "gouden-aar", "--no-open"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NACHTWACHT_CUSTOMERS": str(tmp_path)},
    )
    yield process
    process.kill()
    process.wait()
    process.stderr.close()


def test_it_listens_here_only_and_ends_cleanly(started):
    port, key = ADDRESS.search(started.stderr.readline()).groups()
    assert key not in Path(f"/proc/{started.pid}/cmdline").read_text()
    listening = [
        line.split()
        for line in Path(f"/proc/{started.pid}/net/tcp").read_text().splitlines()
        if line.split()[3] == "0A"
    ]
    assert [entry[1] for entry in listening if entry[1].endswith(f":{int(port):04X}")] == [f"0100007F:{int(port):04X}"]
    assert "Ctrl-C" in started.stderr.readline()
    started.send_signal(signal.SIGINT)
    assert started.wait(20) == 0
    rest = started.stderr.read()
    assert "ended" in rest
    assert "Traceback" not in rest


def test_an_unknown_customer_is_said(tmp_path):
    customer(tmp_path)
    answer = subprocess.run(
        [sys.executable, "-m", "nachtwacht", "edit", "gouden-aer"],
        capture_output=True,
        text=True,
        env={**os.environ, "NACHTWACHT_CUSTOMERS": str(tmp_path)},
        check=False,
    )
    assert answer.returncode == 2
    assert "gouden-aar" in answer.stderr
