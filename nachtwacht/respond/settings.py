"""The part ``respond`` of ``runtime.json``: which hosts have a responder, and where mail is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from nachtwacht.model.failure import Failure


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


class _Respond(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``respond`` as it is written."""

    key_file: str = "respond_ed25519"
    user: str = "nw-respond"
    port: int = 22
    hosts: tuple[str, ...] = ()
    mail: Mail | None = None


def read(respond: dict[str, Any], addresses: Mapping[str, str], known_hosts: Path, folder: Path) -> Settings:
    """Settings from ``respond`` of ``runtime.json``; relative paths start at ``folder``. Raises Failure naming the key."""
    mend = "run `nw provision` for this customer again; it writes the file anew"
    try:
        written = msgspec.convert(respond, _Respond)
    except msgspec.ValidationError as error:
        raise Failure(f"runtime.json: respond: {error}", mend=mend) from error
    unknown = [host for host in written.hosts if host not in addresses]
    if unknown:
        raise Failure(f"runtime.json: respond names {', '.join(unknown)}, which has no address", mend=mend)
    responders = {
        host: Responder(
            address=addresses[host],
            key_file=str(folder / written.key_file),
            known_hosts=str(known_hosts),
            port=written.port,
            user=written.user,
        )
        for host in written.hosts
    }
    return Settings(responders=responders, mail=written.mail)
