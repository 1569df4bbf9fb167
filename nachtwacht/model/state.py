"""What shall be true on a host, and the steps that bring and take it, as values."""

from __future__ import annotations

from typing import Any, Protocol

from msgspec import Struct, field

from nachtwacht.model.content import Ship
from nachtwacht.model.scope import Host, Scope


class Frozen(Struct, frozen=True, kw_only=True):
    """A frozen value with named fields only."""


class File(Frozen, frozen=True, kw_only=True):
    """A file with either its text or a blob's sha256. ``mode`` is octal text, ``0644``."""

    path: str
    content: str | None = None
    blob: str | None = None
    owner: str = "root"
    group: str = "root"
    mode: str = "0644"


class Directory(Frozen, frozen=True, kw_only=True):
    """A directory. Undo removes it with what is in it when ``purge``, else only when it is empty."""

    path: str
    owner: str = "root"
    group: str = "root"
    mode: str = "0755"
    purge: bool = False


class Archive(Frozen, frozen=True, kw_only=True):
    """A tar.gz blob unpacked under ``path``, whole or not at all; replaced when the sha256 changes."""

    path: str
    blob: str


class User(Frozen, frozen=True, kw_only=True):
    """A system account without a password."""

    name: str
    home: str = "/nonexistent"
    shell: str = "/usr/sbin/nologin"
    groups: tuple[str, ...] = ()


class Unit(Frozen, frozen=True, kw_only=True):
    """A systemd unit's wanted state. Restarted when one of ``restart_on`` (paths) changed, reloaded for ``reload_on``."""

    name: str
    enabled: bool = True
    running: bool = True
    masked: bool = False
    restart_on: tuple[str, ...] = ()
    reload_on: tuple[str, ...] = ()


class Table(Frozen, frozen=True, kw_only=True):
    """An nftables table of ours, checked before it is loaded; ``rules`` holds the table's body."""

    family: str
    name: str
    rules: str
    keep_sets: tuple[str, ...] = ()


class Key(Frozen, frozen=True, kw_only=True):
    """A private key that is made on the host and never leaves it; what leaves is its CSR or public key.

    ``kind``: ``x509`` (EC P-256, CSR with ``subject`` as common name and ``names`` as SAN) or ``ssh`` (ed25519, OpenSSH).
    """

    path: str
    kind: str
    subject: str = ""
    names: tuple[str, ...] = ()
    owner: str = "root"
    group: str = "root"
    mode: str = "0600"


class AuthorizedKey(Frozen, frozen=True, kw_only=True):
    """One line of an account's ``authorized_keys``; the line itself is the identity."""

    account: str
    line: str


class Setting(Frozen, frozen=True, kw_only=True):
    """A named setting in a tool's own store, displaced value kept. ``tool``: ``postconf`` or ``sysctl``."""

    tool: str
    name: str
    value: str
    append: bool = False
    """Joins ``value`` to the comma-separated list that stands there, instead of taking its place."""


class HostState(Frozen, frozen=True, kw_only=True):
    """What shall be true on a host; applied by one Ansible module in one round trip, its undo derived."""

    packages: tuple[str, ...] = ()
    users: tuple[User, ...] = ()
    directories: tuple[Directory, ...] = ()
    keys: tuple[Key, ...] = ()
    files: tuple[File, ...] = ()
    archives: tuple[Archive, ...] = ()
    authorized_keys: tuple[AuthorizedKey, ...] = ()
    settings: tuple[Setting, ...] = ()
    tables: tuple[Table, ...] = ()
    units: tuple[Unit, ...] = ()
    leftovers: tuple[str, ...] = ()
    """Glob patterns of what the software writes at run time (logs, queues); the undo removes them."""


class Play(Frozen, frozen=True, kw_only=True):
    """An ordinary Ansible role of the module, for what HostState has no word for."""

    role: str
    variables: dict[str, Any] = field(default_factory=dict)


class Leave(Frozen, frozen=True, kw_only=True):
    """No undo of its own, with the reason."""

    because: str


class Step(Frozen, frozen=True, kw_only=True):
    """One do beside its undo. A HostState's undo is derived; a Play names its own."""

    name: str
    do: HostState | Play
    undo: Play | Leave | None = None


class Difference(Frozen, frozen=True, kw_only=True):
    """One property of one thing on a host that is not as wanted."""

    resource: str
    property: str
    want: Any = None
    have: Any = None


class Site(Frozen, frozen=True, kw_only=True):
    """All that a module's ``steps`` may know about the host that it is placed on. Public material only, no secret."""

    scope: Scope
    host: Host
    address: str
    settings: dict[str, Any]
    """The module's settings for this placement, defaults filled in."""
    addresses: dict[str, str]
    """Address of every host of the customer, by name."""
    modules: tuple[str, ...]
    """Every module that is placed on this host."""
    ships: tuple[Ship, ...]
    """What the log shipper brings from this host."""
    runtime_host: str
    controller_addresses: tuple[str, ...] = ()
    controller_keys: tuple[str, ...] = ()
    """Fingerprints (``SHA256:…``) of the SSH keys with which the SOC's engineers come."""
    blobs: dict[str, str] = field(default_factory=dict)
    """sha256 of the prepared artefacts by name: ``collector`` (file), ``runtime`` (tar.gz)."""
    texts: dict[str, str] = field(default_factory=dict)
    """For the runtime: path under its configuration folder -> text (scope, packs, runbooks)."""
    known_hosts: str = ""
    """Pinned host keys of the hosts that the runtime acts on, in OpenSSH format."""
    canary_public_key: str = ""
    """Ed25519 key, PEM, that canary registrations are signed with."""


class Render(Protocol):
    """Renders a Jinja2 template of the module's ``files/`` folder; undefined names are errors."""

    def __call__(self, template: str, /, **values: Any) -> str:
        """The text."""
