"""How hosts are reached: addresses, account, key file, pinned host keys (``customers/<id>/hosts.yaml``)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field


class HostAddress(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One host's address; account and port default to those of the file."""

    address: str
    port: int = 22
    account: str = ""
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Module -> settings that hold for this host only."""


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
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Module -> settings for every host that it is placed on: what is technical and so not part of the promise."""

    def module_settings(self, module: str, host: str) -> dict[str, Any]:
        """What is set for a module on a host; the host's own settings win."""
        own = self.hosts[host].settings.get(module, {}) if host in self.hosts else {}
        return {**self.settings.get(module, {}), **own}
