"""Every kind of thing, in the order in which they are brought, and its five functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from . import (
    accounts,
    archives,
    authorized_keys,
    directories,
    files,
    keys,
    leftovers,
    packages,
    settings,
    tables,
    units,
)
from .machine import Machine
from .record import Entry, Records


@dataclass(frozen=True)
class Kind:
    """One kind: how its items are named, for records and for people, remembered, seen before, and looked for afterwards."""

    key: Callable[[Any], str]
    resource: Callable[[Any], str]
    want: Callable[[Any], dict[str, Any]]
    before: Callable[[Records, Any], dict[str, Any]]
    remains: Callable[[Machine, Entry], str]


def _kind(module: ModuleType) -> Kind:
    return Kind(module.key, module.resource, module.want, module.before, module.remains)


KINDS: dict[str, Kind] = {
    "packages": _kind(packages),
    "users": _kind(accounts),
    "directories": _kind(directories),
    "keys": _kind(keys),
    "files": _kind(files),
    "archives": _kind(archives),
    "authorized_keys": _kind(authorized_keys),
    "settings": _kind(settings),
    "tables": _kind(tables),
    "units": _kind(units),
    "leftovers": _kind(leftovers),
}

PLAIN: dict[str, ModuleType] = {
    "users": accounts,
    "directories": directories,
    "keys": keys,
    "files": files,
    "archives": archives,
    "authorized_keys": authorized_keys,
    "settings": settings,
    "tables": tables,
}
"""Kinds with plain ``differences``, ``bring`` and ``restore``, in the order of bringing."""
