"""Where the command line finds things: the repository, its customers, the laboratory. The environment is read here."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from nachtwacht import catalog
from nachtwacht.document.nearest import nearest
from nachtwacht.model.content import Catalog
from nachtwacht.model.failure import Failure
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.model.scope import Scope

T = TypeVar("T")


def root() -> Path:
    """The repository: ``$NACHTWACHT_ROOT``, or the one that the package stands in."""
    named = os.environ.get("NACHTWACHT_ROOT")
    return Path(named).resolve() if named else catalog.root()


def customers_folder() -> Path:
    """Where the customers' folders are: ``$NACHTWACHT_CUSTOMERS``, or ``customers/`` of the repository."""
    named = os.environ.get("NACHTWACHT_CUSTOMERS")
    return Path(named).resolve() if named else root() / "customers"


def lab() -> Path:
    """The laboratory's folder of state: ``$NACHTWACHT_LAB``, or the one in the user's state folder."""
    from nachtwacht.lab.place import state_folder

    return state_folder(os.environ)


def today() -> date:
    """The day that ends of exclusions are compared with: ``$NACHTWACHT_TODAY``, or today by this machine's clock."""
    named = os.environ.get("NACHTWACHT_TODAY")
    try:
        return date.fromisoformat(named) if named else date.today()  # noqa: DTZ011  The engineer's own day is meant.
    except ValueError as error:
        raise Failure(f"NACHTWACHT_TODAY is '{named}'", mend="write a day as 2026-11-30", status=2) from error


def customers() -> list[str]:
    """The ids of all customers: the names of the folders in ``customers/``."""
    folder = customers_folder()
    if not folder.is_dir():
        return []
    # A link that leads nowhere counts too: check says what is wrong with it, where leaving it out would say nothing.
    found = (child for child in folder.iterdir() if child.is_dir() or (child.is_symlink() and not child.exists()))
    return sorted(child.name for child in found if child.name[0] not in "._")


def customer_folder(identity: str) -> Path:
    """The customer's folder; Failure with status 2 when there is no such customer."""
    folder = customers_folder() / identity
    if identity[:1] in {"", ".", "_"} or Path(identity).name != identity or not folder.is_dir():
        known = customers()
        near = nearest(identity, known)
        mend = f"nw … {near}" if near else f"use one of: {', '.join(known) or 'none yet'}"
        raise Failure(f"there is no customer '{identity}' in customers/", mend=mend, status=2)
    return folder


def shown(findings: tuple[ScopeFinding, ...]) -> tuple[ScopeFinding, ...]:
    """Findings with their files as seen from the working directory, when they are under it."""
    return tuple(msgspec.structs.replace(found, file=from_here(Path(found.file))) for found in findings)


def from_here(file: Path) -> str:
    """A file as seen from the working directory, when it is under it."""
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)


def loaded_catalog() -> Catalog:
    """The catalogue; a Failure that lists what is wrong with it."""
    return accepted(catalog.read_catalog(root()), "the catalogue")


def loaded_scope(identity: str, contents: Catalog) -> Scope:
    """The customer's scope; a Failure that lists what is wrong with it, before anything is touched."""
    from nachtwacht.scope import load_scope

    return accepted(load_scope(customer_folder(identity) / "scope.yaml", contents, today()), f"the scope of {identity}")


def accepted(value: T | Rejected, what: str) -> T:
    """The value; a Failure with every finding when it was rejected."""
    if not isinstance(value, Rejected):
        return value
    from nachtwacht.report.findings.text import lines

    listed = "\n".join(lines(shown(value.findings)))
    what = f"{what} is not right, so nothing was touched\n{listed}"
    raise Failure(what, mend="mend what is listed, and look with ./nw check", status=1)
