"""nftables tables of ours, checked before they are loaded; each lasts over a reboot by a unit of its own."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .difference import Difference, compare, difference
from .machine import Machine, Refused
from .record import Entry, Records

Item = dict[str, Any]
FOLDER = "/etc/nachtwacht/nftables"
UNIT = "nachtwacht-nftables@.service"
UNIT_TEXT = f"""[Unit]
Description=Nachtwacht nftables table %i
After=nftables.service
PartOf=nftables.service
ReloadPropagatedFrom=nftables.service
Before=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f {FOLDER}/%i.nft
ExecReload=/usr/sbin/nft -f {FOLDER}/%i.nft

[Install]
WantedBy=multi-user.target
"""


def derived(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """The files and units that let the tables last over a reboot."""
    if not items:
        return [], []
    ours = {"owner": "root", "group": "root"}
    files = [{"path": f"/etc/systemd/system/{UNIT}", "content": UNIT_TEXT, "mode": "0644", **ours}]
    units = []
    for item in items:
        name = f"{item['family']}-{item['name']}"
        files.append({"path": f"{FOLDER}/{name}.nft", "content": ruleset(item, ""), "mode": "0600", **ours})
        unit = {"name": UNIT.replace("@", f"@{name}"), "enabled": True, "running": True, "masked": False}
        units.append({**unit, "restart_on": [], "reload_on": []})
    return files, units


def key(item: Item) -> str:
    """Family and name."""
    return f"{item['family']} {item['name']}"


def resource(item: Item) -> str:
    """The name that a difference gives it."""
    return f"table:{key(item)}"


def want(item: Item) -> dict[str, Any]:
    """A hash of the rules."""
    return {"rules": _hash(item["rules"])}


def before(records: Records, item: Item) -> dict[str, Any]:
    """Absent; a table of that name that is not ours is refused."""
    if listing(records.machine, key(item), ()) is not None:
        raise Refused(f"this host has a table {key(item)} that is not ours")
    return {"state": "absent"}


def differences(machine: Machine, items: list[Item], entries: dict[str, Entry]) -> list[Difference]:
    """Whether the rules are the ones that were loaded, as the kernel lists them."""
    found = []
    for item in items:
        entry = entries.get(key(item), {})
        live = listing(machine, key(item), item["keep_sets"])
        if live is None:
            found.append(difference(resource(item), "state", "present", "absent"))
        elif entry.get("loaded") != _hash(item["rules"]):
            found += compare(resource(item), want(item), {"rules": entry.get("loaded", "unknown")})
        elif entry.get("listing") != live:
            found.append(difference(resource(item), "rules", entry.get("listing", "unknown"), live))
    return found


def bring(machine: Machine, items: list[Item], entries: dict[str, Entry]) -> None:
    """Load each table in one transaction, the elements of ``keep_sets`` carried over."""
    for item in items:
        kept = "".join(_elements(machine, key(item), name) for name in item["keep_sets"])
        text = ruleset(item, kept)
        machine.run("nft", "-c", "-f", "-", text=text)
        machine.run("nft", "-f", "-", text=text)
        entry = entries[key(item)]
        entry["loaded"], entry["listing"] = _hash(item["rules"]), listing(machine, key(item), item["keep_sets"])


def restore(machine: Machine, entry: Entry) -> None:
    """Delete the table."""
    if listing(machine, entry["key"], ()) is not None:
        machine.run("nft", "delete", "table", *entry["key"].split())


def remains(machine: Machine, entry: Entry) -> str:
    """Says when the table is still loaded."""
    return "still loaded" if listing(machine, entry["key"], ()) is not None else ""


def ruleset(item: Item, kept: str) -> str:
    """Text that replaces the table whole, whether it is there or not."""
    name = key(item)
    return f"table {name}\ndelete table {name}\ntable {name} {{\n{item['rules'].rstrip()}\n}}\n{kept}"


def listing(machine: Machine, name: str, keep_sets: tuple[str, ...] | list[str]) -> str | None:
    """The table as the kernel has it, without counters and without the elements of ``keep_sets``; None when absent."""
    done = machine.run("nft", "-s", "list", "table", *name.split(), check=False)
    if done.status:
        return None
    lines, skipping, inside = [], False, False
    for line in done.out.splitlines():
        words = line.split()
        if words[:1] in (["set"], ["map"]):
            inside = words[1] in keep_sets
        skipping = skipping or (inside and line.strip().startswith("elements ="))
        if not skipping:
            lines.append(line.rstrip())
        if skipping and "}" in line:
            skipping = False
    return "\n".join(lines)


def _elements(machine: Machine, name: str, kept: str) -> str:
    done = machine.run("nft", "-j", "list", "set", *name.split(), kept, check=False)
    if done.status:
        return ""
    sets = [part["set"] for part in json.loads(done.out)["nftables"] if "set" in part]
    elements = [_element(element) for one in sets for element in one.get("elem", [])]
    return f"add element {name} {kept} {{ {', '.join(elements)} }}\n" if elements else ""


def _element(element: Any) -> str:
    """An element in nft's words; one that expires keeps the time that it has left."""
    if not isinstance(element, dict):
        return str(element)
    if "elem" in element:
        inner = element["elem"]
        left = f" timeout {inner.get('expires', inner['timeout'])}s" if "timeout" in inner else ""
        return f"{_element(inner['val'])}{left}"
    if "prefix" in element:
        return f"{element['prefix']['addr']}/{element['prefix']['len']}"
    if "range" in element:
        return "-".join(str(end) for end in element["range"])
    return " . ".join(_element(part) for part in element.get("concat", []))


def _hash(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
