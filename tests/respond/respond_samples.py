"""A small customer, its packs and findings, for the tests of responses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from nachtwacht.model.content import PackSpec
from nachtwacht.model.scope import Scope
from nachtwacht.model.watch import Event, Finding, Request
from nachtwacht.respond.context import Book
from nachtwacht.respond.shelf import read_runbooks

ROOT = Path(__file__).parents[2]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TUESDAY = dt.datetime(2026, 11, 24, 14, 32, tzinfo=AMSTERDAM).timestamp()
"""Within office hours."""
TUESDAY_NIGHT = dt.datetime(2026, 11, 24, 3, 10, tzinfo=AMSTERDAM).timestamp()

_SCOPE: dict[str, Any] = {
    "version": 1,
    "customer": {
        "id": "gouden-aar", "name": "Bakkerij De Gouden Aar", "sector": "food", "timezone": "Europe/Amsterdam",
        "language": "nl", "contract": "GA-2026-014",
    },
    "service": {
        "office_hours": {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "18:00", "holidays": "NL"},
        "wake_from": "high",
    },
    "contacts": [
        {"name": "A. Molenaar", "role": "security_officer", "phone": "+31 20 555 0101",
         "email": "a.molenaar@gouden-aar.example", "reach": "always", "wait_minutes": 10},
        {"name": "B. de Wit", "role": "it_manager", "phone": "+31 20 555 0102",
         "email": "b.dewit@gouden-aar.example", "reach": "office_hours", "wait_minutes": 30},
    ],
    "business": {"countries": ["NL", "BE", "DE"], "admin_hours": {"from": "06:00", "to": "22:00"}},
    "assets": {
        "networks": [{"name": "office-lan", "cidr": "10.91.10.0/24", "zone": "internal", "watched_by": "sensor-1"}],
        "hosts": [
            {"name": "sensor-1", "kind": "sensor"},
            {"name": "gw-01", "kind": "gateway"},
            {"name": "ws-01", "kind": "workstation", "group": "workstations", "user": "j.bakker"},
            {"name": "ws-02", "kind": "workstation", "group": "workstations"},
            {"name": "fin-01", "kind": "server", "group": "finance", "criticality": "crown_jewel", "never_contain": True},
            {"name": "soc-01", "kind": "runtime"},
        ],
    },
    "use_cases": [
        {"use": "phishing_then_foreign_traffic", "on": ["workstations"]},
        {"use": "off_hours_admin_login", "on": ["finance"], "severity": "high"},
        {"use": "malware_execution", "on": ["workstations"]},
    ],
    "response": [
        {"allow": "isolate_endpoint", "on": ["workstations"], "when": "always", "from_severity": "high",
         "approval": "none", "at_most": "3 per hour", "undo_after": "4h"},
        {"allow": "block_destination", "on": ["gw-01"], "when": "always", "from_severity": "medium",
         "approval": "none", "undo_after": "24h"},
    ],
    "privacy": {
        "data_region": "eu", "retention_days": 90, "processor_agreement": "GA-DPA-2026",
        "works_council": {"status": "agreed"}, "nis2": {"class": "important"},
    },
}  # fmt: skip


def scope(**changes: Any) -> Scope:
    """The customer's scope; ``changes`` replace whole keys (``response=[…]``) or parts (``customer={"language": "en"}``)."""
    plain = {**_SCOPE}
    for key, value in changes.items():
        plain[key] = {**plain[key], **value} if isinstance(value, dict) else value
    return msgspec.convert(plain, Scope)


def permission(**changes: Any) -> dict[str, Any]:
    """A permission to isolate workstations."""
    return {**_SCOPE["response"][0], **changes}


def pack(name: str, join_by: tuple[str, ...], *entities: str) -> PackSpec:
    """A pack that has these entities."""
    return msgspec.convert(
        {
            "name": name, "version": "1.0.0", "title": {"nl": "-", "en": "-"}, "purpose": {"nl": "-", "en": "-"},
            "needs": [], "serves": ["workstation"], "severity": "high", "techniques": [], "runbook": name,
            "entities": {entity: entity for entity in entities}, "join_by": join_by,
        },
        PackSpec,
    )  # fmt: skip


PACKS = {
    one.name: one
    for one in (
        pack(
            "phishing_then_foreign_traffic", ("asset",), "host", "user", "destination_ip", "destination_country",
            "destination_hostname", "destination_port", "sender", "subject",
        ),
        pack("off_hours_admin_login", ("asset", "user"), "host", "user", "source_ip", "local_time"),
        pack("malware_execution", ("asset",), "host", "user", "process", "command_line", "parent"),
    )
}  # fmt: skip


def book(**changes: Any) -> Book:
    """The customer's scope with the real runbooks."""
    sound, faulty = read_runbooks(ROOT / "runbooks", PACKS)
    return Book(scope=scope(**changes), packs=PACKS, runbooks=sound, faulty=faulty)


def event(at: float = TUESDAY) -> Event:
    """Some event."""
    return Event(
        id="e1", asset="ws-01", source_host="ws-01", product="linux", service="audit", categories=(), time=at,
        observed=at, arrived=at, fields={},
    )  # fmt: skip


def finding(name: str = "f1", use_case: str = "malware_execution", at: float = TUESDAY, **changes: Any) -> Finding:
    """A finding of malware on ws-01, or of phishing with a destination."""
    entities = {
        "malware_execution": {"host": "ws-01", "user": "j.bakker", "process": "bash", "command_line": "bash -i"},
        "phishing_then_foreign_traffic": {
            "host": "ws-01", "user": "j.bakker", "destination_ip": "198.51.100.7", "destination_country": "CN",
            "destination_hostname": "factuur.example", "sender": "post@factuur.example", "subject": "Uw factuur",
        },
        "off_hours_admin_login": {"host": "fin-01", "user": "root", "source_ip": "10.91.10.21"},
    }[use_case]  # fmt: skip
    values: dict[str, Any] = {
        "id": name, "customer": "gouden-aar", "use_case": use_case, "asset": entities["host"], "severity": "high",
        "title": use_case, "rule": "r1", "time": at, "events": (event(at),), "entities": entities,
    }  # fmt: skip
    return Finding(**{**values, **changes})


def request(**changes: Any) -> Request:
    """A request to isolate ws-01."""
    values: dict[str, Any] = {
        "id": "INC-0001-R1", "incident": "INC-0001", "action": "isolate_endpoint", "asset": "ws-01", "target": "ws-01",
        "severity": "high", "because": "malware_execution: isolate_the_computer",
    }  # fmt: skip
    return Request(**{**values, **changes})
