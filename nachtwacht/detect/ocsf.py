"""Findings as OCSF 1.3 Detection Findings (class 2004): the form in which they leave the runtime.

Source of the format: Open Cybersecurity Schema Framework 1.3.0, class ``detection_finding``.
"""

from __future__ import annotations

from typing import Any

from nachtwacht import __version__
from nachtwacht.model.watch import Event, Finding

_SEVERITY = {"low": 2, "medium": 3, "high": 4, "critical": 5}
_CLASS = 2004
_CATEGORY = 2
_CREATE = 1
_NEW = 1
_OBSERVABLES = {
    "host": ("Hostname", 1),
    "destination_hostname": ("Hostname", 1),
    "destination_ip": ("IP Address", 2),
    "source_ip": ("IP Address", 2),
    "user": ("User Name", 4),
    "sender": ("Email Address", 5),
    "process": ("Process Name", 9),
    "command_line": ("Command Line", 13),
    "destination_country": ("Country", 14),
    "destination_port": ("Port", 11),
}
_OTHER = ("Other", 99)


def as_ocsf(finding: Finding, now: float) -> dict[str, Any]:
    """The finding as OCSF; times are milliseconds since the epoch, ``now`` (UTC seconds) is when it was made."""
    return {
        "activity_id": _CREATE,
        "activity_name": "Create",
        "category_uid": _CATEGORY,
        "category_name": "Findings",
        "class_uid": _CLASS,
        "class_name": "Detection Finding",
        "type_uid": _CLASS * 100 + _CREATE,
        "type_name": "Detection Finding: Create",
        "time": _milliseconds(finding.time),
        "severity_id": _SEVERITY[finding.severity],
        "severity": finding.severity.capitalize(),
        "status_id": _NEW,
        "status": "New",
        "is_alert": finding.canary is None,
        "metadata": _metadata(finding, now),
        "finding_info": _info(finding, now),
        "observables": _observables(finding),
        "evidences": [{"data": _evidence(event)} for event in finding.events],
        "resources": [{"name": finding.asset, "type": "host", "owner": {"name": finding.customer}}],
        "unmapped": {"use_case": finding.use_case, "canary": finding.canary, "entities": finding.entities},
    }


def _metadata(finding: Finding, now: float) -> dict[str, Any]:
    return {
        "version": "1.3.0",
        "uid": finding.id,
        "logged_time": _milliseconds(now),
        "tenant_uid": finding.customer,
        "product": {"name": "Nachtwacht", "vendor_name": "Nachtwacht", "version": __version__},
        "profiles": [],
    }


def _info(finding: Finding, now: float) -> dict[str, Any]:
    times = [event.time for event in finding.events]
    return {
        "uid": finding.id,
        "title": finding.title,
        "created_time": _milliseconds(now),
        "first_seen_time": _milliseconds(min(times)),
        "last_seen_time": _milliseconds(max(times)),
        "analytic": {"uid": finding.rule, "name": finding.title, "type_id": 1, "type": "Rule"},
        "attacks": [_attack(technique) for technique in finding.techniques],
        "related_events": [
            {"uid": event.id, "product_uid": event.product, "type": event.service} for event in finding.events
        ],
        "related_events_count": len(finding.events),
        "data_sources": sorted({f"{event.product}/{event.service}" for event in finding.events}),
    }


def _attack(technique: str) -> dict[str, Any]:
    """An ATT&CK technique, a sub-technique named with its parent."""
    parent, _, sub = technique.partition(".")
    found: dict[str, Any] = {"version": "15.1", "technique": {"uid": parent}}
    return found | {"sub_technique": {"uid": technique}} if sub else found


def _observables(finding: Finding) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, value in finding.entities.items():
        kind, number = _OBSERVABLES.get(name, _OTHER)
        found.append({"name": name, "type": kind, "type_id": number, "value": value})
    return found


def _evidence(event: Event) -> dict[str, Any]:
    return {
        "uid": event.id,
        "time": _milliseconds(event.time),
        "source_host": event.source_host,
        "product": event.product,
        "service": event.service,
        "fields": event.fields,
    }


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
