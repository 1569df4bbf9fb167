"""One host of the laboratory: its files, its start, its stop."""

from __future__ import annotations

import shutil
from pathlib import Path
from subprocess import CompletedProcess

from nachtwacht.lab import wires
from nachtwacht.lab.audit.mark import mark
from nachtwacht.lab.place import Place
from nachtwacht.lab.shell import call, inside, podman
from nachtwacht.lab.topology import LabHost, etc_hosts

_SEED = Path(__file__).resolve().parent / "seed"
_CAPABILITIES = "NET_ADMIN,NET_RAW,SYS_ADMIN,SYS_PTRACE,SYS_NICE,SYS_RESOURCE,DAC_READ_SEARCH,AUDIT_WRITE"
CGROUP = "/nwlab"
_PRIVATE = 0o600
_PROGRAM = 0o755


def lay(place: Place, host: LabHost, image: Path) -> None:
    """Give a host its files: an overlay over the image's layers, seeded with its name, keys and own services."""
    folders = place.files(host.name)
    for name in ("upper", "work", "root"):
        (folders / name).mkdir(parents=True)
    upper = folders / "upper"
    upper.chmod(0o755)
    for seed in (_SEED / "all", _SEED / host.name):
        _plant(seed, upper)
    _write(upper / "etc/hostname", f"{host.name}\n")
    _write(upper / "etc/hosts", etc_hosts(host.name))
    (upper / "root").mkdir(mode=0o700, exist_ok=True)
    (upper / "root/.ssh").mkdir(mode=0o700)
    _write(upper / "root/.ssh/authorized_keys", place.identity.with_suffix(".pub").read_text(), _PRIVATE)
    key = place.keys(host.name)
    _write(upper / "etc/ssh/ssh_host_ed25519_key", key.read_text(), _PRIVATE)
    _write(upper / "etc/ssh/ssh_host_ed25519_key.pub", key.with_suffix(".pub").read_text())
    lower = ":".join(str(image / layer) for layer in reversed(host.layers))
    options = f"lowerdir={lower},upperdir={upper},workdir={folders / 'work'}"
    call(inside(place, ["mount", "-t", "overlay", "-o", options, "overlay", folders / "root"]), mend=_overlay_mend())


def start(place: Place, host: LabHost) -> None:
    """Create and start a host whose files and cables are there. Returns when its init runs, not when it is ready."""
    run: list[str | Path] = [
        *("run", "--detach", "--name", host.name, "--hostname", host.name),
        *("--network", f"ns:/run/netns/{wires.netns(host.name)}", "--no-hosts", "--dns=none"),
        *("--systemd=always", "--pids-limit=-1", "--cgroup-parent", CGROUP, "--log-driver=none"),
        *("--ulimit", "nofile=16384:16384", "--ulimit", "nproc=16384:16384"),
        *("--security-opt", "seccomp=unconfined", "--security-opt", "apparmor=unconfined"),
        *("--cap-add", _CAPABILITIES, "--stop-timeout", "5", "--pidfile", place.pids / host.name),
        *("--rootfs", place.files(host.name) / "root", "/lib/systemd/systemd"),
    ]
    call(podman(place, run, mark=mark(host.name)))


def stop(place: Place, host: LabHost) -> None:
    """Shut a host down as with its power button; its files stay."""
    call(podman(place, ["stop", "--time", "5", host.name]))
    wires.carrier(place, host, on=False)


def restart(place: Place, host: LabHost) -> None:
    """Start a host that was stopped. Firewall rules do not survive, as on a machine that was off."""
    call(inside(place, ["ip", "netns", "exec", wires.netns(host.name), "nft", "flush", "ruleset"]))
    wires.carrier(place, host, on=True)
    call(podman(place, ["start", host.name], mark=mark(host.name)))


def run(place: Place, host: LabHost, argv: list[str], stdin: bytes | None = None) -> CompletedProcess[bytes]:
    """Run a program on a host from outside, without the network; its exit status is in the answer."""
    return call(podman(place, ["exec", "-i", host.name, *argv], mark=mark(host.name)), stdin=stdin, check=False)


def remove(place: Place, host: LabHost) -> None:
    """Take a host away with its files and cables."""
    call(podman(place, ["rm", "--force", "--time", "0", host.name]), check=False)
    call(inside(place, ["umount", place.files(host.name) / "root"]), check=False)
    wires.unplug(place, host)
    shutil.rmtree(place.files(host.name), ignore_errors=True)
    (place.pids / host.name).unlink(missing_ok=True)


def _plant(seed: Path, upper: Path) -> None:
    """Copy a tree of files; whether they are programs is in their first bytes, so that no packaging loses it."""
    for path in sorted(seed.rglob("*")):
        target = upper / path.relative_to(seed)
        if path.is_symlink():
            _folder(target.parent)
            target.symlink_to(path.readlink())
        elif path.is_file():
            program = path.read_bytes().startswith(b"#!")
            _write(target, path.read_text(), _PROGRAM if program else 0o644)


def _folder(path: Path) -> None:
    """A folder that everybody may enter, whatever the caller's umask is."""
    if not path.exists():
        _folder(path.parent)
        path.mkdir()
        path.chmod(_PROGRAM)


def _write(path: Path, text: str, mode: int = 0o644) -> None:
    _folder(path.parent)
    path.write_text(text)
    path.chmod(mode)


def _overlay_mend() -> str:
    return "put the laboratory on a plain file system: name a folder on one with NACHTWACHT_LAB"
