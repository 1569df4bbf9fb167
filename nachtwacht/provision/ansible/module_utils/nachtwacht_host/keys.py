"""Private keys, made on the host; what leaves it is the certificate request or the public key."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Any

from . import ownership
from .difference import Difference, compare
from .machine import Machine, replacing, write
from .record import Entry, Records

Item = dict[str, Any]


def key(item: Item) -> str:
    """The path of the private key."""
    return str(item["path"])


def resource(item: Item) -> str:
    """The name that a difference gives it."""
    return f"key:{item['path']}"


def want(item: Item) -> dict[str, Any]:
    """Kind, subject and names, so that a request is made anew when they change."""
    return {"kind": item["kind"], "subject": item["subject"], "names": list(item["names"]), **ownership.wanted(item)}


def before(records: Records, item: Item) -> dict[str, Any]:
    """Whether a key is there already; then it is used, and never taken away."""
    return {"state": "file" if records.machine.path(item["path"]).exists() else "absent"}


def differences(machine: Machine, items: list[Item], entries: dict[str, Entry]) -> list[Difference]:
    """Existence, ownership, and whether the public part speaks of the wanted subject."""
    found = []
    for item in items:
        path = machine.path(item["path"])
        if not path.exists():
            found += compare(resource(item), {"state": "present"}, {"state": "absent"})
            continue
        found += compare(resource(item), ownership.wanted(item), ownership.seen(path))
        if not public(path, item).exists():
            found += compare(resource(item), {"public": "present"}, {"public": "absent"})
        made_for = entries.get(item["path"], {}).get("made_for", _speaks_of(item))
        found += compare(resource(item), _speaks_of(item), made_for)
    return found


def bring(machine: Machine, items: list[Item], entries: dict[str, Entry]) -> None:
    """Make what is missing; a key that is there stays the key that it is."""
    for item in items:
        path = machine.path(item["path"])
        if not path.exists():
            with replacing(path) as fresh:
                _make(machine, item, fresh)
                ownership.give(fresh, item)
        path.chmod(0o600)  # ssh-keygen reads no key that a group may read
        text = _request(machine, item, path) if item["kind"] == "x509" else _ssh_public(machine, item, path)
        ownership.give(path, item)
        write(public(path, item), text.encode(), 0o644)
        entries[item["path"]]["made_for"] = _speaks_of(item)


def restore(machine: Machine, entry: Entry) -> None:
    """Remove a key that was made here, and its public part in any case."""
    path = machine.path(entry["key"])
    public(path, entry["want"]).unlink(missing_ok=True)
    if entry["before"]["state"] == "absent":
        path.unlink(missing_ok=True)


def remains(machine: Machine, entry: Entry) -> str:
    """Says when a key that was made here is still there."""
    return "still there" if entry["before"]["state"] == "absent" and machine.path(entry["key"]).exists() else ""


def public(path: Path, item: dict[str, Any]) -> Path:
    """The file of the public part, beside the key."""
    return path.with_name(f"{path.name}.{'csr' if item['kind'] == 'x509' else 'pub'}")


def output(machine: Machine, item: Item) -> str:
    """The public part as it may leave the host, or empty when there is none yet."""
    place = public(machine.path(item["path"]), item)
    return place.read_text() if place.exists() else ""


def _speaks_of(item: Item) -> dict[str, Any]:
    return {"subject": item["subject"], "names": list(item["names"])}


def _make(machine: Machine, item: Item, fresh: Path) -> None:
    if item["kind"] == "x509":
        machine.run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", str(fresh))
        return
    fresh.unlink()
    machine.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", item["subject"], "-f", str(fresh))
    fresh.with_name(f"{fresh.name}.pub").unlink()


def _request(machine: Machine, item: Item, path: Path) -> str:
    subject = ["-subj", f"/CN={item['subject']}"]
    listed = ",".join(_general_name(name) for name in item["names"])
    names = ["-addext", f"subjectAltName={listed}"] if listed else []
    return machine.run("openssl", "req", "-new", "-key", str(path), *subject, *names).out


def _general_name(name: str) -> str:
    """A name in openssl's words; a colon may stand in an IPv6 address as well."""
    if name.startswith(("DNS:", "IP:")):
        return name
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return f"DNS:{name}"
    return f"IP:{name}"


def _ssh_public(machine: Machine, item: Item, path: Path) -> str:
    algorithm, body = machine.run("ssh-keygen", "-y", "-f", str(path)).out.split()[:2]
    return f"{algorithm} {body} {item['subject']}\n"
