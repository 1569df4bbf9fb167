"""Content-addressed artefacts: brought to a host when it lacks them, verified there, placed by the host's state."""

from __future__ import annotations

import hashlib
import shlex
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress, silent
from nachtwacht.provision import openssh, ssh
from nachtwacht.provision.hosts import good

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nachtwacht.model.reach import Reach
    from nachtwacht.provision.hosts import Hosts
    from nachtwacht.provision.requests import Answer, Request

FOLDER = "/var/lib/nachtwacht/blobs"
UPLOADS = 2
SSH_FAILED = 255
"""ssh(1) ends with 255 when it failed itself, else with the program's own status."""
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
        self._lacking: set[tuple[str, str]] = set()

    def note_new(self, host: str) -> None:
        """The host is new to us: it has none of the artefacts."""
        self._lacking |= {(host, digest) for digest in self._files}

    def note_missing(self, host: str, digests: Iterable[str]) -> None:
        """The host has said that it lacks these."""
        self._lacking |= {(host, digest) for digest in digests}

    def lacks(self, host: str, digest: str) -> bool:
        """Whether it is known that the host lacks an artefact."""
        return (host, digest) in self._lacking

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
            _copy(self._reach, host, path, digest)
        self._lacking.discard((host, digest))
        self._progress(host, f"copy {path.name}", "changed")


def _copy(reach: Reach, host: str, path: Path, digest: str) -> None:
    """Over OpenSSH's own client and the connection that Ansible shares: ten times as fast as SSH in Python."""
    argv = ["python3", "-c", _PUT, FOLDER, digest]
    account = reach.hosts[host].account or reach.account
    words = argv if account == "root" else ["sudo", "-n", *argv]
    with path.open("rb") as stream:
        done = subprocess.run(
            [*openssh.command(reach, host), shlex.join(words)],
            stdin=stream,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode == SSH_FAILED:
        raise ssh.why(reach, host, done.stderr)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Failure(
            f"{host}: {path.name} did not arrive whole: {reason}",
            mend=f"look at the disk of {host} (df -h /var), then run the same command again",
        )


def with_blobs(hosts: Hosts, store: Store, host: str, requests: Sequence[Request]) -> Iterator[Answer]:
    """Ask a host several things in one run; when it says that blobs are missing, bring them and ask the rest again.

    Yields good answers in order; raises the Failure of the first that is not.
    """
    waiting = list(requests)
    for digest in dict.fromkeys(
        one for request in waiting if request.op == "apply" for one in needed(request.document)
    ):
        if store.lacks(host, digest):
            store.bring(host, digest)
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


def needed(document: dict[str, Any]) -> list[str]:
    """The blobs that a document's files and archives are made of."""
    items = [*document.get("files", ()), *document.get("archives", ())]
    return [item["blob"] for item in items if item.get("blob")]


def sha256(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
