"""Debian packages, with everything that came along; an undo leaves what others still need."""

from __future__ import annotations

import contextlib
import grp
import pwd
import re
from collections.abc import Iterator
from typing import Any

from .difference import Difference, compare
from .machine import Machine, Refused, write
from .record import Entry, Record, Records

Item = str
POLICY = "/usr/sbin/policy-rc.d"
POLICY_TEXT = "#!/bin/sh\n# nachtwacht: services do not start while packages are installed\nexit 101\n"
APT = (
    "apt-get", "-y", "-q", "--no-install-recommends",
    "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold",
)  # fmt: skip


def key(item: Item) -> str:
    """The package's name."""
    return item


def resource(item: Item) -> str:
    """The name that a difference gives it."""
    return f"package:{item}"


def want(_item: Item) -> dict[str, Any]:
    """Installed."""
    return {"state": "installed"}


def before(records: Records, item: Item) -> dict[str, Any]:
    """Whether it is installed now."""
    return {"state": "installed" if item in installed(records.machine, [item]) else "absent"}


def differences(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> list[Difference]:
    """Which packages are not installed."""
    have = installed(machine, items) if items else set()
    return [
        one
        for item in items
        for one in compare(resource(item), {"state": "installed"}, {"state": "installed" if item in have else "absent"})
    ]


def prepare(machine: Machine, record: Record, missing: list[Item]) -> None:
    """Write into the entries what installing will bring along: packages, and the accounts there are before."""
    if not missing:
        return
    along = sorted(_simulated(machine, missing) - set(missing))
    for item in missing:
        entry = record.find("packages", item)
        if entry is not None and "along" not in entry:
            entry["along"] = along
            entry["accounts_before"] = _accounts()


def bring(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> None:
    """Install what is missing, without recommendations and without starting services."""
    with quiet(machine):
        machine.run(*APT, "install", *items)


def settle(entries: dict[str, Entry]) -> None:
    """Remember the accounts that an installation made."""
    for entry in entries.values():
        if "accounts_before" in entry:
            was = entry.pop("accounts_before")
            now = _accounts()
            entry["accounts"] = {kind: sorted(set(now[kind]) - set(was[kind])) for kind in now}


def remove(machine: Machine, records: Records, record: Record, gone: list[Entry]) -> None:
    """Purge packages that were not there before, but for those that somebody else needs by now."""
    others = records.others(record.name)
    staying = {
        name
        for entry in record.entries
        if entry["kind"] == "packages" and entry not in gone
        for name in _entry_names(entry)
    }
    claimed = staying.union(*(_names(other) for other in others))
    ours = {
        name
        for entry in gone
        if entry["before"]["state"] == "absent"
        for name in [entry["key"], *entry.get("along", [])]
    }
    there = installed(machine, sorted(ours), whole=False)
    going = _without_needed(machine, (ours & there) - claimed, others, records)
    if going:
        with quiet(machine):
            machine.run(*APT, "purge", *sorted(going))
    for entry in gone:
        _remove_accounts(machine, entry.get("accounts", {}))


def remains(machine: Machine, entry: Entry) -> str:
    """Says which of the packages are still there, or have left their configuration."""
    if entry["before"]["state"] != "absent":
        return ""
    there = installed(machine, [entry["key"], *entry.get("along", [])], whole=False)
    return f"still there: {' '.join(sorted(there))}" if there else ""


def installed(machine: Machine, names: list[str], *, whole: bool = True) -> set[str]:
    """Those of the packages that are installed; with ``whole`` false also those that left configuration."""
    if not names:
        return set()
    done = machine.run("dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names, check=False)
    lines = [line.split() for line in done.out.splitlines()]
    return {words[0] for words in lines if words[1] == "installed" or (not whole and words[1] != "not-installed")}


@contextlib.contextmanager
def quiet(machine: Machine) -> Iterator[None]:
    """Keep services from starting while packages change; a policy of the host's own stays as it is."""
    path = machine.path(POLICY)
    ours = not path.exists() or path.read_text(errors="replace") == POLICY_TEXT
    if ours:
        write(path, POLICY_TEXT.encode(), 0o755)
    try:
        yield
    finally:
        if ours:
            path.unlink(missing_ok=True)


def _simulated(machine: Machine, names: list[str]) -> set[str]:
    """Every package that installing these would install; the lists are fetched only when a name is unknown."""
    done = machine.run(*APT, "-s", "install", *names, check=False)
    if done.status and "Unable to locate package" in done.err + done.out:
        machine.run(*APT, "update")
        done = machine.run(*APT, "-s", "install", *names, check=False)
    if done.status:
        raise Refused(f"apt cannot install {' '.join(names)}: {(done.err or done.out).strip()[-800:]}")
    return set(re.findall(r"^Inst (\S+) \(", done.out, re.MULTILINE))


def _without_needed(machine: Machine, going: set[str], others: list[Record], records: Records) -> set[str]:
    """Leave packages that something outside needs; one of our other records that needs them takes them over."""
    extra = _purged(machine, going) - going
    if not extra:
        return going
    needed = {name for name in going if _purged(machine, {name}) & extra}
    for other in others:
        heirs = [entry for entry in other.entries if entry["kind"] == "packages" and set(_entry_names(entry)) & extra]
        for entry in heirs[:1]:
            entry["along"] = sorted({*entry.get("along", []), *needed})
            records.save(other)
    return going - needed


def _purged(machine: Machine, names: set[str]) -> set[str]:
    if not names:
        return set()
    done = machine.run(*APT, "-s", "purge", *sorted(names))
    return set(re.findall(r"^(?:Purg|Remv) (\S+)", done.out, re.MULTILINE))


def _names(record: Record) -> set[str]:
    return {name for entry in record.entries if entry["kind"] == "packages" for name in _entry_names(entry)}


def _entry_names(entry: Entry) -> list[str]:
    return [entry["key"], *entry.get("along", [])]


def _accounts() -> dict[str, list[str]]:
    return {
        "users": sorted(account.pw_name for account in pwd.getpwall()),
        "groups": sorted(group.gr_name for group in grp.getgrall()),
    }


def _remove_accounts(machine: Machine, made: dict[str, list[str]]) -> None:
    """Remove the accounts that a package made (Debian's packages leave them) when the package is gone."""
    now = _accounts()
    for name in set(made.get("users", [])) & set(now["users"]):
        machine.run("userdel", name, check=False)
    for name in set(made.get("groups", [])) & set(_accounts()["groups"]):
        machine.run("groupdel", name, check=False)
