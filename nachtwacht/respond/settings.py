"""The part ``respond`` of ``runtime.json``: which hosts have a responder, and where mail is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from nachtwacht.model.failure import Failure

_MEND = "run `nw provision` for this customer again; it writes the file anew"


class Responder(Struct, frozen=True, kw_only=True):
    """How the responder of one host is reached; ``known_hosts`` pins its key. Paths are on the runtime's host."""

    address: str
    key_file: str
    known_hosts: str
    port: int = 22
    user: str = "nw-respond"


class Mail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where mail is handed in. ``soc`` is the analysts' mailbox, empty when they have none."""

    host: str
    sender: str = field(name="from")
    port: int = 25
    soc: str = ""
    ca_file: str = ""
    """CA for STARTTLS; empty for the system's own."""


class Settings(Struct, frozen=True, kw_only=True):
    """``mail`` absent: stories are kept and shown, and not sent."""

    responders: dict[str, Responder] = field(default_factory=dict)
    mail: Mail | None = None


class _Written(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One responder as it is written; what is left out follows from the rest of ``runtime.json``."""

    address: str = ""
    port: int = 22
    account: str = "nw-respond"
    key: str = "respond_ed25519"
    known_hosts: str = ""
    actions: tuple[str, ...] = ()


class _Respond(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``respond`` as it is written."""

    responders: dict[str, _Written] = field(default_factory=dict)
    mail: Mail | None = None


def read(respond: dict[str, Any], addresses: Mapping[str, str], known_hosts: Path, folder: Path) -> Settings:
    """Settings from ``respond`` of ``runtime.json``; relative paths start at ``folder``. Raises Failure naming the key."""
    try:
        written = msgspec.convert(respond, _Respond)
    except msgspec.ValidationError as error:
        raise Failure(f"runtime.json: respond: {error}", mend=_MEND) from error
    responders = {
        host: _responder(host, one, addresses, known_hosts, folder) for host, one in written.responders.items()
    }
    return Settings(responders=responders, mail=written.mail)


def _responder(
    host: str, written: _Written, addresses: Mapping[str, str], known_hosts: Path, folder: Path
) -> Responder:
    address = written.address or addresses.get(host)
    if not address:
        raise Failure(f"runtime.json: respond names {host}, which has no address", mend=_MEND)
    return Responder(
        address=address,
        key_file=str(folder / written.key),
        known_hosts=str(folder / written.known_hosts if written.known_hosts else known_hosts),
        port=written.port,
        user=written.account,
    )
