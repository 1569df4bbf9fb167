"""The scope: what a customer has, what is watched, and what may be done about it.

One definition serves both the typed model and the JSON Schema 2020-12 in ``scopes/scope.schema.json``.
A value is absent (None) when neither the customer's file nor its profile says anything.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Severity = Literal["low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")
When = Literal["always", "office_hours", "outside_office_hours"]
Approval = Literal["none", "analyst", "customer"]
Language = Literal["nl", "en"]
Criticality = Literal["normal", "important", "crown_jewel"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

# ``(?!\n)`` because Python's ``$`` also matches before a line's end, where JSON Schema's does not.
Slug = Annotated[
    str, Meta(pattern=r"^[a-z][a-z0-9-]{1,38}[a-z0-9]$(?!\n)", description="Lower-case letters, digits and hyphens.")
]
Name = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9_.-]{0,62}$(?!\n)",
        description="Lower-case letters, digits, hyphen, dot and underscore.",
    ),
]
ClockTime = Annotated[
    str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)", description='Time of day, "HH:MM", quoted.')
]
Date = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)", description="Date, YYYY-MM-DD.")]
Duration = Annotated[str, Meta(pattern=r"^[1-9][0-9]*[smhd]$(?!\n)", description="Duration: 90s, 15m, 4h or 7d.")]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{2}$(?!\n)", description="ISO 3166-1 alpha-2 country code.")]
Rate = Annotated[str, Meta(pattern=r"^[1-9][0-9]* per (hour|day)$(?!\n)", description='Ceiling, "3 per hour".')]


class Model(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the scope; unknown keys are errors."""


class Customer(Model, frozen=True, kw_only=True):
    """Who the customer is."""

    id: Slug
    name: str
    sector: str
    timezone: Annotated[str, Meta(description="IANA time zone, Europe/Amsterdam.")]
    language: Language
    contract: str


class OfficeHours(Model, frozen=True, kw_only=True):
    """When the customer works."""

    days: tuple[Day, ...]
    start: ClockTime = field(name="from")
    end: ClockTime = field(name="to")
    holidays: Annotated[str, Meta(description="ISO 3166 country, or country-subdivision, whose public holidays count.")]


class Service(Model, frozen=True, kw_only=True):
    """How the service behaves around the clock."""

    office_hours: OfficeHours
    wake_from: Severity
    observe_until: Date | None = None


class Contact(Model, frozen=True, kw_only=True):
    """Somebody who is called, in the order of the list."""

    name: str
    role: str
    phone: str
    email: str
    reach: Literal["always", "office_hours", "outside_office_hours"]
    wait_minutes: Annotated[int, Meta(ge=1, le=240)]


class Hours(Model, frozen=True, kw_only=True):
    """A span of the day; ``to`` before ``from`` passes midnight."""

    start: ClockTime = field(name="from")
    end: ClockTime = field(name="to")


class KnownNetwork(Model, frozen=True, kw_only=True):
    """Addresses whose country a look-up cannot know or gets wrong."""

    cidr: str
    country: Country
    note: str = ""


class Business(Model, frozen=True, kw_only=True):
    """Where and when the customer does business."""

    countries: tuple[Country, ...]
    admin_hours: Hours
    known_networks: tuple[KnownNetwork, ...] = ()


class Network(Model, frozen=True, kw_only=True):
    """A network of the customer."""

    name: Name
    cidr: str
    zone: Literal["internal", "dmz", "guest", "industrial"]
    watched_by: Name | None = None
    payload_readable: bool = False


class Host(Model, frozen=True, kw_only=True):
    """A machine of the customer, or one that we place there."""

    name: Name
    kind: Literal["sensor", "gateway", "workstation", "server", "mail", "machine", "runtime"]
    group: Name | None = None
    network: Name | None = None
    """The network that it is in; may be left out when the customer has only one."""
    criticality: Criticality = "normal"
    never_contain: bool = False
    user: str | None = None
    roams: bool = False
    """Works mostly elsewhere, at home or on the road: no sensor of ours sees its traffic."""
    shared_as: Name | None = None
    """Of a machine of ours that several customers share: its name, the same in each of their files."""


class Identity(Model, frozen=True, kw_only=True):
    """A directory of users."""

    name: Name
    kind: Literal["active_directory"]
    host: Name
    domain: str


class Cloud(Model, frozen=True, kw_only=True):
    """A cloud account."""

    name: Name
    kind: Literal["aws", "microsoft365"]
    account: str
    regions: tuple[str, ...] = ()


class Application(Model, frozen=True, kw_only=True):
    """An application whose own log is a source."""

    name: Name
    kind: Literal["json_log"]
    host: Name
    path: str


class Assets(Model, frozen=True, kw_only=True):
    """All that the scope speaks of."""

    networks: tuple[Network, ...] = ()
    hosts: tuple[Host, ...] = ()
    identities: tuple[Identity, ...] = ()
    cloud: tuple[Cloud, ...] = ()
    applications: tuple[Application, ...] = ()


class UseCase(Model, frozen=True, kw_only=True):
    """One detection pack on some assets."""

    use: Name
    on: tuple[Name, ...]
    severity: Severity | None = None
    settings: dict[str, int | float | str | bool | tuple[str, ...]] = field(name="with", default_factory=dict)


class Permission(Model, frozen=True, kw_only=True):
    """What we may do on our own; everything else is refused."""

    allow: Name
    on: tuple[Name, ...]
    when: When
    from_severity: Severity
    approval: Approval
    at_most: Rate | None = None
    undo_after: Duration | None = None
    wait_minutes: Annotated[int, Meta(ge=1, le=240)] | None = None
    if_no_answer: Literal["deny", "allow"] = "deny"


class Exclusion(Model, frozen=True, kw_only=True):
    """A use case that is off on some assets for a while, with an owner and an end."""

    use_case: Name
    on: tuple[Name, ...]
    reason: str
    owner: str
    approved_by: str
    start: Date = field(name="from")
    until: Date


class AcceptedWarning(Model, frozen=True, kw_only=True):
    """A warning of ``check`` that somebody has looked at and lives with, for a while."""

    warning: Annotated[str, Meta(pattern=r"^NW[0-9]{3}$(?!\n)", description="Code of the warning, NW303.")]
    on: tuple[str, ...] = ()
    """What the warning is about: names of assets, groups, people; empty for a warning about the whole scope."""
    reason: str
    accepted_by: str
    until: Date


class ChangeWindow(Model, frozen=True, kw_only=True):
    """Planned work: annotates or lowers severity, never drops an event silently."""

    on: tuple[Name, ...]
    reason: str
    owner: str
    start: str = field(name="from")
    until: str
    lower_to: Severity | None = None


class WorksCouncil(Model, frozen=True, kw_only=True):
    """Consent of the works council (Dutch WOR art. 27(1)(k) and (l)): a gate before go-live."""

    status: Literal["agreed", "pending", "not_required"]
    date: Date | None = None
    reference: str | None = None


class Nis2(Model, frozen=True, kw_only=True):
    """The class under NIS2; its reporting clocks (Art. 23) are data."""

    class_: Literal["essential", "important", "none"] = field(name="class")


class Privacy(Model, frozen=True, kw_only=True):
    """What the law and the agreement ask."""

    data_region: str
    retention_days: Annotated[int, Meta(ge=1, le=3650)]
    processor_agreement: str
    works_council: WorksCouncil
    nis2: Nis2


class Scope(Model, frozen=True, kw_only=True):
    """The promise to one customer, profile merged in and every name resolved."""

    version: Literal[1]
    customer: Customer
    service: Service
    contacts: tuple[Contact, ...]
    business: Business
    assets: Assets
    use_cases: tuple[UseCase, ...]
    response: tuple[Permission, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    change_windows: tuple[ChangeWindow, ...] = ()
    accepted_warnings: tuple[AcceptedWarning, ...] = ()
    privacy: Privacy
    profile: Name | None = None

    def host(self, name: str) -> Host | None:
        """The host of that name, or None."""
        return next((host for host in self.assets.hosts if host.name == name), None)

    def expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Asset names for names of assets and groups, each once, in the order of the scope."""
        wanted = set(names)
        chosen = [host.name for host in self.assets.hosts if host.name in wanted or (host.group in wanted)]
        others: tuple[str, ...] = (
            *(network.name for network in self.assets.networks),
            *(identity.name for identity in self.assets.identities),
            *(cloud.name for cloud in self.assets.cloud),
            *(application.name for application in self.assets.applications),
        )
        return tuple(dict.fromkeys([*chosen, *(name for name in others if name in wanted)]))


_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def seconds(duration: str) -> int:
    """Seconds in a duration such as ``4h`` (already checked against the schema)."""
    return int(duration[:-1]) * _SECONDS[duration[-1]]


def at_least(severity: Severity, floor: Severity) -> bool:
    """Whether a severity reaches a floor."""
    return SEVERITIES.index(severity) >= SEVERITIES.index(floor)
