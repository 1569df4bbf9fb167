"""Windows events as JSON (as evtx tools print them) into flat fields with Sigma's names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nachtwacht.detect.inputs.windows import category_of, service_of

_SYSTEM = ("Level", "EventRecordID", "Keywords", "Task", "Opcode", "Version", "Computer", "Channel")


def flatten(record: Mapping[str, Any]) -> dict[str, Any]:
    """One flat event with ``product``, ``service`` and ``category``. What the event's own data names goes before the envelope."""
    event = _mapping(record.get("Event", record))
    system = _mapping(event.get("System"))
    channel = str(_plain(system.get("Channel")) or "")
    number = _plain(system.get("EventID"))
    service = service_of(channel)
    flat: dict[str, Any] = {
        "product": "windows",
        "service": service or None,
        "category": category_of(service, number) or None,
    }
    flat["EventID"] = number
    flat |= {name: _plain(system[name]) for name in _SYSTEM if name in system}
    flat["Provider_Name"] = _mapping(_mapping(system.get("Provider")).get("#attributes")).get("Name")
    flat["UtcTime"] = _mapping(_mapping(system.get("TimeCreated")).get("#attributes")).get("SystemTime")
    for part in ("EventData", "UserData"):
        flat |= dict(_data(event.get(part)))
    return flat


def _data(part: Any) -> Iterator[tuple[str, Any]]:
    """Named values, however deep: UserData wraps them in an element of the provider's own."""
    for name, value in _mapping(part).items():
        if name == "#attributes":
            continue
        inner = _mapping(value)
        if inner and "#text" not in inner:
            yield from _data(inner)
            continue
        plain = _plain(value)
        yield name, plain
        if " " in name:  # Sigma writes the names that Defender gives its data without spaces.
            yield "".join(name.split()), plain


def _plain(value: Any) -> Any:
    """An element's text; several elements of the same name are one text, as Windows shows them."""
    if isinstance(value, Mapping):
        return _plain(value.get("#text"))
    return " ".join(str(item) for item in value) if isinstance(value, list) else value


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
