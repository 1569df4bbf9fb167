"""How hosts are reached: addresses, account, key file, pinned host keys (``customers/<id>/hosts.yaml``)."""

from typing import Annotated, Any

from msgspec import Struct, field

from nachtwacht.model.scope.part import key

_SETTINGS = "module: {setting: value}"


class HostAddress(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One host's address; account and port default to those of the file."""

    address: Annotated[str, key("Where the host is reached.", "10.91.10.21", "IP address")]
    port: Annotated[int, key("Port of its SSH server.", 22, "number of a port")] = 22
    account: Annotated[str, key("Account on this host, when it is another than that of the file.", "admin")] = ""
    settings: Annotated[
        dict[str, dict[str, Any]],
        key("Settings of modules for this host only.", {"linux_endpoint": {"keep_mb": 20}}, _SETTINGS),
    ] = field(default_factory=dict)


class Reach(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``hosts.yaml``. Paths may begin with ``{lab}``, the laboratory's state folder."""

    version: Annotated[int, key("Version of this file's language.", 1)]
    account: Annotated[str, key("Account that we log in with; it must be able to become root.", "root")]
    identity_file: Annotated[
        str, key("The private key that we log in with.", "~/.ssh/gouden-aar_ed25519", "path on the engineer's machine")
    ]
    known_hosts: Annotated[
        str,
        key(
            "The hosts' keys, pinned: a host with another key is not spoken to.",
            "~/.ssh/gouden-aar_known_hosts",
            "path on the engineer's machine",
        ),
    ]
    hosts: Annotated[
        dict[str, HostAddress], key("Address of every host in scope.yaml.", {"ws-01": {"address": "10.91.10.21"}})
    ]
    controller_addresses: Annotated[
        tuple[str, ...],
        key("From where our engineers come in; an isolation never cuts these off.", ["10.91.10.1"], "IP addresses"),
    ] = ()
    canary: Annotated[
        dict[str, str],
        key("Where canaries start or end outside of the customer, by the names of hosts.", {"abroad": "abroad-1"}),
    ] = field(default_factory=dict)
    settings: Annotated[
        dict[str, dict[str, Any]],
        key(
            "Settings of modules that depend on the machines and not on the promise.",
            {"suricata_sensor": {"interface": "eth1"}},
            _SETTINGS,
        ),
    ] = field(default_factory=dict)

    def module_settings(self, module: str, host: str) -> dict[str, Any]:
        """What is set for a module on a host; the host's own settings win."""
        own = self.hosts[host].settings.get(module, {}) if host in self.hosts else {}
        return {**self.settings.get(module, {}), **own}
