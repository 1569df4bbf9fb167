"""The laboratory's own mount namespace: its podman, its overlays and its cgroups are seen nowhere else."""

from __future__ import annotations

from pathlib import Path

from nachtwacht.lab.place import Place
from nachtwacht.lab.shell import call
from nachtwacht.model.failure import Failure

_CGROUPS = Path("/sys/fs/cgroup")
_SETUP = """
set -e
if [ "$1" = mount ]; then mount -t cgroup2 none /sys/fs/cgroup; fi
mkdir -p /run/netns
mount -t tmpfs -o mode=755 tmpfs /run/netns
"""
MEND = (
    "a kernel with cgroup v2, overlay and network namespaces, and root's full capabilities are needed: "
    "run it on the machine itself or in a virtual machine, not in an unprivileged container"
)


def probe(filesystems: str, *, unified: bool) -> str:
    """How hosts can be run here: ``plain`` where /sys/fs/cgroup is cgroup v2 already, else ``mount`` it for ourselves.

    ``filesystems`` is the text of /proc/filesystems. Raises Failure when neither works.
    """
    known = {line.split()[-1] for line in filesystems.splitlines() if line.strip()}
    lacking = sorted({"overlay", "tmpfs", *(() if unified else ("cgroup2",))} - known)
    if lacking:
        raise Failure(f"laboratory: this kernel has no {' and no '.join(lacking)}, so no host can run here", mend=MEND)
    return "plain" if unified else "mount"


def way() -> str:
    """The way of this machine."""
    return probe(Path("/proc/filesystems").read_text(), unified=(_CGROUPS / "cgroup.controllers").exists())


def make(place: Place) -> None:
    """Make the namespace, held by a file; processes come and go in it."""
    place.namespace.mkdir()
    call(["mount", "--bind", place.namespace, place.namespace], mend=MEND)
    call(["mount", "--make-private", place.namespace], mend=MEND)
    place.mounts.touch()
    unshare = ["unshare", f"--mount={place.mounts}", "--propagation", "private"]
    call([*unshare, "sh", "-c", _SETUP, "nw", way()], mend=MEND)


def exists(place: Place) -> bool:
    """Whether the namespace is held."""
    return any(str(place.mounts) == line.split()[4] for line in _mountinfo())


def remove(place: Place) -> None:
    """Let the namespace go; with its last process everything mounted in it goes too."""
    for path in (place.mounts, place.namespace):
        while any(str(path) == line.split()[4] for line in _mountinfo()):
            call(["umount", path])


def _mountinfo() -> list[str]:
    return Path("/proc/self/mountinfo").read_text().splitlines()
