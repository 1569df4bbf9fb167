"""How hosts are reached: addresses, account, key file, pinned host keys (``customers/<id>/hosts.yaml``)."""

from __future__ import annotations

from msgspec import Struct, field


class HostAddress(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One host's address; account and port default to those of the file."""

    address: str
    port: int = 22
    account: str = ""


class Reach(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``hosts.yaml``. Paths may begin with ``{lab}``, the laboratory's state folder."""

    version: int
    account: str
    identity_file: str
    known_hosts: str
    hosts: dict[str, HostAddress]
    controller_addresses: tuple[str, ...] = ()
    """Addresses from which the SOC's engineers come; never cut by an isolation."""
    canary: dict[str, str] = field(default_factory=dict)
    """Where canaries start or end outside of the customer: ``abroad: abroad-1``."""
