"""What only shows when customers are laid side by side: an id, a range, a domain or an account that two of them claim.

Each finding stands at the later customer and names the place at the other. Nothing here compares each customer with
each: ranges are swept in order, everything else is looked up, so that a thousand customers take a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nachtwacht.document.place import Place, finding
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.claims import Claim, Claims, Shared, Span

Owned = tuple[int, Span]
"""The customer's place in the order, and one of its ranges."""


def check_across(everybody: Iterable[Claims]) -> tuple[ScopeFinding, ...]:
    """Findings between customers, sorted; of two customers the one that comes later here is told.

    Private ranges may overlap, except on a machine that both customers share; the ranges for documentation, which the
    laboratory uses, count as private.
    """
    customers = tuple(everybody)
    found: set[ScopeFinding] = set(_identities(customers))
    public = [(order, span) for order, one in enumerate(customers) for span in one.spans if span.public]
    found.update(_ranges(customers, public, "NW701", ""))
    found.update(_domains(customers))
    found.update(_accounts(customers))
    found.update(_shared(customers))
    return tuple(sorted(found))


def _identities(customers: Sequence[Claims]) -> Iterator[ScopeFinding]:
    seen: dict[str, Claims] = {}
    for one in customers:
        for name in dict.fromkeys((alike(one.identity), alike(one.folder))):
            other = seen.setdefault(name, one)
            if other is not one:
                same = one.identity == other.identity
                how = "already" if same else f"hardly different from '{other.identity}'"
                message = f"the id '{one.identity}' is {how}, the id of {other.name} ({_at(other.place)})"
                yield finding("NW704", one.place, message)
                break


def alike(identity: str) -> str:
    """An id as people confuse it with others: capitals and the kind of stroke do not count."""
    return identity.lower().replace("_", "-")


def _ranges(customers: Sequence[Claims], owned: list[Owned], code: str, what: str) -> Iterator[ScopeFinding]:
    """Ranges nest or are apart, so in order of their beginning all that hold one are on a stack."""
    holding: list[Owned] = []
    for order, span in sorted(owned, key=lambda one: (one[1].version, one[1].first, -one[1].last, one[0])):
        while holding and (holding[-1][1].version != span.version or holding[-1][1].last < span.first):
            holding.pop()
        outer = next((one for one in reversed(holding) if one[0] != order), None)
        if outer is not None:
            early, late = sorted((outer, (order, span)), key=lambda one: one[0])
            other, mine = early[1], late[1]
            shown = (
                "" if mine.text == other.text else f", as part of {other.text}" if mine is span else f" ({other.text})"
            )
            message = f"the range {mine.text} of '{mine.network}' is also claimed by {_who(customers[early[0]])}{shown}"
            yield finding(code, mine.place, f"{message} ({_at(other.place)}){what}")
        holding.append((order, span))


def _domains(customers: Sequence[Claims]) -> Iterator[ScopeFinding]:
    """A domain takes in all that lies in it."""
    claimed: dict[tuple[str, ...], list[tuple[int, Claim]]] = {}
    for order, one in enumerate(customers):
        for domain in one.domains:
            claimed.setdefault(domain.key, []).append((order, domain))
    for key, holders in claimed.items():
        for length in range(len(key), 0, -1):
            others = claimed.get(key[:length], [])
            for order, domain in holders:
                other = next((one for one in others if one[0] != order), None)
                if other is not None and (length < len(key) or other[0] < order):
                    yield _domain(customers, (order, domain), other)


def _domain(customers: Sequence[Claims], inner: tuple[int, Claim], outer: tuple[int, Claim]) -> ScopeFinding:
    early, late = sorted((inner, outer), key=lambda one: one[0])
    who, mine, other = _who(customers[early[0]]), late[1], early[1]
    if inner[1].key == outer[1].key:
        message = f"the domain {mine.text} is also claimed by {who}"
    elif mine is inner[1]:
        message = f"the domain {mine.text} lies within {other.text}, which {who} claims"
    else:
        message = f"the domain {mine.text} takes in {other.text}, which {who} claims"
    return finding("NW702", mine.place, f"{message} ({_at(other.place)})")


def _accounts(customers: Sequence[Claims]) -> Iterator[ScopeFinding]:
    claimed: dict[tuple[str, ...], tuple[Claims, Claim]] = {}
    for one in customers:
        for account in one.accounts:
            other, first = claimed.setdefault(account.key, (one, account))
            if other is not one:
                message = f"the {account.key[0]} account {account.text} is also claimed by {_who(other)}"
                yield finding("NW703", account.place, f"{message} ({_at(first.place)})")


def _shared(customers: Sequence[Claims]) -> Iterator[ScopeFinding]:
    """Customers of one machine agree on what it is, and no address of one is an address of another."""
    machines: dict[str, list[tuple[int, Shared]]] = {}
    for order, one in enumerate(customers):
        for host in one.shared:
            machines.setdefault(host.name, []).append((order, host))
    for name, users in machines.items():
        order, first = users[0]
        for _, host in users[1:]:
            if host.kind != first.kind:
                message = f"'{name}' is a {host.kind} here and a {first.kind} for {_who(customers[order])}"
                yield finding("NW706", host.place, f"{message} ({_at(first.place)})")
        # A public range is told as such.
        spans = [(order, span) for order, host in users for span in host.spans if not span.public]
        yield from _ranges(customers, spans, "NW705", f", and both reach the shared machine '{name}'")


def _who(customer: Claims) -> str:
    return f"customer '{customer.identity}'"


def _at(place: Place) -> str:
    """As people look it up: the customer's folder and the file in it."""
    return f"{'/'.join(place.file.split('/')[-2:])}:{place.line}"
