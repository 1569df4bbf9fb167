"""Content-addressed artefacts: brought to a host when it lacks them, verified there, placed by the host's state."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress, silent
from nachtwacht.provision import ssh
from nachtwacht.provision.hosts import good

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nachtwacht.model.reach import Reach
    from nachtwacht.provision.hosts import Hosts
    from nachtwacht.provision.requests import Answer, Request

FOLDER = "/var/lib/nachtwacht/blobs"
UPLOADS = 2
_PUT = (
    "import hashlib, os, shutil, sys\n"
    "folder, want = sys.argv[1:3]\n"
    "os.makedirs(folder, mode=0o700, exist_ok=True)\n"
    "fresh = os.path.join(folder, f'.{want}.{os.getpid()}')\n"
    "total = hashlib.sha256()\n"
    "try:\n"
    "    with open(fresh, 'wb') as out:\n"
    "        while piece := sys.stdin.buffer.read(1 << 20):\n"
    "            out.write(piece)\n"
    "            total.update(piece)\n"
    "        out.flush()\n"
    "        os.fsync(out.fileno())\n"
    "    if total.hexdigest() != want:\n"
    "        sys.exit('what arrived has sha256 ' + total.hexdigest())\n"
    "    os.replace(fresh, os.path.join(folder, want))\n"
    "finally:\n"
    "    if os.path.exists(fresh):\n"
    "        os.unlink(fresh)\n"
)
"""Runs on the host: takes a blob from standard input, and keeps it only when it is the right one."""


class Store:
    """The controller's artefacts by sha256; at most two are under way at a time."""

    def __init__(self, reach: Reach, files: dict[str, Path], progress: Progress = silent) -> None:
        self._reach = reach
        self._files = files
        self._progress = progress
        self._turn = threading.BoundedSemaphore(UPLOADS)

    def bring(self, host: str, digest: str) -> None:
        """Put one blob on a host; raises Failure when it is not at hand or arrives damaged."""
        path = self._files.get(digest)
        if path is None:
            raise Failure(
                f"{host} needs an artefact with sha256 {digest[:12]}…, which is not prepared on this machine",
                mend="run nw provision again; it prepares what is missing",
            )
        with self._turn:
            self._progress(host, f"copy {path.name}", "start", f"{path.stat().st_size / 1e6:.0f} MB")
            connection = ssh.connect(self._reach, host)
            try:
                argv = ("python3", "-c", _PUT, FOLDER, digest)
                ran = ssh.run(
                    connection, argv if connection.user == "root" else ("sudo", "-n", *argv), path.read_bytes(), 300
                )
            finally:
                connection.close()
        if ran.status:
            reason = (ran.err.strip().splitlines() or ["no reason given"])[-1]
            raise Failure(
                f"{host}: {path.name} did not arrive whole: {reason}",
                mend=f"look at the disk of {host} (df -h /var), then run again",
            )
        self._progress(host, f"copy {path.name}", "changed")


def with_blobs(hosts: Hosts, store: Store, host: str, requests: Sequence[Request]) -> Iterator[Answer]:
    """Ask a host several things in one run; when it says that blobs are missing, bring them and ask the rest again.

    Yields good answers in order; raises the Failure of the first that is not.
    """
    waiting = list(requests)
    while waiting:
        answers = [future.result() for future in hosts.submit(host, waiting)]
        missing: tuple[str, ...] = ()
        for request, answer in zip(tuple(waiting), answers, strict=True):
            missing = answer.missing_blobs if request.op == "apply" else ()
            if missing:
                break
            waiting.remove(request)
            yield good(host, answer)
        for digest in missing:
            store.bring(host, digest)


def sha256(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
