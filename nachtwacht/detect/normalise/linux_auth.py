"""journald entries of the SSH server into authentication events."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from nachtwacht.detect.normalise.draft import Draft, Unreadable, json_of
from nachtwacht.detect.normalise.estate import Estate
from nachtwacht.ingest.record import Record

# The name is what the other side claims and may hold anything, " from " too: the last " from … port …" is sshd's own.
_TAIL = r" from (?P<address>\S+) port (?P<port>[0-9]{1,5})(?: ssh2)?(?:: (?P<kind>\S+) (?P<fingerprint>\S+).*)?(?: \[preauth\])?$"
_PATTERNS = (
    ("success", re.compile(r"Accepted (?P<method>\S+) for (?P<user>.*)" + _TAIL)),
    ("failure", re.compile(r"Failed (?P<method>\S+) for (?:invalid user )?(?P<user>.*)" + _TAIL)),
    ("failure", re.compile(r"(?P<method>Invalid) user (?P<user>.*)" + _TAIL)),
)
_LONGEST = 4096
_MICRO = 1_000_000


def drafts(record: Record, _: Estate) -> Iterable[Draft]:
    """One event an entry: a log-in that succeeded or failed, or another line of the server."""
    entry = json_of(record.body)
    message = _text(entry.get("MESSAGE"))
    if not message:
        raise Unreadable("a journal entry without MESSAGE text")
    fields = {
        "Message": message,
        "ProcessName": entry.get("SYSLOG_IDENTIFIER") or entry.get("_COMM"),
        "ProcessId": entry.get("_PID") or entry.get("SYSLOG_PID"),
        "Unit": entry.get("_SYSTEMD_UNIT"),
    }
    outcome, login = _login(message, entry)
    return [
        Draft(
            product="linux",
            service="sshd",
            categories=("authentication",) if outcome else (),
            fields=fields | login,
            time=_time(entry, record),
        )
    ]


def _text(message: Any) -> str:
    """Journald gives text, or a list of bytes when it is no UTF-8."""
    if isinstance(message, list):
        return bytes(message).decode("utf-8", "replace")
    return message if isinstance(message, str) else ""


def _login(message: str, entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The outcome and the fields of a log-in. Only what sshd wrote counts (trixie's child is sshd-session): _COMM is journald's own word."""
    if not str(entry.get("_COMM") or entry.get("SYSLOG_IDENTIFIER") or "").startswith("sshd"):
        return "", {}
    for outcome, pattern in _PATTERNS:
        found = pattern.match(message[:_LONGEST])
        if found:
            return outcome, {
                "Outcome": outcome,
                "User": found["user"],
                "TargetUserName": found["user"],
                "Method": found["method"],
                "SourceIp": found["address"],
                "SourcePort": int(found["port"]),
                "KeyType": found["kind"],
                "KeyFingerprint": found["fingerprint"],
                "InvalidUser": "Invalid user" in message or "invalid user" in message,
            }
    return "", {}


def _time(entry: dict[str, Any], record: Record) -> float | None:
    for name in ("_SOURCE_REALTIME_TIMESTAMP", "__REALTIME_TIMESTAMP"):
        text = str(entry.get(name, ""))
        if text.isdigit():
            return int(text) / _MICRO
    return record.time or None
