"""Programs of the system that the laboratory needs: installed where we may, else asked for by name."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress

PACKAGES: dict[str, str] = {
    "mmdebstrap": "mmdebstrap",
    "podman": "podman",
    "runc": "runc",
    "netavark": "netavark",
    "conmon": "conmon",
    "ip": "iproute2",
    "tc": "iproute2",
    "nft": "nftables",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
    "unshare": "util-linux",
    "nsenter": "util-linux",
}
"""Program -> Debian package that brings it."""

BROWSER: dict[str, str] = {"chromium": "chromium", "chromedriver": "chromium-driver"}
"""The same for the browser that tests of web pages drive."""

_PLACES = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/libexec/podman:/usr/lib/podman"
_KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def missing(programs: Iterable[str], path: str | None = None) -> tuple[str, ...]:
    """The Debian packages to install for programs that are not on ``path`` (else PATH and root's places), sorted."""
    places = path if path is not None else f"{os.environ.get('PATH', '')}:{_PLACES}"
    lacking = {{**PACKAGES, **BROWSER}[program] for program in programs if not shutil.which(program, path=places)}
    if not _KEYRING.exists():
        lacking.add("debian-archive-keyring")
    return tuple(sorted(lacking))


def ensure(what: str, progress: Progress, programs: Iterable[str] = tuple(PACKAGES)) -> None:
    """Install what is missing with apt when we are root on Debian or Ubuntu; else a Failure with the exact command."""
    packages = missing(programs)
    if not packages:
        return
    command = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failure(
            f"{what}: needs {', '.join(packages)}, which this account cannot install here",
            mend=f"as root on Debian or Ubuntu: {command} (elsewhere the packages of the same programs)",
        )
    progress(what, "install " + " ".join(packages), "start", "")
    _apt(what, ["update", "-qq"], command)
    _apt(what, ["install", "-y", "-qq", "--no-install-recommends", *packages], command)
    progress(what, "install " + " ".join(packages), "changed", "")


def _apt(what: str, arguments: list[str], command: str) -> None:
    environment: Mapping[str, str] = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    argv = ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments]
    answer = subprocess.run(
        argv, capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL, check=False
    )
    if answer.returncode != 0:
        raise Failure(
            f"{what}: apt-get {arguments[0]} ended with {answer.returncode}\n{answer.stderr.strip()}",
            mend=f"as root: {command}",
        )
