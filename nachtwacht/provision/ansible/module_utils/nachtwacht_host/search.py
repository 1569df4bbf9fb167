"""Searches a host for anything that bears our names."""

from __future__ import annotations

import grp
import pwd
from pathlib import Path

from . import packages
from .machine import Machine

PLACES = ("/etc/nachtwacht", "/opt/nachtwacht", "/usr/local/lib/nachtwacht", "/run/nachtwacht")
UNIT_FOLDERS = ("/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system")
OTHER_FOLDERS = ("/etc/sysctl.d", "/etc/sudoers.d", "/etc/ssh/sshd_config.d", "/etc/logrotate.d", "/etc/tmpfiles.d")

Left = list[dict[str, str]]


def ours(machine: Machine) -> Left:
    """Places, state, unit files, snippets, accounts, tables, processes, and the policy that keeps services from starting."""
    found = [_left("file", path) for path in PLACES if machine.path(path).exists()]
    found += [_left("file", f"{machine.home}/{place.name}") for place in _home(machine)]
    for folder in (*UNIT_FOLDERS, *OTHER_FOLDERS):
        place = machine.path(folder)
        found += [_left("file", f"{folder}/{one.name}") for one in sorted(place.rglob("*nachtwacht*"))]
    policy = machine.path(packages.POLICY)
    if policy.exists() and policy.read_text(errors="replace") == packages.POLICY_TEXT:
        found.append(_left("file", packages.POLICY))
    return found + (_live(machine) if machine.runs_systemd else [])


def _home(machine: Machine) -> list[Path]:
    """What is in our state folder, but for the empty frame that the bootstrap made."""
    frame = ("state", "displaced", "blobs")
    if not machine.home.is_dir():
        return []
    inside = [place for place in machine.home.iterdir() if place.name not in (*frame, ".lock", ".made-group")]
    return inside + [
        place for name in frame if (machine.home / name).is_dir() for place in (machine.home / name).iterdir()
    ]


def _live(machine: Machine) -> Left:
    found = [_left("user", account.pw_name) for account in pwd.getpwall() if account.pw_name.startswith("nw-")]
    found += [_left("group", group.gr_name) for group in grp.getgrall() if group.gr_name.startswith("nw-")]
    tables = machine.run("nft", "list", "tables", check=False).out.splitlines()
    found += [
        _left("table", line.removeprefix("table "))
        for line in tables
        if line.split()[-1].startswith(("nachtwacht", "nw_"))
    ]
    listed = machine.run("systemctl", "list-units", "--all", "--plain", "--no-legend", "nachtwacht-*", check=False).out
    found += [_left("unit", line.split()[0]) for line in listed.splitlines() if line.strip()]
    return found + _processes()


def _processes() -> Left:
    found = []
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            program = str((place / "exe").readlink())
            owner = place.stat().st_uid
        except OSError:
            continue
        if program.startswith(PLACES) or _is_ours(owner):
            found.append(_left("process", f"{place.name} {program}"))
    return found


def _is_ours(number: int) -> bool:
    try:
        return pwd.getpwuid(number).pw_name.startswith("nw-")
    except KeyError:
        return False


def _left(kind: str, what: str) -> dict[str, str]:
    return {"resource": f"{kind}:{what}", "what": "still there"}
