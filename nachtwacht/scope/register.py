"""``customers/retired.yaml``: whom we have watched and watch no more, so that an id never comes to mean somebody else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct, field

from nachtwacht.document.conform import conform
from nachtwacht.document.file import read_text
from nachtwacht.document.parsing import Document, parse
from nachtwacht.document.place import finding
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.model.scope import Date, Slug
from nachtwacht.scope.across import alike
from nachtwacht.scope.checks.calendar import day
from nachtwacht.scope.checks.privacy import secrets
from nachtwacht.scope.claims import Claims

NAME = "retired.yaml"
_BEGIN = """# Customers whom we watch no more. `nw retire` adds them; their ids are never used again for somebody else.
version: 1
retired:
"""


class Retired(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One customer of before."""

    id: Slug
    name: Annotated[str, Meta(min_length=1)]
    contract: Annotated[str, Meta(min_length=1)]
    retired_on: Date


class Register(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    version: Annotated[int, Meta(ge=1, le=1)]
    retired: tuple[Retired, ...] = field(default_factory=tuple)


def check_register(customers: Path, known: Iterable[Claims], today: date) -> tuple[ScopeFinding, ...]:
    """Every finding about the register in a folder of customers, and about customers that have a retired one's id."""
    register, document, findings = _read(customers / NAME)
    if register is None or document is None:
        return findings
    found = {*findings, *_entries(document, register, today), *_reused(document, register, known)}
    return tuple(sorted(found))


def with_retired(customers: Path, customer: Retired) -> str | Rejected:
    """The text of the register with one customer more; the same text when it is there already. Comments are kept.

    Rejected when the register that is there cannot be read: then nothing must be written over it.
    """
    file = customers / NAME
    if not file.exists() and not file.is_symlink():
        return _BEGIN + _row(customer)
    register, document, findings = _read(file)
    text = read_text(file)
    if register is None or document is None or isinstance(text, Rejected):
        return Rejected(findings)
    if any((one.id, one.contract) == (customer.id, customer.contract) for one in register.retired):
        return text
    if not register.retired:
        text = "\n".join(line for line in text.splitlines() if not line.startswith("retired:")) + "\nretired:"
    return f"{text.rstrip()}\n{_row(customer)}"


def retired_ids(customers: Path) -> frozenset[str] | Rejected:
    """The ids that are never given out again; Rejected when the register cannot be read."""
    register, _, findings = _read(customers / NAME)
    if register is None:
        return Rejected(findings) if findings else frozenset()
    return frozenset(one.id for one in register.retired)


def _read(file: Path) -> tuple[Register | None, Document | None, tuple[ScopeFinding, ...]]:
    """The register; nothing, without a finding, when there is none."""
    if not file.exists() and not file.is_symlink():
        return None, None, ()
    text = read_text(file)
    if isinstance(text, Rejected):
        return None, None, text.findings
    found = set(secrets(text, str(file)))
    document = parse(text, str(file))
    if isinstance(document, Rejected):
        return None, None, tuple(sorted(found.union(document.findings)))
    found.update(document.surprises)
    register = conform(document, Register)
    if isinstance(register, Rejected):
        return None, None, tuple(sorted(found.union(register.findings)))
    return register, document, tuple(sorted(found))


def _entries(document: Document, register: Register, today: date) -> Iterator[ScopeFinding]:
    seen: dict[str, int] = {}
    for index, one in enumerate(register.retired):
        path, retired_on = ("retired", index), day(one.retired_on)
        if retired_on is None:
            yield finding(
                "NW109", document.position((*path, "retired_on")), f"{one.retired_on} is no day of the calendar"
            )
        elif retired_on > today:
            message = f"'{one.id}' is only retired on {retired_on}, which is still to come"
            yield finding("NW708", document.position((*path, "retired_on")), message)
        first = seen.setdefault(alike(one.id), index)
        if first != index:
            line = document.position(("retired", first, "id")).line
            message = f"'{one.id}' is already in the register, in line {line}"
            yield finding("NW708", document.position((*path, "id")), message, "remove one of the two")


def _reused(document: Document, register: Register, known: Iterable[Claims]) -> Iterator[ScopeFinding]:
    before = {alike(one.id): (index, one) for index, one in enumerate(register.retired)}
    for customer in known:
        index, one = before.get(alike(customer.identity), (0, None))
        if one is not None and not _same(one, customer):
            line = document.position(("retired", index, "id")).line
            message = f"'{customer.identity}' was the id of {one.name} until {one.retired_on} ({NAME}:{line})"
            yield finding("NW707", customer.place, f"{message}; it is never used again for somebody else")


def _same(one: Retired, customer: Claims) -> bool:
    """A customer that comes back has kept its name, or its contract."""
    return one.name.casefold() == customer.name.casefold() or one.contract == customer.contract


def _row(customer: Retired) -> str:
    texts = {"id": customer.id, "name": customer.name, "contract": customer.contract}
    written = ", ".join(f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in texts.items())
    return f"  - {{{written}, retired_on: {customer.retired_on}}}\n"
