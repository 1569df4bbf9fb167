"""A real runtime: its configuration folder, its process, and how to ask it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nachtwacht.ingest.registration import encode, join
from nachtwacht.model.watch import CanaryRegistration
from nachtwacht.runtime.control import ask
from tests.ingest.pki import Authority
from tests.ingest.sender import Agent
from tests.packs.office import ADDRESSES, office

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port on which nothing listens at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], Any], seconds: float = 30.0) -> Any:
    """The first true value of a condition; the test fails when there is none in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError("the condition did not come true in time")


class Running:
    """``start``, ``kill`` (SIGKILL), ``stop`` (SIGTERM); the folder stays."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder, self.data = folder, folder / "data"
        self.port = free_port()
        self.authority = Authority(folder / "pki")
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder / "log"
        self._signer = Ed25519PrivateKey.generate()
        self._agents: list[Agent] = []
        server = self.authority.issue("soc-01", server=True)
        self.config = folder / "runtime.json"
        # A unix socket's path is short (108 bytes); a test's folder need not be.
        self.socket = Path("/tmp") / f"nw-test-{os.getpid()}-{self.port}.sock"
        self.write(
            runtime={
                "customer": "gouden-aar",
                "data": str(self.data),
                "socket": str(self.socket),
                "listen": {"address": "127.0.0.1", "port": self.port},
                "tls": {
                    "certificate": str(server.certificate),
                    "key": str(server.key),
                    "ca": str(self.authority.certificate),
                },
                "addresses": ADDRESSES,
                "reserve_bytes": 1 << 20,
                **settings,
            }
        )

    def write(self, runtime: dict[str, Any]) -> None:
        self.config.write_text(json.dumps(runtime))
        (self.folder / "scope.json").write_bytes(msgspec.json.encode(office()))
        public = self._signer.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        (self.folder / "canary.pub").write_bytes(public)
        (self.folder / "known_hosts").write_text("")
        for name in ("detection_packs", "runbooks"):
            shutil.copytree(ROOT / name, self.folder / name.removeprefix("detection_"), dirs_exist_ok=True)

    def start(self, **environment: str) -> Running:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "nachtwacht", "runtime", "serve", "--config", str(self.config)],
                cwd=ROOT,
                stderr=log,
                stdout=log,
                env=os.environ | environment,
                start_new_session=True,
            )
        return self

    def ready(self) -> Running:
        """Wait until the receiver accepts connections."""
        until(self._accepts)
        return self

    def _accepts(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return self.socket.exists()
        except OSError:
            return False

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """End it in order; its exit status. Does nothing when it does not run."""
        if self.process is None or self.process.poll() is not None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def ask(self, verb: str, **arguments: Any) -> Any:
        return ask(self.socket, verb, arguments, timeout=60)

    def agent(self, name: str) -> Agent:
        self._agents.append(Agent(self.port, self.authority, self.authority.issue(name)))
        return self._agents[-1]

    def close(self) -> None:
        """End it, and what still speaks to it."""
        for agent in self._agents:
            agent.close()
        self.stop()
        self.socket.unlink(missing_ok=True)

    def register(self, **changes: Any) -> dict[str, Any]:
        """Register a canary, signed as the controller does."""
        now = time.time()
        canary = CanaryRegistration(
            **{"customer": "gouden-aar", "issued": now, "expires": now + 300, **changes}  # type: ignore[arg-type]
        )
        payload = encode(canary)
        result: dict[str, Any] = self.ask("canary", text=join(payload, self._signer.sign(payload.encode())))
        return result

    def rows(self, query: str) -> list[Any]:
        """Look into the store, beside the process."""
        connection = sqlite3.connect(f"file:{self.data / 'store.sqlite'}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def lines(self) -> list[dict[str, Any]]:
        """What it logged."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def said(self, text: str) -> bool:
        return any(text in line["text"] for line in self.lines())
