"""Runs programs for the laboratory: plain, inside its mount namespace, or as podman there."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from nachtwacht.lab.place import Place
from nachtwacht.model.failure import Failure

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_MARKED = 'printf %s "$1" > /proc/self/loginuid && shift && exec "$@"'
"""Takes the log-in uid, then becomes the program: everything that it starts inherits the mark."""


def call(
    argv: Sequence[str | Path],
    *,
    stdin: str | bytes | None = None,
    check: bool = True,
    mend: str = "nw lab down, then nw lab up",
    timeout: float = 120,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end with its output caught. Raises Failure when it fails and ``check`` is set."""
    words = [str(word) for word in argv]
    data = stdin.encode() if isinstance(stdin, str) else (stdin or b"")
    environment = {**os.environ, "PATH": f"{os.environ.get('PATH', '')}:{_PATH}", "LC_ALL": "C.UTF-8"}
    try:
        answer = subprocess.run(words, input=data, capture_output=True, env=environment, timeout=timeout, check=False)
    except OSError as error:
        raise Failure(
            f"laboratory: {words[0]} could not be started: {error.strerror}", mend="nw lab up installs it"
        ) from error
    except subprocess.TimeoutExpired as error:
        raise Failure(f"laboratory: {' '.join(words[:8])} did not end within {timeout:g} s", mend=mend) from error
    if answer.returncode in (-signal.SIGINT, 128 + signal.SIGINT):  # Ctrl-C reaches the group, them before us perhaps.
        raise KeyboardInterrupt
    if check and answer.returncode != 0:
        said = (answer.stderr or answer.stdout).decode(errors="replace").strip()
        raise Failure(f"laboratory: {' '.join(words)} ended with {answer.returncode}\n{said}", mend=mend)
    return answer


def inside(place: Place, argv: Sequence[str | Path]) -> list[str]:
    """The same program in the laboratory's mount namespace."""
    return ["nsenter", f"--mount={place.mounts}", "--", *(str(word) for word in argv)]


def podman(place: Place, argv: Sequence[str | Path], *, mark: int | None = None) -> list[str]:
    """A podman call in the laboratory's mount namespace and store; ``mark`` is the log-in uid of what it starts."""
    marked = ["sh", "-c", _MARKED, "nw", str(mark)] if mark is not None else []
    folders: list[str | Path] = [
        *("--root", place.podman / "root", "--runroot", place.podman / "run", "--tmpdir", place.podman / "tmp"),
        *("--network-config-dir", place.podman / "net", "--cgroup-manager=cgroupfs", "--runtime", runtime()),
    ]
    return inside(place, [*marked, "podman", *folders, *argv])


def runtime() -> str:
    """The OCI runtime: runc, since crun refuses to lower limits that it may not raise again."""
    found = [path for folder in _PATH.split(":") if (path := Path(folder) / "runc").exists()]
    return str(found[0]) if found else "runc"
