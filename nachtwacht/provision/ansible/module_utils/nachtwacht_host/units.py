"""systemd units: enabled, running, masked; restarted or reloaded when what they read has changed."""

from __future__ import annotations

from typing import Any

from .difference import Difference, compare
from .machine import Machine
from .record import Entry, Records

Item = dict[str, Any]
ENABLED = ("enabled", "static", "alias", "indirect", "generated")
RUNNING = ("active", "activating", "reloading")


def key(item: Item) -> str:
    """The unit's name."""
    return str(item["name"])


def resource(item: Item) -> str:
    """The name that a difference gives it."""
    return f"unit:{item['name']}"


def want(item: Item) -> dict[str, Any]:
    """Its wanted state, and the paths that make it restart, for the undo."""
    restart = [*item["restart_on"], *item["reload_on"]]
    return {"enabled": item["enabled"], "running": item["running"], "masked": item["masked"], "reads": restart}


def before(records: Records, item: Item) -> dict[str, Any]:
    """Load state, enablement and activity now."""
    return seen(records.machine, [item["name"]])[item["name"]]


def differences(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> list[Difference]:
    """Masked, enabled and running of each unit."""
    if not items or not machine.runs_systemd:
        return []
    found, states = [], seen(machine, [item["name"] for item in items])
    for item in items:
        have = states[item["name"]]
        if have["load"] == "not-found":
            found += compare(resource(item), {"state": "present"}, {"state": "absent"})
            continue
        found += compare(resource(item), {"masked": item["masked"]}, {"masked": have["load"] == "masked"})
        if not item["masked"]:
            found += compare(resource(item), {"enabled": item["enabled"]}, {"enabled": have["enabled"] in ENABLED})
        found += compare(resource(item), {"running": item["running"]}, {"running": _runs(have)})
    return found


def due(items: list[Item], changed: set[str]) -> dict[str, str]:
    """Which units are to be restarted or reloaded for these changed paths; a restart beats a reload."""
    restart = {item["name"]: "restart" for item in items if _touched(item["restart_on"], changed)}
    return {**{item["name"]: "reload" for item in items if _touched(item["reload_on"], changed)}, **restart}


def daemon_reload(machine: Machine) -> None:
    """Have systemd read its unit files anew."""
    if machine.runs_systemd:
        machine.run("systemctl", "daemon-reload")


def bring(machine: Machine, items: list[Item], pending: dict[str, str]) -> None:
    """Bring each unit to its wanted state, then restart or reload what is due."""
    if not items or not machine.runs_systemd:
        return
    states = seen(machine, [item["name"] for item in items])
    for item in items:
        _shape(machine, item, states[item["name"]])
        ran = _runs(states[item["name"]])
        if item["running"] and not ran:
            machine.run("systemctl", "reset-failed", item["name"], check=False)
            machine.run("systemctl", "start", item["name"])
        elif item["running"] and item["name"] in pending:
            verb = "restart" if pending[item["name"]] == "restart" else "reload-or-restart"
            machine.run("systemctl", verb, item["name"])


def withdraw(machine: Machine, entries: list[Entry]) -> None:
    """Stop and disable, before their files go, the units that did not run or were not enabled before."""
    if not machine.runs_systemd or not entries:
        return
    states = seen(machine, [entry["key"] for entry in entries])
    for entry in entries:
        name, was, have = entry["key"], entry["before"], states[entry["key"]]
        if have["load"] == "masked" and was["load"] != "masked":
            machine.run("systemctl", "unmask", name)
        if have["load"] == "not-found":
            continue
        if was["active"] not in RUNNING and have["active"] != "inactive":
            machine.run("systemctl", "stop", name)
            machine.run("systemctl", "reset-failed", name, check=False)
        if was["enabled"] not in ENABLED and have["enabled"] in ENABLED:
            machine.run("systemctl", "disable", "--quiet", name)


def return_to(machine: Machine, entries: list[Entry], changed: set[str]) -> None:
    """Bring units back to what they were, after their files were put back; restart those whose files changed."""
    there = [entry for entry in entries if entry["before"]["load"] != "not-found"]
    if not machine.runs_systemd or not there:
        return
    states = seen(machine, [entry["key"] for entry in there])
    for entry in there:
        name, was, have = entry["key"], entry["before"], states[entry["key"]]
        if was["load"] == "masked" and have["load"] != "masked":
            machine.run("systemctl", "mask", "--quiet", name)
        if was["enabled"] in ENABLED and have["enabled"] not in ENABLED:
            machine.run("systemctl", "enable", "--quiet", name)
        if was["active"] in RUNNING and not _runs(have):
            machine.run("systemctl", "start", name)
        elif was["active"] in RUNNING and _touched(entry["want"]["reads"], changed):
            machine.run("systemctl", "reload-or-restart", name)


def remains(machine: Machine, entry: Entry) -> str:
    """Says when a unit that was not there still is, or one that was is not as it was."""
    if not machine.runs_systemd:
        return ""
    was, have = entry["before"], seen(machine, [entry["key"]])[entry["key"]]
    if was["load"] == "not-found":
        return "" if have["load"] == "not-found" else "still there"
    same = (was["enabled"], was["active"] in RUNNING) == (have["enabled"], have["active"] in RUNNING)
    return "" if same else f"was {was['enabled']} and {was['active']}, is {have['enabled']} and {have['active']}"


def seen(machine: Machine, names: list[str]) -> dict[str, dict[str, Any]]:
    """Load state, enablement, activity of each unit, in one call; properties come in blocks, in order."""
    absent = {"load": "not-found", "enabled": "", "active": "inactive", "sub": "dead"}
    if not machine.runs_systemd:
        return dict.fromkeys(names, absent)
    wanted = "LoadState,UnitFileState,ActiveState,SubState"
    blocks = machine.run("systemctl", "show", "-p", wanted, *names).out.strip("\n").split("\n\n")
    states = {}
    for name, block in zip(names, blocks, strict=True):
        found = dict(line.partition("=")[::2] for line in block.splitlines())
        states[name] = {
            "load": found["LoadState"], "enabled": found["UnitFileState"],
            "active": found["ActiveState"], "sub": found["SubState"],
        }  # fmt: skip
    return states


def _shape(machine: Machine, item: Item, have: dict[str, Any]) -> None:
    """Masked, enabled, and not running."""
    name = item["name"]
    if item["masked"]:
        machine.run("systemctl", "mask", "--now", "--quiet", name)
        return
    if have["load"] == "masked":
        machine.run("systemctl", "unmask", name)
    if item["enabled"] != (have["enabled"] in ENABLED):
        machine.run("systemctl", "enable" if item["enabled"] else "disable", "--quiet", name)
    if not item["running"] and have["active"] != "inactive":
        machine.run("systemctl", "stop", name)


def _runs(have: dict[str, Any]) -> bool:
    """Whether a unit runs; one that systemd keeps restarting does not."""
    return have["active"] in RUNNING and have["sub"] != "auto-restart"


def _touched(paths: list[str], changed: set[str]) -> bool:
    return any(one == path or one.startswith(path.rstrip("/") + "/") for path in paths for one in changed)
