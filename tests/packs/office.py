"""The customer of the packs' cases: an invented bakery with addresses for documentation only."""

from __future__ import annotations

import msgspec

from nachtwacht.model.scope import Scope

ADDRESSES = {
    "sensor-1": "10.91.10.5",
    "gw-01": "10.91.10.254",
    "ws-01": "10.91.10.21",
    "fin-01": "10.91.10.31",
    "mail-01": "10.91.10.25",
}


def office(**changes: object) -> Scope:
    """The scope, with some top-level parts replaced."""
    parts = {
        "version": 1,
        "customer": {
            "id": "gouden-aar",
            "name": "Bakkerij De Gouden Aar",
            "sector": "food",
            "timezone": "Europe/Amsterdam",
            "language": "nl",
            "contract": "GA-2026-014",
        },
        "service": {
            "office_hours": {
                "days": ["mon", "tue", "wed", "thu", "fri"],
                "from": "08:00",
                "to": "18:00",
                "holidays": "NL",
            },
            "wake_from": "high",
        },
        "contacts": [],
        "business": {
            "countries": ["NL", "BE", "DE"],
            "admin_hours": {"from": "06:00", "to": "22:00"},
            "known_networks": [
                {"cidr": "198.51.100.128/25", "country": "NL"},
                {"cidr": "198.51.100.0/24", "country": "CN"},
            ],
        },
        "assets": {
            "networks": [{"name": "office-lan", "cidr": "10.91.10.0/24", "zone": "internal", "watched_by": "sensor-1"}],
            "hosts": [
                {"name": "sensor-1", "kind": "sensor"},
                {"name": "gw-01", "kind": "gateway"},
                {"name": "mail-01", "kind": "mail"},
                {"name": "ws-01", "kind": "workstation", "group": "workstations", "user": "j.bakker"},
                {"name": "fin-01", "kind": "server", "group": "finance", "criticality": "crown_jewel"},
            ],
        },
        "use_cases": [
            {"use": "phishing_then_foreign_traffic", "on": ["workstations"]},
            {"use": "off_hours_admin_login", "on": ["finance"]},
            {"use": "malware_execution", "on": ["workstations", "finance"]},
            {"use": "machine_contacts_outside", "on": ["finance"]},
        ],
        "privacy": {
            "data_region": "eu",
            "retention_days": 90,
            "processor_agreement": "GA-DPA-2026",
            "works_council": {"status": "agreed"},
            "nis2": {"class": "important"},
        },
    }
    return msgspec.convert(parts | changes, Scope)
