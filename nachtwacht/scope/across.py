"""What only shows when customers are laid side by side: a public range, a domain or an account claimed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from nachtwacht.document.place import Place, finding
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import Scope
from nachtwacht.scope.checks.networks import Range, as_range


def check_across(scopes: Iterable[tuple[Path, Scope]]) -> tuple[ScopeFinding, ...]:
    """Findings between customers. Private ranges may overlap; the laboratory's documentation ranges count as private."""
    everything = list(scopes)
    return tuple(sorted((*_ranges(everything), *_domains(everything), *_accounts(everything))))


def _ranges(scopes: list[tuple[Path, Scope]]) -> Iterator[ScopeFinding]:
    claimed: list[tuple[Range, str]] = []
    for file, scope in scopes:
        for network in scope.assets.networks:
            found = as_range(network.cidr)
            if found is None or found.is_private:
                continue
            for other, customer in claimed:
                if customer != scope.customer.id and other.version == found.version and other.overlaps(found):
                    message = f"the range {found} of '{network.name}' is also claimed by customer '{customer}'"
                    yield finding("NW701", _place(file, network.cidr), message)
            claimed.append((found, scope.customer.id))


def _domains(scopes: list[tuple[Path, Scope]]) -> Iterator[ScopeFinding]:
    claimed: dict[str, str] = {}
    for file, scope in scopes:
        for identity in scope.assets.identities:
            customer = claimed.setdefault(identity.domain.lower(), scope.customer.id)
            if customer != scope.customer.id:
                message = f"the domain {identity.domain} is also claimed by customer '{customer}'"
                yield finding("NW702", _place(file, identity.domain), message)


def _accounts(scopes: list[tuple[Path, Scope]]) -> Iterator[ScopeFinding]:
    claimed: dict[tuple[str, str], str] = {}
    for file, scope in scopes:
        for cloud in scope.assets.cloud:
            customer = claimed.setdefault((cloud.kind, cloud.account), scope.customer.id)
            if customer != scope.customer.id:
                message = f"the {cloud.kind} account {cloud.account} is also claimed by customer '{customer}'"
                yield finding("NW703", _place(file, cloud.account), message)


def _place(file: Path, text: str) -> Place:
    """The first line that holds the text; read again because documents are not kept for a thousand customers."""
    for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
        if text in line:
            return Place(str(file), number, line.index(text) + 1)
    return Place(str(file))
