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
    """Tool and name."""
    return f"{item['tool']}:{item['name']}"


def resource(item: Item) -> str:
    """The name that a difference gives it."""
    return f"setting:{key(item)}"


def want(item: Item) -> dict[str, Any]:
    """The value."""
    return {"value": item["value"]}


def before(records: Records, item: Item) -> dict[str, Any]:
    """The value's own text now; absent when the tool's store does not name it."""
    text = _text(records.machine, key(item))
    return {"state": "absent" if text is None else "present", "text": text}


def differences(machine: Machine, items: list[Item], entries: dict[str, Entry]) -> list[Difference]:
    """The value of each setting, white space made even."""
    found = []
    for item in items:
        text = _text(machine, key(item))
        have = None if text is None else _even(_value(key(item), text))
        found += compare(resource(item), {"value": _even(item["value"])}, {"value": have})
    return found


def bring(machine: Machine, items: list[Item], entries: dict[str, Entry]) -> None:
    """Set each value."""
    for item in items:
        if item["tool"] == "postconf":
            _edit(machine, item["name"], f"{item['name']} = {item['value']}\n")
        else:
            _kernel(machine, item["name"], item["value"])
            place = _persistent(machine, item["name"])
            write(place, f"{item['name']} = {item['value']}\n".encode(), 0o644)


def restore(machine: Machine, entry: Entry) -> None:
    """Put the former text back, or take the setting out."""
    tool, _, name = entry["key"].partition(":")
    text = entry["before"]["text"]
    if tool == "postconf":
        if machine.path(MAIN_CF).exists():
            _edit(machine, name, text)
        return
    _persistent(machine, name).unlink(missing_ok=True)
    if text is not None:
        _kernel(machine, name, text)


def remains(machine: Machine, entry: Entry) -> str:
    """Says when the setting is not what it was."""
    text = _text(machine, entry["key"])
    return "" if text == entry["before"]["text"] else "not the value that it was"


def changed_path(item: Item) -> str:
    """The file that a unit watches for this setting."""
    return MAIN_CF if item["tool"] == "postconf" else f"/etc/sysctl.d/60-nachtwacht-{item['name']}.conf"


def _text(machine: Machine, name: str) -> str | None:
    tool, _, name = name.partition(":")
    if tool == "postconf":
        path = machine.path(MAIN_CF)
        span = _span(path.read_text(), name) if path.exists() else None
        return None if span is None else path.read_text()[slice(*span)]
    if tool == "sysctl":
        path = _proc(machine, name)
        return path.read_text().strip() if path.exists() else None
    raise Refused(f"no tool {tool} for a setting; there are postconf and sysctl")


def _value(name: str, text: str) -> str:
    return text.partition("=")[2] if name.startswith("postconf:") else text


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
    _rewrite(path, text)


def _rewrite(path: Path, text: str) -> None:
    mode = path.stat().st_mode & 0o7777
    write(path, text.encode(), mode)


def _proc(machine: Machine, name: str) -> Path:
    return machine.path(f"/proc/sys/{name.replace('.', '/')}")


def _kernel(machine: Machine, name: str, value: str) -> None:
    try:
        _proc(machine, name).write_text(value)
    except OSError as error:
        raise Refused(f"sysctl {name} cannot be set on this host: {error.strerror}") from None


def _persistent(machine: Machine, name: str) -> Path:
    return machine.path(f"/etc/sysctl.d/60-nachtwacht-{name}.conf")
