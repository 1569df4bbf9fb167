"""The watch: event, match, finding, incident, request, grant or refusal, outcome, story."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

from nachtwacht.model.scope import Approval, Severity


class Frozen(Struct, frozen=True, kw_only=True):
    """A frozen value with named fields only."""


class Event(Frozen, frozen=True, kw_only=True):
    """One log record, flattened to the field names that Sigma rules use for its log source.

    ``id`` is the same for every delivery of the same record. Times are UTC seconds since the epoch.
    """

    id: str
    asset: str
    """The asset that it is about: the host, or for network records the inside host when known."""
    source_host: str
    product: str
    service: str
    categories: tuple[str, ...]
    time: float
    observed: float
    arrived: float
    fields: dict[str, Any]
    canary: str | None = None
    """Token of the registered canary that this event carries, or None."""


class Match(Frozen, frozen=True, kw_only=True):
    """A rule that fired on an event, or a correlation on several."""

    rule: str
    title: str
    level: str
    events: tuple[Event, ...]
    at: float
    tags: tuple[str, ...] = ()


class Finding(Frozen, frozen=True, kw_only=True):
    """A detection finding of one use case on one asset (OCSF class 2004, Detection Finding)."""

    id: str
    customer: str
    use_case: str
    asset: str
    severity: Severity
    title: str
    rule: str
    time: float
    events: tuple[Event, ...]
    entities: dict[str, str] = field(default_factory=dict)
    """What runbooks act on: ``host``, ``user``, ``destination_ip``, ``destination_country``, ``process`` …"""
    techniques: tuple[str, ...] = ()
    canary: str | None = None


IncidentState = Literal["open", "waiting", "contained", "closed"]
Verdict = Literal["undecided", "true_positive", "false_positive"]


class Incident(Frozen, frozen=True, kw_only=True):
    """Findings about one thing, followed up by one runbook."""

    id: str
    customer: str
    key: str
    """What the findings have in common: ``use_case|asset|entity``."""
    use_case: str
    asset: str
    severity: Severity
    opened: float
    state: IncidentState = "open"
    verdict: Verdict = "undecided"
    findings: tuple[str, ...] = ()
    runbook: str = ""
    canary: str | None = None


class Request(Frozen, frozen=True, kw_only=True):
    """An action that a runbook asks for; nothing is allowed yet."""

    id: str
    incident: str
    action: str
    """``isolate_endpoint`` or ``block_destination``."""
    asset: str
    """The asset that carries the action out."""
    target: str
    """What it acts on: the same asset for isolation, an address for a block."""
    severity: Severity
    because: str
    canary: str | None = None
    witness: str = ""
    """Host from which the effect is tried afterwards: for a block, the workstation that talked to the address."""
    port: int = 0
    """TCP port that the witness tries; 0 for 443."""
    approval: Approval = "none"
    """Who has to say yes because the runbook wants it so, also where the scope would not ask."""


class Grant(Frozen, frozen=True, kw_only=True):
    """Permission for exactly one request; made by ``permit`` only. Times are UTC seconds."""

    request: Request
    permission: int
    """Index into the scope's ``response`` list."""
    at: float
    undo_at: float | None
    dry_run: bool = False
    approved_by: str = "scope"
    seal: str = ""
    """Proof over all other fields that ``permit`` made it; only that module can make one or tell whether it is right."""


class Refusal(Frozen, frozen=True, kw_only=True):
    """Why a request may not be carried out, in words for both languages."""

    request: Request
    code: str
    at: float
    reason: dict[str, str]
    ask: Literal["", "analyst", "customer"] = ""
    """Who may still say yes, when somebody may."""
    answer_by: float | None = None
    """When no answer is an answer too; None when there is no such time."""
    if_no_answer: Literal["deny", "allow"] = "deny"


class Outcome(Frozen, frozen=True, kw_only=True):
    """What became of a grant or of its undo, as seen where it acts."""

    request: str
    phase: Literal["do", "undo"]
    ok: bool
    verified: bool
    at: float
    detail: str
    dry_run: bool = False
    left_to: str = ""
    """For an undo: the request that needs the very same thing for longer and will undo it; nothing was changed yet."""


class Hop(Frozen, frozen=True, kw_only=True):
    """One stop on the way from the source to the customer; ``at`` in UTC seconds, None when not reached."""

    hop: str
    at: float | None
    detail: str = ""


HOPS = (
    "emitted",
    "shipped",
    "arrived",
    "parsed",
    "rule_fired",
    "incident_opened",
    "runbook_chosen",
    "response_decided",
    "customer_told",
)


class CanaryRegistration(Frozen, frozen=True, kw_only=True):
    """Announces one harmless attack: signed by the controller, for one use case and asset, once, until it expires."""

    token: str
    customer: str
    use_case: str
    asset: str
    issued: float
    expires: float
    clock: float | None = None
    """The time that the runtime shall assume for these events, when the use case depends on the hour."""
    mailbox: str = ""
    """The test mailbox that gets the story instead of the contacts."""
