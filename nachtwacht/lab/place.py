"""Where the laboratory keeps its state on the controller."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """``$NACHTWACHT_LAB``, else ``nachtwacht/lab`` in the user's state folder (XDG Base Directory Specification)."""
    if own := environment.get("NACHTWACHT_LAB"):
        return Path(own).absolute()
    base = environment.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "nachtwacht" / "lab"


class Place(Struct, frozen=True):
    """The paths under the state folder."""

    root: Path

    @property
    def lock(self) -> Path:
        """Held while the laboratory is changed. Lies beside the folder, which comes and goes."""
        return self.root.with_name(f".{self.root.name}.lock")

    @property
    def record(self) -> Path:
        """JSON: what stands; its absence beside the folder means half up."""
        return self.root / "lab.json"

    @property
    def identity(self) -> Path:
        """Private key that root of every host trusts."""
        return self.root / "id_ed25519"

    @property
    def known_hosts(self) -> Path:
        """Pinned host keys, by name and by address."""
        return self.root / "known_hosts"

    @property
    def ssh_config(self) -> Path:
        """For ``ssh -F``."""
        return self.root / "ssh_config"

    @property
    def namespace(self) -> Path:
        """Folder that is a private mount; ``mnt`` in it is the laboratory's mount namespace."""
        return self.root / "ns"

    @property
    def mounts(self) -> Path:
        """The laboratory's mount namespace, as a file."""
        return self.namespace / "mnt"

    @property
    def podman(self) -> Path:
        """Podman's own folders."""
        return self.root / "podman"

    @property
    def pids(self) -> Path:
        """One file a host: process id of its init."""
        return self.root / "pids"

    @property
    def audit(self) -> Path:
        """JSON: the kernel's audit settings from before."""
        return self.root / "audit.json"

    @property
    def relay_pid(self) -> Path:
        """Process id of the audit relay."""
        return self.root / "relay.pid"

    @property
    def relay_log(self) -> Path:
        """What the audit relay says."""
        return self.root / "relay.log"

    @property
    def relay_counts(self) -> Path:
        """JSON: how many records the audit relay saw, placed and lost."""
        return self.root / "relay.json"

    def keys(self, host: str) -> Path:
        """SSH host key pair of one host."""
        return self.root / "keys" / host

    def files(self, host: str) -> Path:
        """Overlay folders of one host."""
        return self.root / "hosts" / host
