"""``hosts.yaml``: read with the same care as the scope, and checked against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from nachtwacht.document.conform import conform
from nachtwacht.document.file import read_text
from nachtwacht.document.nearest import nearest
from nachtwacht.document.parsing import Document, parse
from nachtwacht.document.place import Path as Spot
from nachtwacht.document.place import finding
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.model.reach import Reach
from nachtwacht.model.scope import Scope
from nachtwacht.scope.accepting import marked
from nachtwacht.scope.checks.privacy import secrets
from nachtwacht.scope.ranges import as_range
from nachtwacht.scope.reach_values import address_of, placed, plain

CANARY_PLACES = ("abroad", "mail_domain", "mail_entry", "mailbox")
"""What ``canary`` may name: a host, the domain of the users' mail, where that is taken in, the test mailbox."""


def read_reach(folder: Path, lab: Path, scope: Scope | None = None, catalog: Catalog | None = None) -> Reach | Rejected:
    """The reach of a customer's hosts, with ``{lab}`` expanded in its paths; Rejected when there is an error.

    With a scope and a catalogue the names and the modules' settings are checked as well.
    """
    reach, findings = _inspect(folder / "hosts.yaml", scope, catalog)
    if reach is None or any(found.severity == "error" for found in findings):
        return Rejected(findings)
    return msgspec.structs.replace(
        reach,
        identity_file=reach.identity_file.replace("{lab}", str(lab)),
        known_hosts=reach.known_hosts.replace("{lab}", str(lab)),
    )


def check_reach(
    folder: Path, scope: Scope | None, catalog: Catalog, today: date | None = None
) -> tuple[ScopeFinding, ...]:
    """Every finding about a customer's ``hosts.yaml``, in the order of the file.

    With the day, warnings that the scope accepts are marked as such.
    """
    findings = _inspect(folder / "hosts.yaml", scope, catalog)[1]
    return findings if scope is None or today is None else tuple(marked(scope, findings, today))


def _inspect(file: Path, scope: Scope | None, catalog: Catalog | None) -> tuple[Reach | None, tuple[ScopeFinding, ...]]:
    text = read_text(file, own_folder=True)
    if isinstance(text, Rejected):
        return None, text.findings
    found = set(secrets(text, str(file)))
    document = parse(text, str(file))
    if isinstance(document, Rejected):
        return None, tuple(sorted(found.union(document.findings)))
    found.update(document.surprises)
    reach = conform(document, Reach)
    if isinstance(reach, Rejected):
        return None, tuple(sorted(found.union(reach.findings)))
    found.update(_addresses(document, reach), _places(document, reach), plain(document, reach))
    if scope is not None:
        found.update(_hosts(document, reach, scope), placed(document, reach, scope))
    if catalog is not None:
        found.update(_settings(document, reach, catalog))
    return reach, tuple(sorted(found))


def _addresses(document: Document, reach: Reach) -> Iterator[ScopeFinding]:
    """Each host has an IP address, and no two have the same at one port."""
    seen: dict[tuple[str, int], str] = {}
    for name, host in reach.hosts.items():
        first, path = seen.setdefault((host.address, host.port), name), ("hosts", name, "address")
        if address_of(host.address) is None:
            yield finding("NW803", document.position(path), f"'{host.address}' is no IP address")
        elif first != name:
            message = f"'{host.address}' is already the address of '{first}'"
            yield finding("NW804", document.position(path), message)
    for index, address in enumerate(reach.controller_addresses):
        if address_of(address) is None:
            yield finding("NW803", document.position(("controller_addresses", index)), f"'{address}' is no IP address")


def _hosts(document: Document, reach: Reach, scope: Scope) -> Iterator[ScopeFinding]:
    """Every host of the scope has an address; every other host is named for the canaries."""
    names = dict.fromkeys(host.name for host in scope.assets.hosts)
    absent = [name for name in names if name not in reach.hosts]
    ranges = [found for network in scope.assets.networks if (found := as_range(network.cidr))]
    for name in absent:
        yield finding("NW801", document.key(("hosts",)), f"'{name}' has no address", f"{name}: {{address: …}}")
    for name, host in reach.hosts.items():
        if name in names:
            address = address_of(host.address)
            outside = address is not None and not any(address in net for net in ranges)
            if outside and ranges and not _elsewhere(scope, name):
                place = document.position(("hosts", name, "address"))
                yield finding("NW806", place, f"{host.address} is in none of the customer's networks", about=(name,))
        elif name != reach.canary.get("abroad"):
            yield finding(
                "NW802", document.key(("hosts", name)), f"'{name}' is no host of the scope", nearest(name, absent)
            )
    abroad = reach.canary.get("abroad")
    if abroad is not None and abroad not in reach.hosts:
        yield finding("NW801", document.position(("canary", "abroad")), f"'{abroad}' has no address")


def _places(document: Document, reach: Reach) -> Iterator[ScopeFinding]:
    """Canaries know few places."""
    for key in reach.canary:
        if key not in CANARY_PLACES:
            message = f"canaries know no '{key}'; there are: {', '.join(CANARY_PLACES)}"
            yield finding("NW807", document.key(("canary", key)), message, nearest(key, CANARY_PLACES))


def _settings(document: Document, reach: Reach, catalog: Catalog) -> Iterator[ScopeFinding]:
    """Settings are of modules that exist, and fit their schema."""
    own = (((("hosts", name, "settings")), host.settings) for name, host in reach.hosts.items())
    for path, by_module in ((("settings",), reach.settings), *own):
        for module, values in by_module.items():
            spec = catalog.modules.get(module)
            if spec is None:
                near = nearest(module, catalog.modules)
                yield finding("NW805", document.key((*path, module)), f"there is no module '{module}'", near)
            elif values:
                yield from _fit(document, (*path, module), values, spec.settings)


def _fit(document: Document, path: Spot, values: dict[str, Any], schema: dict[str, Any]) -> Iterator[ScopeFinding]:
    """One message a setting: the module's own schema decides, without its ``required``."""
    properties = schema.get("properties", {})
    for key, value in values.items():
        if key not in properties:
            near = nearest(key, properties)
            known = ", ".join(properties) or "none"
            message = f"'{path[-1]}' has no setting '{key}'; there are: {known}"
            yield finding("NW805", document.key((*path, key)), message, near)
        elif isinstance(properties[key], dict):
            yield from _value_fits(document, (*path, key), value, properties[key])


def _value_fits(document: Document, path: Spot, value: Any, schema: dict[str, Any]) -> Iterator[ScopeFinding]:
    if "enum" in schema and value not in schema["enum"]:
        words = ", ".join(str(word) for word in schema["enum"])
        near = nearest(str(value), [str(word) for word in schema["enum"]])
        yield finding("NW805", document.position(path), f"'{value}' is none of: {words}", near)
        return
    if _plainly_fits(value, schema):
        return
    from jsonschema import Draft202012Validator

    for error in Draft202012Validator(schema).iter_errors(value):
        yield finding("NW805", document.position((*path, *error.path)), error.message)


_TYPES = {"string": str, "integer": int, "boolean": bool}
_PLAIN = {"type", "pattern", "minimum", "maximum", "enum", "default", "description"}


def _plainly_fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value fits a schema that is so plain that the validator, slow to load, need not be asked."""
    kind = _TYPES.get(schema.get("type", "string" if "enum" in schema else ""))  # A choice is nearly always of words.
    if kind is None or type(value) is not kind or not schema.keys() <= _PLAIN:
        return False
    if isinstance(value, str):
        return re.search(schema.get("pattern", ""), value) is not None
    return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))


def _elsewhere(scope: Scope, name: str) -> bool:
    """Whether a host has its place outside of the customer's networks: our own machine, and one that roams."""
    host = scope.host(name)
    return host is not None and (host.kind == "runtime" or host.roams)
