"""The runtime as a service: what it tells systemd, how it starts, reloads and stops, and why it cannot start."""

from __future__ import annotations

import json
import signal
import socket
from pathlib import Path

import pytest

from nachtwacht.runtime.log import Log
from nachtwacht.runtime.notify import notify
from tests.runtime.running import until


def test_systemd_is_told_that_it_is_ready_alive_and_stopping(runtime, tmp_path):
    address = f"/tmp/nw-notify-{runtime.port}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(address)
        listener.settimeout(30)
        runtime.start(NOTIFY_SOCKET=address)
        heard = [listener.recv(100).decode() for _ in range(2)]
        assert heard == ["READY=1", "WATCHDOG=1"]
        runtime.ready()
        runtime.process.send_signal(signal.SIGTERM)
        while heard[-1] != "STOPPING=1":
            heard.append(listener.recv(100).decode())
        assert runtime.process.wait(30) == 0
    Path(address).unlink()
    assert runtime.said("stopped")


def test_nobody_is_told_without_systemd():
    notify("READY=1", None)
    notify("READY=1", "/nonexistent/socket")


def test_a_signal_reads_the_rules_again(runtime):
    runtime.start().ready()
    broken = runtime.folder / "scope.json"
    text = broken.read_bytes()
    broken.write_text("{}")
    runtime.process.send_signal(signal.SIGHUP)
    until(lambda: runtime.said("the watch goes on as before"))
    assert runtime.ask("health")["use_cases"]
    broken.write_bytes(text)
    until(lambda: len([line for line in runtime.lines() if "watching for" in line["text"]]) >= 1)


@pytest.mark.parametrize(
    ("change", "said", "fix"),
    [
        ({"customer": "another"}, "this is the scope of gouden-aar, not of another", "nw provision"),
        ({"surprise": 1}, "surprise", "nw provision"),
        ({"listen": {"port": "x"}}, "port", "nw provision"),
        (
            {"tls": {"certificate": "/nonexistent", "key": "/nonexistent", "ca": "/nonexistent"}},
            "certificate cannot be used",
            "nw provision",
        ),
        ({"data": "/proc/nowhere"}, "/proc/nowhere", "account"),
    ],
)
def test_why_it_cannot_start(runtime, change, said, fix):
    settings = json.loads(runtime.config.read_text())
    runtime.config.write_text(json.dumps(settings | change))
    assert runtime.start().process.wait(30) == 3
    text = runtime.log.read_text()
    assert said in text
    assert f"fix: {fix}" in text or fix in text.split("fix:")[1]
    assert "Traceback" not in text


def test_a_port_that_is_taken(runtime):
    with socket.socket() as other:
        other.bind(("127.0.0.1", runtime.port))
        other.listen()
        assert runtime.start().process.wait(30) == 3
    text = runtime.log.read_text()
    assert f"cannot listen on 127.0.0.1:{runtime.port}" in text
    assert "Traceback" not in text


def test_the_same_line_is_said_once_a_minute():
    lines = []
    log = Log("gouden-aar", lines.append)
    for _ in range(50):
        log.say("tls", "warning", "a client was refused")
    log.say("tls", "warning", "another client was refused")
    assert [json.loads(line)["text"] for line in lines] == ["a client was refused", "another client was refused"]
    assert json.loads(lines[0])["customer"] == "gouden-aar"
