"""Up and down: quick, whole, and nothing is left, also when ``up`` is interrupted or killed."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nachtwacht import lab
from nachtwacht.lab import leftovers
from nachtwacht.lab.audit import netlink
from nachtwacht.lab.place import Place, state_folder
from nachtwacht.lab.topology import HOSTS
from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import silent

pytestmark = pytest.mark.lab

WATCHED = {"conmon", "aardvark-dns", "netavark", "runc", "podman", "nsenter", "unshare", "systemd"}


def output(*argv: str) -> str:
    return subprocess.run(argv, capture_output=True, text=True, check=False).stdout if shutil.which(argv[0]) else ""


def _programs() -> list[str]:
    names = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                name = (entry / "comm").read_text().strip()
            except OSError:
                continue
            if name in WATCHED and state != "Z":
                names.append(name)
    return sorted(names)


def _groups() -> list[str]:
    roots = (Path("/sys/fs/cgroup"), Path("/sys/fs/cgroup/unified"))
    return sorted(str(path) for root in roots if root.is_dir() for path in root.iterdir() if "nwlab" in path.name)


def snapshot() -> dict[str, object]:
    """All that a laboratory could change on the machine."""
    mounts = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    return {
        "programs": _programs(),
        "interfaces": sorted(path.name for path in Path("/sys/class/net").iterdir()),
        "addresses": output("ip", "-brief", "address"),
        "routes": output("ip", "route", "show", "table", "all"),
        "mounts": sorted(mounts),
        "nftables": output("nft", "list", "ruleset"),
        "iptables": output("iptables-legacy-save"),
        "audit": netlink.settings(),
        "audit rules": netlink.list_rules(),
        "cgroups": _groups(),
        "namespaces": output("ip", "netns", "list"),
        "forwarding": Path("/proc/sys/net/ipv4/ip_forward").read_text(),
        "containers": sorted(path.name for path in Path("/var/lib/containers").glob("storage/*-containers/*")),
        "state": state_folder().exists(),
        "beside": sorted(path.name for path in state_folder().parent.glob("*")),
    }


@pytest.fixture(scope="module")
def stood() -> Iterator[None]:
    """A laboratory that stood before is there again after all of these tests."""
    there = lab.status().state == "up"
    yield
    if there:
        lab.up(silent)


@pytest.fixture
def before(stood: None) -> Iterator[dict[str, object]]:
    """The machine without a laboratory."""
    lab.down(silent)
    yield snapshot()
    lab.down(silent)


def call(*words: str) -> subprocess.Popen[str]:
    argv = [sys.executable, "-m", "nachtwacht", "lab", *words]
    return subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for the condition; the process must live until it holds."""
    while not condition():
        assert process.poll() is None
        select.select([], [], [], 0.01)


def running() -> int:
    """How many hosts have an init."""
    return len([path for path in Place(state_folder()).pids.glob("*") if path.stat().st_size])


def test_up_then_down_leaves_the_machine_as_it_was(before: dict[str, object]) -> None:
    first = call("up", "--format", "json")
    said, told = first.communicate(timeout=120)
    assert first.returncode == 0, told
    assert "audit rules" in told.replace("\n", " ") or "Audit: adds rules" in told
    assert set(json.loads(said)["hosts"]) == {one.name for one in HOSTS}
    assert len(netlink.list_rules()) == len(before["audit rules"]) + 3  # type: ignore[arg-type]
    last = call("down")
    _, told = last.communicate(timeout=120)
    assert last.returncode == 0, told
    assert snapshot() == before


def test_without_audit_the_kernel_is_left_alone(before: dict[str, object]) -> None:
    laboratory = lab.up(silent, audit=False)
    now = snapshot()
    assert laboratory.audit is False
    assert (now["audit"], now["audit rules"]) == (before["audit"], before["audit rules"])
    lab.down(silent)
    assert snapshot() == before


@pytest.mark.parametrize("hosts", [0, 2, 5])
def test_a_killed_up_is_mended_by_down(before: dict[str, object], hosts: int) -> None:
    process = call("up")
    until(lambda: Place(state_folder()).identity.exists() and running() >= hosts, process)
    process.kill()
    process.communicate()
    assert lab.status().state == "broken"
    assert lab.down(silent) is True
    assert snapshot() == before


def test_a_killed_up_is_mended_by_the_next_up(before: dict[str, object]) -> None:
    process = call("up")
    until(lambda: running() >= 3, process)
    process.kill()
    process.communicate()
    lab.up(silent)
    assert lab.status().state == "up"
    lab.down(silent)
    assert snapshot() == before


def test_an_interrupted_up_takes_away_what_it_made(before: dict[str, object]) -> None:
    process = call("up")
    until(lambda: running() >= 1, process)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert snapshot() == before


def test_down_finds_a_laboratory_whose_folder_was_deleted(before: dict[str, object]) -> None:
    lab.up(silent)
    place = Place(state_folder())
    subprocess.run(["umount", place.mounts], check=True)
    subprocess.run(["umount", place.namespace], check=True)
    for name in ("lab.json", "audit.json", "pids", "keys", "known_hosts", "ssh_config", "ns"):
        shutil.rmtree(place.root / name) if (place.root / name).is_dir() else (place.root / name).unlink()
    assert leftovers.find(place) != []
    assert lab.down(silent) is True
    now = snapshot()
    # What the audit settings were was in the folder; that the rules are gone is what counts.
    assert {**now, "audit": None, "cgroups": None} == {**before, "audit": None, "cgroups": None}
    netlink.change(before["audit"])  # type: ignore[arg-type]


def test_a_second_laboratory_is_refused_and_the_first_named(
    before: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.up(silent)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("NACHTWACHT_LAB", str(tmp_path / "second"))
        with pytest.raises(Failure, match="another one stands") as refused:
            lab.up(silent)
        with pytest.raises(Failure, match="another one stands"):
            lab.down(silent)
        assert str(state_folder({})) in refused.value.mend or "nw lab down" in refused.value.mend
        assert not (tmp_path / "second").exists()
    assert lab.status().state == "up"
