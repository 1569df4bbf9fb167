"""The way through: compare, remember, act, look again; and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import keys, packages, search, settings, units
from .difference import Difference
from .facts import look
from .kinds import KINDS, PLAIN
from .machine import Machine, Refused
from .record import Entry, Record, Records
from .release import left, release
from .wishes import Wishes, blobs, wishes

Answer = dict[str, Any]


@dataclass(frozen=True)
class Delta:
    """What separates a host from its document: differences, entries no longer wanted, entries not yet remembered."""

    found: list[Difference]
    gone: list[Entry]
    fresh: list[Entry]


def answer(machine: Machine, request: dict[str, Any]) -> Answer:
    """Carry out one request: ``{"op": apply|check|undo|inventory|search|facts, "name", "document", "entries"}``.

    An answer always has ``name``, ``error`` (empty when all is well) and ``changed``.
    """
    name = request["name"]
    plain: Answer = {"name": name, "error": "", "changed": False}
    try:
        return {**plain, **_OPERATIONS[request["op"]](machine, name, request)}
    except (Refused, OSError, ValueError) as error:
        return {**plain, "error": str(error) or type(error).__name__, "changed": request["op"] in ("apply", "undo")}


def apply(machine: Machine, name: str, request: dict[str, Any]) -> Answer:
    """Bring the document's things about; gives what differed, the public parts of keys, and blobs that are missing."""
    records = Records(machine)
    with records.locked():
        record = records.load(name) or Record(name)
        wanted = wishes(machine, request["document"], records.all())
        missing = [blob for blob in blobs(wanted) if not machine.blob(blob).exists()]
        if missing:
            return {"missing_blobs": missing, "differences": [], "outputs": {}}
        delta = Delta(differences(machine, wanted, record), _gone(record, wanted), _fresh(record, wanted))
        if delta.found or delta.gone or delta.fresh or record.pending:
            _change(machine, records, record, wanted, delta)
            still = differences(machine, wanted, record)
            if still:
                raise Refused(f"did not become true: {_sentence(still)}")
        result = {"differences": delta.found, "outputs": outputs(machine, wanted), "missing_blobs": []}
        return {**result, "changed": bool(delta.found or delta.gone)}


def check(machine: Machine, name: str, request: dict[str, Any]) -> Answer:
    """The same comparison, without touching anything."""
    records = Records(machine)
    record = records.load(name) or Record(name)
    wanted = wishes(machine, request["document"], records.all())
    known = {
        "known": bool(record.entries),
        "gone": [f"{entry['kind']}:{entry['key']}" for entry in _gone(record, wanted)],
    }
    missing = [blob for blob in blobs(wanted) if not machine.blob(blob).exists()]
    return {
        "differences": differences(machine, wanted, record),
        "outputs": outputs(machine, wanted),
        "missing_blobs": missing,
        **known,
    }


def undo(machine: Machine, name: str, _request: dict[str, Any]) -> Answer:
    """Take everything of that name back; nothing recorded is nothing to do."""
    records = Records(machine)
    with records.locked():
        record = records.load(name)
        if record is None:
            return {"left": []}
        packages.settle(_entries(record, "packages"))
        gone = list(record.entries)
        remaining = release(machine, records, record, gone)
        records.drop(name)
        records.tidy_blobs({entry["want"]["blob"] for entry in gone if entry["want"].get("blob")})
        return {"left": remaining, "changed": True}


def inventory(machine: Machine, _name: str, _request: dict[str, Any]) -> Answer:
    """Everything recorded on this host, by document, in the order in which the documents came."""
    return {"records": {record.name: record.entries for record in Records(machine).all()}}


def seek(machine: Machine, _name: str, request: dict[str, Any]) -> Answer:
    """Search for what is left: of the given entries, and of anything that bears our names."""
    return {"left": [*left(machine, request.get("entries", [])), *search.ours(machine)]}


def facts(machine: Machine, _name: str, _request: dict[str, Any]) -> Answer:
    """What the controller asks before it begins, and in every refresh."""
    return {"facts": look(machine)}


_OPERATIONS = {"apply": apply, "check": check, "undo": undo, "inventory": inventory, "search": seek, "facts": facts}


def differences(machine: Machine, wanted: Wishes, record: Record) -> list[Difference]:
    """Every property that is not as wanted, in the order of bringing."""
    found = packages.differences(machine, wanted["packages"], _entries(record, "packages"))
    for kind, module in PLAIN.items():
        found += module.differences(machine, wanted[kind], _entries(record, kind))
    return found + units.differences(machine, wanted["units"], _entries(record, "units"))


def outputs(machine: Machine, wanted: Wishes) -> dict[str, str]:
    """Public part of every key, by path."""
    return {item["path"]: keys.output(machine, item) for item in wanted["keys"]}


def _change(machine: Machine, records: Records, record: Record, wanted: Wishes, delta: Delta) -> None:
    """Remember first; then take back what is no longer wanted and bring what is."""
    for entry in delta.fresh:
        entry["before"] = _before(records, record, entry)
    record.entries += [{part: entry[part] for part in entry if part != "item"} for entry in delta.fresh]
    due = {one["resource"] for one in delta.found}
    packages.prepare(machine, record, [item for item in wanted["packages"] if packages.resource(item) in due])
    record.pending.update(units.due(wanted["units"], _paths(wanted, due)))
    records.save(record)
    blobs_before = {entry["want"]["blob"] for entry in record.entries if entry["want"].get("blob")}
    if delta.gone:
        release(machine, records, record, delta.gone)
        record.entries = [entry for entry in record.entries if entry not in delta.gone]
    try:
        _bring(machine, record, wanted, due)
        record.pending = {}
        _remember_wants(record, wanted)
    finally:
        records.save(record)
    records.tidy()
    records.tidy_blobs(blobs_before)


def _bring(machine: Machine, record: Record, wanted: Wishes, due: set[str]) -> None:
    missing = [item for item in wanted["packages"] if packages.resource(item) in due]
    if missing:
        packages.bring(machine, missing, _entries(record, "packages"))
    packages.settle(_entries(record, "packages"))
    for kind, module in PLAIN.items():
        items = [item for item in wanted[kind] if KINDS[kind].resource(item) in due]
        module.bring(machine, items, _entries(record, kind))
        if kind == "archives" and any("/systemd/" in resource for resource in due):
            units.daemon_reload(machine)
    units.bring(machine, wanted["units"], record.pending)


def _paths(wanted: Wishes, due: set[str]) -> set[str]:
    """The paths that are about to change."""
    places = {
        item["path"]
        for kind in ("files", "archives", "keys")
        for item in wanted[kind]
        if KINDS[kind].resource(item) in due
    }
    return places | {settings.changed_path(item) for item in wanted["settings"] if settings.resource(item) in due}


def _fresh(record: Record, wanted: Wishes) -> list[Entry]:
    known = {(entry["kind"], entry["key"]) for entry in record.entries}
    entries = []
    for kind, items in wanted.items():
        for item in items:
            name = KINDS[kind].key(item)
            if (kind, name) not in known:
                known.add((kind, name))
                entries.append({"kind": kind, "key": name, "want": KINDS[kind].want(item), "item": item})
    return entries


def _gone(record: Record, wanted: Wishes) -> list[Entry]:
    names = {(kind, KINDS[kind].key(item)) for kind, items in wanted.items() for item in items}
    return [entry for entry in record.entries if (entry["kind"], entry["key"]) not in names]


def _before(records: Records, record: Record, entry: Entry) -> dict[str, Any]:
    """How a thing was before anybody of us came: as another record remembers it, else as it is now."""
    for other in records.others(record.name):
        known = other.find(entry["kind"], entry["key"])
        if known is not None:
            for part in ("along", "accounts", "loaded", "listing", "stamp", "made_for"):
                if part in known:
                    entry[part] = known[part]
            return dict(known["before"])
    return KINDS[entry["kind"]].before(records, entry["item"])


def _remember_wants(record: Record, wanted: Wishes) -> None:
    for kind, items in wanted.items():
        for item in items:
            entry = record.find(kind, KINDS[kind].key(item))
            if entry is not None:
                entry["want"] = KINDS[kind].want(item)


def _entries(record: Record, kind: str) -> dict[str, Entry]:
    return {entry["key"]: entry for entry in record.entries if entry["kind"] == kind}


def _sentence(found: list[Difference]) -> str:
    first = [f"{one['resource']} {one['property']} is {one['have']!r}, wanted {one['want']!r}" for one in found[:5]]
    return "; ".join(first)
