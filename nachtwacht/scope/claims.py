"""What a customer's scope claims for itself, as small as can be: all that is kept of it to lay customers side by side."""

from __future__ import annotations

import contextlib
from pathlib import Path

from msgspec import Struct

from nachtwacht.document.parsing import Document
from nachtwacht.document.place import Place
from nachtwacht.model.scope import Host, Scope
from nachtwacht.scope.ranges import as_range


class Span(Struct, frozen=True):
    """A range of addresses."""

    version: int
    first: int
    last: int
    text: str
    network: str
    """Name of the network."""
    public: bool
    place: Place


class Claim(Struct, frozen=True):
    """A domain or a cloud account: how it is compared, how it was written, and where."""

    key: tuple[str, ...]
    text: str
    place: Place


class Shared(Struct, frozen=True):
    """A machine of ours that other customers use as well."""

    name: str
    """The name that all of them know it by."""
    kind: str
    place: Place
    spans: tuple[Span, ...]
    """Of the networks whose traffic or records reach it."""


class Claims(Struct, frozen=True):
    """Of one customer."""

    folder: str
    identity: str
    name: str
    contract: str
    place: Place
    """Of the id."""
    spans: tuple[Span, ...] = ()
    domains: tuple[Claim, ...] = ()
    accounts: tuple[Claim, ...] = ()
    shared: tuple[Shared, ...] = ()


def claims(document: Document, scope: Scope) -> Claims:
    """What the scope claims, each with its place in the document."""
    spans = _spans(document, scope)
    assets = scope.assets
    return Claims(
        folder=Path(document.file).parent.name,
        identity=scope.customer.id,
        name=scope.customer.name,
        contract=scope.customer.contract,
        place=document.position(("customer", "id")),
        spans=tuple(spans.values()),
        domains=tuple(
            Claim(labels(one.domain), one.domain, document.position(("assets", "identities", index, "domain")))
            for index, one in enumerate(assets.identities)
        ),
        accounts=tuple(
            Claim(
                _account(one.kind, one.account), one.account, document.position(("assets", "cloud", index, "account"))
            )
            for index, one in enumerate(assets.cloud)
        ),
        shared=tuple(
            Shared(
                host.shared_as,
                host.kind,
                document.position(("assets", "hosts", index, "shared_as")),
                _reaching(scope, host, spans),
            )
            for index, host in enumerate(assets.hosts)
            if host.shared_as
        ),
    )


def labels(domain: str) -> tuple[str, ...]:
    """A domain's labels from the last to the first, as name servers compare them (RFC 4343; RFC 5891 for other letters)."""
    plain = domain.strip().rstrip(".").lower()
    if not plain.isascii():
        # What is no domain is still the same as another one that is written so.
        with contextlib.suppress(UnicodeError):
            plain = plain.encode("idna").decode("ascii")
    return tuple(reversed(plain.split(".")))


def _account(kind: str, account: str) -> tuple[str, ...]:
    """Numbers are written with and without hyphens and blanks."""
    plain = account.strip().lower()
    return (kind, plain.replace("-", "").replace(" ", "") if kind == "aws" else plain)


def _spans(document: Document, scope: Scope) -> dict[int, Span]:
    """Index of the network -> its range; without what is none."""
    found: dict[int, Span] = {}
    for index, network in enumerate(scope.assets.networks):
        block = as_range(network.cidr)
        if block is None:
            continue
        place = document.position(("assets", "networks", index, "cidr"))
        first, last = int(block.network_address), int(block.broadcast_address)
        found[index] = Span(block.version, first, last, str(block), network.name, not block.is_private, place)
    return found


def _reaching(scope: Scope, host: Host, spans: dict[int, Span]) -> tuple[Span, ...]:
    """A sensor sees the networks that it watches; every other machine hears of all of them."""
    watched = [index for index, network in enumerate(scope.assets.networks) if network.watched_by == host.name]
    chosen = watched if host.kind == "sensor" and watched else list(spans)
    return tuple(spans[index] for index in chosen if index in spans)
