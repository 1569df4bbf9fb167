"""A real sshd on the loopback address with a forced command; its program comes from the system or from Debian's package.

The daemon runs in a mount namespace of its own, in which the accounts ``sshd`` and ``nw-respond`` exist: the machine's
own accounts and daemons are left alone.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from msgspec import Struct

FORCED = """\
import json, pathlib, sys, time
question, state = json.load(sys.stdin), pathlib.Path(__file__).with_name("isolated")
do, answer = question["do"], {"ok": True, "verified": True, "detail": "as asked", "you_asked": question}
if do == "sleep":
    time.sleep(30)
if do == "isolate":
    state.touch()
if do == "release":
    state.unlink(missing_ok=True)
if do == "isolation":
    answer["isolated"] = state.exists()
if do == "garbage":
    print("no json at all")
elif do == "complain":
    print("sudo: a password is required", file=sys.stderr)
    raise SystemExit(1)
else:
    print(json.dumps(answer))
"""
CONFIGURATION = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
"""


class Daemon(Struct, frozen=True, kw_only=True):
    """A running sshd."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def host_key(self) -> str:
        """Its public key, as in known_hosts."""
        return " ".join((self.folder / "host_key.pub").read_text().split()[:2])


def find_sshd(folder: Path) -> tuple[Path, Path] | str:
    """The program and a folder of libraries that it needs besides the system's; or why there is none."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return "needs root, for a mount namespace of its own"
    there = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if there:
        return Path(there), folder
    for package in ("openssh-server", "libwrap0"):
        got = subprocess.run(["apt-get", "download", "-qq", package], cwd=folder, capture_output=True, check=False)
        if got.returncode:
            return "needs sshd: apt-get install openssh-server"
    for file in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", str(file), str(folder)], check=True)
    return folder / "usr/sbin/sshd", next(folder.glob("usr/lib/*/"))


def start(program: Path, libraries: Path, folder: Path) -> Daemon:
    """An sshd that answers on a free port; its clients' key is ``folder/id``."""
    for name in ("host_key", "id", "stranger"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    (folder / "forced.py").write_text(FORCED)
    command = f"{sys.executable} {folder / 'forced.py'}"
    public = (folder / "id.pub").read_text()
    (folder / "authorized_keys").write_text(f'restrict,command="{command}" {public}')
    users = Path("/etc/passwd").read_text()
    users += f"sshd:x:64998:65534::/run/sshd:/usr/sbin/nologin\nnw-respond:x:0:0::{folder}:/bin/sh\n"
    (folder / "passwd").write_text(users)
    (folder / "shadow").write_text(Path("/etc/shadow").read_text() + "nw-respond:*:20000:0:99999:7:::\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "sshd_config").write_text(CONFIGURATION.format(port=port, folder=folder))
    script = 'mount --bind "$1/passwd" /etc/passwd && mount --bind "$1/shadow" /etc/shadow && mount -t tmpfs none /run && mkdir /run/sshd && exec "$2" -D -e -f "$1/sshd_config"'
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["unshare", "-m", "sh", "-c", script, "sh", str(folder), str(program)],
            env={**os.environ, "LD_LIBRARY_PATH": str(libraries)},
            stderr=log,
        )
    _wait_for(port, process, folder)
    return Daemon(port=port, folder=folder, process=process)


def stop(daemon: Daemon) -> None:
    """End it."""
    daemon.process.terminate()
    daemon.process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError((folder / "log").read_text())
