"""Arguments for OpenSSH's own client, as Ansible uses it: pinned keys, shared connections, no surprises."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nachtwacht.model.failure import Failure

if TYPE_CHECKING:
    from nachtwacht.model.reach import Reach

PERSIST = "60s"


def common_arguments(reach: Reach) -> str:
    """Options for every connection: no configuration but ours, and only hosts whose key is pinned."""
    options = (
        "ControlMaster=auto", f"ControlPersist={PERSIST}", f"UserKnownHostsFile={reach.known_hosts}",
        "GlobalKnownHostsFile=none", "StrictHostKeyChecking=yes", "UpdateHostKeys=no", "IdentitiesOnly=yes",
        "BatchMode=yes", "ConnectTimeout=8", "ServerAliveInterval=15",
    )  # fmt: skip
    return shlex.join(["-F", "none", *(part for option in options for part in ("-o", option))])


def command(reach: Reach, host: str) -> list[str]:
    """OpenSSH's client for one host, over the shared connection; what is to be run there comes after it."""
    place = reach.hosts[host]
    shared = ["-o", f"ControlPath={control_folder(reach)}/%C"]
    identity = ["-i", reach.identity_file, "-p", str(place.port)]
    account = place.account or reach.account
    return ["ssh", *shlex.split(common_arguments(reach)), *shared, *identity, f"{account}@{place.address}"]


def host_variables(reach: Reach, host: str) -> dict[str, Any]:
    """Ansible's inventory variables of one host."""
    place = reach.hosts[host]
    account = place.account or reach.account
    return {
        "ansible_host": place.address,
        "ansible_port": place.port,
        "ansible_user": account,
        "ansible_ssh_private_key_file": reach.identity_file,
        "ansible_become": account != "root",
        "ansible_python_interpreter": "/usr/bin/python3",
    }


def control_folder(reach: Reach) -> Path:
    """Where sockets of shared connections lie.

    Another pin file or key has another folder, for an open connection would pass by a changed pin.
    """
    content = b"".join(_content(file) for file in (reach.known_hosts, reach.identity_file))
    name = hashlib.sha256(content).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"nachtwacht-{os.getuid()}" / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for other in folder.parent.iterdir():
        with contextlib.suppress(OSError):  # one in use is not empty
            if other != folder:
                other.rmdir()
    for place in (folder.parent, folder):
        found = place.lstat()
        if found.st_uid != os.getuid() or found.st_mode & 0o077 or place.is_symlink():
            raise Failure(f"{place} is not ours alone", mend=f"remove {place}, then run the same command again")
    return folder


def _content(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise Failure(
            f"{file} cannot be read: {error.strerror}",
            mend="name the right file in hosts.yaml, or bring the laboratory up: nw lab up",
        ) from None


def close_shared(folder: Path) -> None:
    """End the shared connections of a folder, and remove it when nothing uses it."""
    for socket in folder.iterdir():
        argv = ["ssh", "-F", "none", "-o", f"ControlPath={socket}", "-O", "exit", "host"]
        subprocess.run(argv, capture_output=True, check=False, timeout=10)
    with contextlib.suppress(OSError):
        folder.rmdir()
