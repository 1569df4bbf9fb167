"""Why a host could not be reached, in words that name the host, the pin file and the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nachtwacht.model.failure import Failure

if TYPE_CHECKING:
    from nachtwacht.model.reach import Reach


class Unreachable(Failure):
    """One host that cannot be reached; the others go on."""

    def __init__(self, host: str, what: str, *, mend: str) -> None:
        super().__init__(what, mend=mend)
        self.host = host


def wrong_key(reach: Reach, host: str, shown: str = "") -> Unreachable:
    """The host shows another key than the one that is pinned."""
    address = reach.hosts[host].address
    presented = f" (it shows {shown})" if shown else ""
    return Unreachable(
        host,
        f"{host} at {address} does not show the SSH host key that is pinned in {reach.known_hosts}{presented}; nothing was sent to it",
        mend=f"ask the customer whether {host} was installed anew. If it was, put its new key into {reach.known_hosts}; "
        "if it was not, somebody stands in between",
    )


def unpinned(reach: Reach, host: str) -> Unreachable:
    """No key of the host is pinned."""
    address = reach.hosts[host].address
    return Unreachable(
        host,
        f"no SSH host key of {host} ({address}) is pinned in {reach.known_hosts}; nothing was sent to it",
        mend=f"get the key from the customer by another way (on the host: cat /etc/ssh/ssh_host_ed25519_key.pub) and add the line "
        f"'{address} ssh-ed25519 …' to {reach.known_hosts}",
    )


def refused_log_in(reach: Reach, host: str) -> Unreachable:
    """The host does not accept our key."""
    account = reach.hosts[host].account or reach.account
    return Unreachable(
        host,
        f"{host} does not let {account} in with the key {reach.identity_file}",
        mend=f"have the public key of {reach.identity_file} added to {account}'s authorized_keys on {host}",
    )


def silent_host(reach: Reach, host: str, reason: str) -> Unreachable:
    """The host does not answer."""
    place = reach.hosts[host]
    return Unreachable(
        host,
        f"{host} cannot be reached at {place.address} port {place.port}: {reason}",
        mend=f"check that {host} runs and that {place.address} is right in hosts.yaml, then run the same command again",
    )


def no_address(host: str) -> Unreachable:
    """``hosts.yaml`` says nothing of the host."""
    return Unreachable(
        host,
        f"hosts.yaml has no address for {host}",
        mend=f"add {host} to hosts in the customer's hosts.yaml; it stays there until what we made on it was taken back",
    )
