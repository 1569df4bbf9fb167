"""The host itself: paths under a root, commands, and writes that are whole or absent."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMMAND_SECONDS = 900


class Refused(Exception):
    """The host cannot become as wanted; the text says what is in the way."""


@dataclass(frozen=True)
class Done:
    """What a command said."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Machine:
    """A host whose files lie under ``root``: ``/`` on a host, a folder in a test."""

    root: str = "/"

    def path(self, path: str) -> Path:
        """The place of an absolute path of the host."""
        if not path.startswith("/") or ".." in path.split("/"):
            raise Refused(f"{path} is no absolute, plain path")
        return Path(self.root) / path.lstrip("/")

    @property
    def home(self) -> Path:
        """Where records, displaced files and blobs are kept."""
        return self.path("/var/lib/nachtwacht")

    def blob(self, sha256: str) -> Path:
        """Where a blob of that content lies when the controller has brought it."""
        return self.home / "blobs" / sha256

    @property
    def runs_systemd(self) -> bool:
        """Whether units can be asked about: not in a test's folder."""
        return self.root == "/"

    def run(self, *argv: str, text: str | None = None, check: bool = True) -> Done:
        """Run a command in the C locale; a failure is a ``Refused`` with what it said, unless ``check`` is false."""
        environment = {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive", "PATH": _PATH}
        try:
            done = subprocess.run(
                argv, input=text, capture_output=True, text=True, check=False, env=environment, timeout=COMMAND_SECONDS
            )
        except FileNotFoundError:
            done = subprocess.CompletedProcess(argv, 127, "", f"{argv[0]}: no such program")
        except subprocess.TimeoutExpired:
            raise Refused(f"{argv[0]} took longer than {COMMAND_SECONDS} s") from None
        if check and done.returncode:
            said = (done.stderr.strip() or done.stdout.strip())[-1500:]
            raise Refused(f"{' '.join(argv[:4])}: {said}")
        return Done(done.returncode, done.stdout, done.stderr)


_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary neighbour of ``path`` that takes its place, synced, when the block ends well."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.nachtwacht-", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        yield fresh
        sync(fresh)
        fresh.replace(path)
        sync(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file's content, or a folder's entries, are on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Put a file's content in place, whole or not at all."""
    with replacing(path) as fresh:
        fresh.write_bytes(content)
        fresh.chmod(mode)


def sha256(path: Path) -> str:
    """The sha256 of a file's content, in hexadecimal."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            total.update(piece)
    return total.hexdigest()
