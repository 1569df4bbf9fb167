"""Named settings in a tool's own store: Postfix's main.cf and the kernel's sysctl."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from .difference import Difference, compare
from .machine import Machine, Refused, write
from .record import Entry, Records

Item = dict[str, Any]
MAIN_CF = "/etc/postfix/main.cf"


def key(item: Item) -> str:
    """Tool and name; what is appended to a list is a thing of its own."""
    return f"{item['tool']}:{item['name']}" + (f"+={item['value']}" if item.get("append") else "")


def resource(item: Item) -> str:
    """The name that a difference gives it."""
    return f"setting:{key(item)}"


def want(item: Item) -> dict[str, Any]:
    """Tool, name and value."""
    return {"tool": item["tool"], "name": item["name"], "value": item["value"], "append": bool(item.get("append"))}


def before(records: Records, item: Item) -> dict[str, Any]:
    """The value's own text now; absent when the tool's store does not name it."""
    text = _text(records.machine, item)
    return {"state": "absent" if text is None else "present", "text": text}


def differences(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> list[Difference]:
    """The value of each setting, white space made even."""
    found = []
    for item in items:
        have = _value(item, _text(machine, item))
        wanted = _joined(item, have) if item.get("append") else _even(item["value"])
        found += compare(resource(item), {"value": wanted}, {"value": have})
    return found


def bring(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> None:
    """Set each value."""
    for item in items:
        if item["tool"] == "postconf":
            value = _joined(item, _value(item, _text(machine, item))) if item.get("append") else item["value"]
            _edit(machine, item["name"], f"{item['name']} = {value}\n")
        else:
            _kernel(machine, item["name"], item["value"])
            place = _persistent(machine, item["name"])
            write(place, f"{item['name']} = {item['value']}\n".encode(), 0o644)


def restore(machine: Machine, entry: Entry) -> None:
    """Put the former text back, or take the setting out."""
    item, text = entry["want"], entry["before"]["text"]
    if item["tool"] == "postconf":
        if machine.path(MAIN_CF).exists():
            _edit(machine, item["name"], _without(machine, item, text) if item["append"] else text)
        return
    _persistent(machine, item["name"]).unlink(missing_ok=True)
    if text is not None:
        _kernel(machine, item["name"], text)


def remains(machine: Machine, entry: Entry) -> str:
    """Says when the setting is not what it was."""
    item, was = entry["want"], entry["before"]["text"]
    have = _text(machine, item)
    if item["append"]:
        added = item["value"] not in _list(_value(item, was))
        return "still in the list" if added and item["value"] in _list(_value(item, have)) else ""
    return "" if have == was else "not the value that it was"


def changed_path(item: Item) -> str:
    """The file that a unit watches for this setting."""
    return MAIN_CF if item["tool"] == "postconf" else f"/etc/sysctl.d/60-nachtwacht-{item['name']}.conf"


def _without(machine: Machine, item: Item, was: str | None) -> str | None:
    """The list without what was added: the former text when nothing else has changed since."""
    before, now = _list(_value(item, was)), _list(_value(item, _text(machine, item)))
    rest = [one for one in now if one != item["value"] or one in before]
    if rest == before:
        return was
    return f"{item['name']} = {', '.join(rest)}\n"


def _joined(item: Item, have: str | None) -> str:
    listed = _list(have)
    return _even(have or "") if item["value"] in listed else ", ".join([*listed, _even(item["value"])])


def _list(value: str | None) -> list[str]:
    """Entries of a list; what stands in braces is one entry (postconf(5), ``smtpd_milters``)."""
    return [_even(part) for part in re.findall(r"\{[^{}]*\}|[^,\s{}]+", value or "")]


def _text(machine: Machine, item: Item) -> str | None:
    if item["tool"] == "postconf":
        path = machine.path(MAIN_CF)
        span = _span(path.read_text(), item["name"]) if path.exists() else None
        return None if span is None else path.read_text()[slice(*span)]
    if item["tool"] == "sysctl":
        path = _proc(machine, item["name"])
        return path.read_text().strip() if path.exists() else None
    raise Refused(f"no tool {item['tool']} for a setting; there are postconf and sysctl")


def _value(item: Item, text: str | None) -> str | None:
    if text is None:
        return None
    return _even(text.partition("=")[2] if item["tool"] == "postconf" else text)


def _even(text: str) -> str:
    return " ".join(text.split())


def _span(text: str, name: str) -> tuple[int, int] | None:
    """Where the last logical line of that name stands (postconf(5): a line that begins with white space continues)."""
    found = list(re.finditer(rf"^{re.escape(name)}[ \t]*=.*\n?(?:[ \t]+\S.*\n?)*", text, re.MULTILINE))
    return found[-1].span() if found else None


def _edit(machine: Machine, name: str, line: str | None) -> None:
    path = machine.path(MAIN_CF)
    if not path.exists():
        raise Refused(f"{MAIN_CF} is missing: Postfix is not installed on this host")
    text = path.read_text()
    span = _span(text, name)
    if span is not None:
        text = text[: span[0]] + (line or "") + text[span[1] :]
    elif line is not None:
        text = text + ("" if text.endswith("\n") or not text else "\n") + line
    write(path, text.encode(), path.stat().st_mode & 0o7777)


def _proc(machine: Machine, name: str) -> Path:
    return machine.path(f"/proc/sys/{name.replace('.', '/')}")


def _kernel(machine: Machine, name: str, value: str) -> None:
    try:
        _proc(machine, name).write_text(value)
    except OSError as error:
        raise Refused(f"sysctl {name} cannot be set on this host: {error.strerror}") from None


def _persistent(machine: Machine, name: str) -> Path:
    return machine.path(f"/etc/sysctl.d/60-nachtwacht-{name}.conf")
