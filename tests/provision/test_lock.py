"""Who holds a customer's state, and whether that one is dead."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nachtwacht.model.failure import Failure
from nachtwacht.provision import lock


def leave_lock(backend, pid, host=None, at=None):
    folder = backend / ".pulumi/locks/organization/nachtwacht/gouden-aar"
    folder.mkdir(parents=True)
    stamp = datetime.fromtimestamp(at or time.time(), UTC).isoformat()
    value = {"pid": pid, "username": "root", "hostname": host or socket.gethostname(), "timestamp": stamp}
    (folder / "one.json").write_text(json.dumps(value))


def test_no_lock_is_free(tmp_path):
    assert lock.free(tmp_path, "x") is False


def test_a_dead_holders_lock_may_be_freed(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    leave_lock(tmp_path, process.pid)
    assert lock.free(tmp_path, "x") is True


def test_a_dead_holder_that_nobody_has_waited_for_is_dead(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    assert process.stdout.read() == b""
    while f"{process.pid} (python" in (stat := Path(f"/proc/{process.pid}/stat").read_text()) and ") Z" not in stat:
        time.sleep(0.01)
    leave_lock(tmp_path, process.pid)
    assert lock.free(tmp_path, "x") is True
    process.wait()
    process.stdout.close()


def test_another_program_with_the_same_number_is_not_the_holder(tmp_path):
    leave_lock(tmp_path, os.getpid())
    assert lock.free(tmp_path, "x") is True


def test_a_lock_of_another_machine_stands(tmp_path):
    leave_lock(tmp_path, 1, host="elsewhere")
    with pytest.raises(Failure, match="on elsewhere"):
        lock.free(tmp_path, "x")


def test_a_living_engines_lock_stands(tmp_path):
    program = tmp_path / "pulumi"
    shutil.copy("/bin/sleep", program)
    process = subprocess.Popen([str(program), "60"])
    try:
        leave_lock(tmp_path, process.pid)
        with pytest.raises(Failure, match=f"process {process.pid}"):
            lock.free(tmp_path, "x")
    finally:
        process.kill()
        process.wait()
