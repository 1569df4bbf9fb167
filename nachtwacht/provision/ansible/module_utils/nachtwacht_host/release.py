"""Takes things back, in reverse: what was displaced returns, what was made goes."""

from __future__ import annotations

from . import accounts, directories, leftovers, packages, settings, units
from .kinds import KINDS, PLAIN
from .machine import Machine
from .record import Entry, Record, Records


def release(machine: Machine, records: Records, record: Record, gone: list[Entry]) -> list[dict[str, str]]:
    """Undo these entries of a record, but for what other records still want; gives what could not be undone."""
    others = {(entry["kind"], entry["key"]) for other in records.others(record.name) for entry in other.entries}
    ours = [entry for entry in gone if (entry["kind"], entry["key"]) not in others]
    by_kind = {kind: [entry for entry in ours if entry["kind"] == kind] for kind in KINDS}
    units.withdraw(machine, by_kind["units"])
    _leftovers(machine, by_kind)
    for kind in ("tables", "settings", "authorized_keys", "archives", "files", "keys"):
        for entry in reversed(by_kind[kind]):
            PLAIN[kind].restore(machine, entry)
    if by_kind["packages"]:
        packages.remove(machine, records, record, by_kind["packages"])
        _leftovers(machine, by_kind)
    for entry in sorted(by_kind["directories"], key=lambda one: -len(one["key"])):
        directories.restore(machine, entry)
    for entry in reversed(by_kind["users"]):
        accounts.restore(machine, entry)
    if by_kind["units"] or any("/systemd/" in entry["key"] for entry in by_kind["files"]):
        units.daemon_reload(machine)
    units.return_to(machine, by_kind["units"], changed(by_kind["files"] + by_kind["settings"]))
    return left(machine, ours)


def changed(entries: list[Entry]) -> set[str]:
    """The paths that putting these entries back has touched."""
    paths = {entry["key"] for entry in entries if entry["kind"] == "files"}
    for entry in entries:
        if entry["kind"] == "settings":
            paths.add(settings.changed_path(entry["want"]))
    return paths


def left(machine: Machine, entries: list[Entry]) -> list[dict[str, str]]:
    """``{"resource", "what"}`` for everything that is not as it was before."""
    found = []
    for entry in entries:
        what = KINDS[entry["kind"]].remains(machine, entry)
        if what:
            found.append({"resource": f"{entry['kind']}:{entry['key']}", "what": what})
    return found


def _leftovers(machine: Machine, by_kind: dict[str, list[Entry]]) -> None:
    for entry in by_kind["leftovers"]:
        leftovers.restore(machine, entry)
