"""What the content folders hold, read into values: modules, packs, canaries, runbooks."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

from nachtwacht.model.scope import Approval, Severity


class Content(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Part of a content file; unknown keys are errors."""


class Words(Content, frozen=True, kw_only=True):
    """The same sentence in both languages."""

    nl: str
    en: str

    def of(self, language: str) -> str:
        """The sentence in that language."""
        return self.nl if language == "nl" else self.en


class Ship(Content, frozen=True, kw_only=True):
    """A log that a module leaves on its host, for the log shipper to bring to the runtime."""

    source: str
    """Name of the data source, the same as in ``supplies``."""
    how: Literal["file", "journald"]
    path: str = ""
    """For ``file``: the path of a file with one JSON object a line."""
    units: tuple[str, ...] = ()
    """For ``journald``: the units whose entries are shipped; empty for all."""


class ModuleSpec(Content, frozen=True, kw_only=True):
    """``modules/<kind>/module.yaml``."""

    kind: str
    version: str
    purpose: Words
    serves: tuple[str, ...]
    """Kinds of host that it is placed on."""
    placed: Literal["each", "one", "watched_networks"] = "each"
    supplies: tuple[str, ...] = ()
    """Names of data sources (``linux_audit``, ``linux_auth``, ``network_metadata``, ``mail_log`` …)."""
    ships: tuple[Ship, ...] = ()
    actions: tuple[str, ...] = ()
    """Response actions that it lets the host carry out."""
    after: tuple[str, ...] = ()
    """Modules that come first on the same host."""
    settings: dict[str, Any] = field(default_factory=dict)
    """JSON Schema of its settings."""


class Need(Content, frozen=True, kw_only=True):
    """What a pack needs at an asset: any one of the named sources."""

    any_of: tuple[str, ...]
    of: Literal["asset", "network", "mail"] = "asset"
    """Where the source is looked for: the asset itself, the network that it is in, or the customer's mail."""
    payload: bool = False


class Parameter(Content, frozen=True, kw_only=True):
    """A threshold that a scope may set with ``with``."""

    default: int | float | str | bool | tuple[str, ...]
    purpose: Words
    unit: str = ""
    sharper: Literal["", "higher", "lower"] = ""
    """Which way more is noticed; of a list, ``lower`` means with fewer entries. Empty where it cannot be said."""
    shape: Literal["", "duration", "address", "domain", "key_fingerprint"] = ""
    """What its value, or each entry of it, must be; empty for any text or number."""
    at_most: int | None = None
    """The highest number, or the longest duration in seconds, that makes sense."""


class PackSpec(Content, frozen=True, kw_only=True):
    """``detection_packs/<name>/pack.yaml``."""

    name: str
    version: str
    title: Words
    purpose: Words
    needs: tuple[Need, ...]
    serves: tuple[str, ...]
    """Kinds of asset that it makes sense on."""
    severity: Severity
    techniques: tuple[str, ...]
    runbook: str
    parameters: dict[str, Parameter] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)
    """Entity name -> event field that holds it, for runbooks and for joining findings into incidents."""
    join_by: tuple[str, ...] = ("asset",)
    """Entities that make two findings one incident."""
    distinct_by: tuple[str, ...] = ()
    """Entities of which a new value makes a new finding of a correlation; without one it is said once an hour. Empty: always new."""
    depends_on_hour: bool = False


class Emit(Content, frozen=True, kw_only=True):
    """One move of a canary. ``argv`` goes to the host as a list; ``{token}`` and other names are filled in."""

    at: Literal["asset", "abroad", "mail", "soc"]
    how: Literal["command", "mail", "ssh_login"]
    argv: tuple[str, ...] = ()
    user: str = ""
    subject: str = ""
    body: str = ""


class CanarySpec(Content, frozen=True, kw_only=True):
    """``detection_packs/<name>/canary.yaml``: how to set it off, safely, at its true source."""

    purpose: Words
    emits: tuple[Emit, ...]
    clock: str = ""
    """Time of day in the customer's time zone that the canary registers, ``03:00``; empty for now."""
    timeout_seconds: int = 60


class Pack(Struct, frozen=True, kw_only=True):
    """A detection pack with its files' text, ready to ship."""

    spec: PackSpec
    canary: CanarySpec
    rules: dict[str, str]
    """File name -> YAML text of Sigma rules and correlations."""
    suricata: dict[str, str] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)


class RunbookStep(Content, frozen=True, kw_only=True):
    """One step: asks, decides, tells or acts."""

    id: str
    kind: Literal["ask", "decide", "tell", "act"]
    words: Words
    action: str = ""
    """For ``act``: the response action."""
    on: str = ""
    """For ``act``: ``entity:host`` or ``kind:gateway``, the asset that carries it out."""
    target: str = ""
    """For ``act``: ``entity:destination_ip`` or ``entity:host``."""
    approval: Approval = "none"
    """For ``act``: who has to say yes first, also where the scope would not ask."""
    to: Literal["", "customer", "analyst"] = ""
    """For ``tell`` and ``ask``."""


class Runbook(Content, frozen=True, kw_only=True):
    """``runbooks/<name>.yaml``: a standard operating procedure, read by the analyst and run by the runtime."""

    name: str
    version: str
    title: Words
    happened: Words
    """Jinja2 text of what happened, for the customer, over the finding's entities."""
    how_known: Words
    advice: Words
    steps: tuple[RunbookStep, ...]


class Catalog(Struct, frozen=True, kw_only=True):
    """Everything that can be sold: modules, packs, runbooks, profiles."""

    modules: dict[str, ModuleSpec]
    packs: dict[str, Pack]
    runbooks: dict[str, Runbook]
    profiles: dict[str, dict[str, Any]]

    @property
    def actions(self) -> dict[str, frozenset[str]]:
        """Each response action of a module -> the kinds of host that can carry it out."""
        kinds: dict[str, set[str]] = {}
        for module in self.modules.values():
            for action in module.actions:
                kinds.setdefault(action, set()).update(module.serves)
        return {action: frozenset(serves) for action, serves in kinds.items()}
