"""Requests to the host-state module, and its answers, as values."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from nachtwacht.model.state import Difference, HostState

Operation = Literal["apply", "check", "undo", "inventory", "search", "facts"]


class Request(Struct, frozen=True, kw_only=True):
    """One thing asked of one host. ``name`` is ``module@host/step``."""

    op: Operation
    name: str = ""
    document: dict[str, Any] = field(default_factory=dict)
    group: str = ""
    """Requests of one group that go in one run stop at the first that fails."""
    entries: list[dict[str, Any]] = field(default_factory=list)


class Left(Struct, frozen=True, kw_only=True):
    """Something that an undo or a search found still there, or not as it was."""

    resource: str
    what: str


class Answer(Struct, frozen=True, kw_only=True):
    """What the host said to one request; ``error`` is empty when all is well."""

    name: str
    error: str = ""
    changed: bool = False
    known: bool = True
    differences: tuple[Difference, ...] = ()
    gone: tuple[str, ...] = ()
    outputs: dict[str, str] = field(default_factory=dict)
    missing_blobs: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    records: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


def document(state: HostState) -> dict[str, Any]:
    """A host state as the module reads it: without what is empty."""
    plain: dict[str, Any] = msgspec.to_builtins(state)
    return {kind: items for kind, items in plain.items() if items}


def pack(requests: list[Request]) -> str:
    """Requests as one opaque text, so that Ansible can keep it out of its output whole."""
    text = json.dumps(msgspec.to_builtins(requests), sort_keys=True)
    return base64.b64encode(zlib.compress(text.encode())).decode()


def answers(result: dict[str, Any]) -> list[Answer]:
    """The answers in a task's result."""
    return msgspec.convert(result["answers"], list[Answer], strict=False)
