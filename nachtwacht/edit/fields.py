"""The account manager's part of a scope file: which values the form shows, and how they come back into the data.

A draft holds what the customer's own file says, one value for each field; a field that is not in the draft is not in
the file, so that the profile's value holds.
"""

from __future__ import annotations

import copy
from typing import Any

from nachtwacht.document.letters import odd_letters
from nachtwacht.document.place import Path

FIELDS: dict[str, Path] = {
    ".".join(path): path
    for path in (
        ("contacts",),
        ("service", "office_hours", "days"),
        ("service", "office_hours", "from"),
        ("service", "office_hours", "to"),
        ("service", "office_hours", "holidays"),
        ("service", "wake_from"),
        ("service", "observe_until"),
        ("business", "countries"),
        ("business", "admin_hours", "from"),
        ("business", "admin_hours", "to"),
        ("use_cases",),
        ("response",),
        ("exclusions",),
        ("accepted_warnings",),
    )
}
"""Name of each field -> its path in the file."""

ENTRIES: dict[str, tuple[str, ...]] = {
    "contacts": ("name", "role", "phone", "email", "reach", "wait_minutes"),
    "use_cases": ("use", "on", "severity", "with"),
    "response": (
        "allow", "on", "when", "from_severity", "approval", "at_most", "undo_after", "wait_minutes", "if_no_answer",
    ),
    "exclusions": ("use_case", "on", "reason", "owner", "approved_by", "from", "until"),
    "accepted_warnings": ("warning", "on", "reason", "accepted_by", "until"),
}  # fmt: skip
"""Fields that are lists of entries -> the keys of an entry, in the order in which a new one is written."""

_ORDER: dict[Path, tuple[str, ...]] = {
    (): (
        "version", "profile", "customer", "service", "contacts", "business", "assets", "use_cases", "response",
        "exclusions", "change_windows", "accepted_warnings", "privacy",
    ),
    ("service",): ("office_hours", "wake_from", "observe_until"),
    ("service", "office_hours"): ("days", "from", "to", "holidays"),
    ("business",): ("countries", "admin_hours", "known_networks"),
    ("business", "admin_hours"): ("from", "to"),
}  # fmt: skip

Draft = dict[str, Any]


def drafted(data: dict[str, Any]) -> Draft:
    """What the file itself says of each field."""
    draft: Draft = {}
    for name, path in FIELDS.items():
        holder = _holder(data, path)
        if holder is not None and path[-1] in holder:
            draft[name] = copy.deepcopy(holder[path[-1]])
    return draft


def intended(data: dict[str, Any], draft: Draft) -> dict[str, Any]:
    """The data of the file with a draft in it; everything that is no field stays as it is."""
    wanted = copy.deepcopy(data)
    was = drafted(data)
    for name, path in FIELDS.items():
        if name in draft and (name not in was or draft[name] != was[name]):
            _put(wanted, path, _in_order(name, cleaned(draft[name])))
        elif name not in draft and name in was:
            holder = _holder(wanted, path)
            assert holder is not None, "a field of the draft has its place"
            del holder[str(path[-1])]
    return wanted


def cleaned(value: Any) -> Any:
    """A typed value without the signs that nobody sees, which come along when text is pasted, and without outer spaces."""
    if isinstance(value, str):
        return " ".join(odd_letters(value, "")[0].split())
    if isinstance(value, list):
        return [cleaned(part) for part in value]
    return {key: cleaned(part) for key, part in value.items()} if isinstance(value, dict) else value


def field_of(path: Path) -> str:
    """The field that a path of the file belongs to; empty for what is not in the form."""
    return next((name for name, own in FIELDS.items() if path[: len(own)] == own), "")


def showable(name: str, value: Any) -> bool:
    """Whether a value has the shape that the form can show; what has another one stays as it is, with its finding."""
    if name in ENTRIES:
        return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
    if name in ("service.office_hours.days", "business.countries"):
        return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
    return not isinstance(value, list | dict)


def _holder(data: Any, path: Path) -> dict[str, Any] | None:
    for step in path[:-1]:
        data = data.get(step) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else None


def _put(data: dict[str, Any], path: Path, value: Any) -> None:
    for length, step in enumerate(path[:-1]):
        if not isinstance(data.get(str(step)), dict):
            _insert(data, path[:length], str(step), {})
        data = data[str(step)]
    _insert(data, path[:-1], str(path[-1]), value)


def _insert(holder: dict[str, Any], path: Path, key: str, value: Any) -> None:
    """Put a value; a new key comes where people look for it, after the last of those that belong before it."""
    if key in holder:
        holder[key] = value
        return
    order = _ORDER[path]
    before = order[: order.index(key)]
    items = list(holder.items())
    at = max((index + 1 for index, (name, _) in enumerate(items) if name in before), default=0)
    items.insert(at, (key, value))
    holder.clear()
    holder.update(items)


def _in_order(name: str, value: Any) -> Any:
    keys = ENTRIES.get(name)
    if keys is None or not showable(name, value):
        return value
    return [
        {key: entry[key] for key in (*keys, *(key for key in entry if key not in keys)) if key in entry}
        for entry in value
    ]
