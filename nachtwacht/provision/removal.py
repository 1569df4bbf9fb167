"""The certificate of removal: what was taken back on each host, and that a search found nothing; signed."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from nachtwacht.provision import canary_key
from nachtwacht.provision.requests import Left
from nachtwacht.provision.sealed import put
from nachtwacht.provision.servicer import Failed

if TYPE_CHECKING:
    from nachtwacht.provision.passphrase import Passphrase


class HostRemoval(Struct, frozen=True, kw_only=True):
    """One host: what was ours there, and what a search afterwards found of it."""

    host: str
    removed: dict[str, tuple[str, ...]]
    """Kind -> names: packages, files, units, users …"""
    put_back: tuple[str, ...]
    """What had been displaced and is as it was before."""
    left: tuple[Left, ...]
    searched: bool = True


class Removal(Struct, frozen=True, kw_only=True):
    """The whole of a customer."""

    customer: str
    at: str
    hosts: tuple[HostRemoval, ...]
    certificates_revoked: tuple[str, ...] = ()
    failed: tuple[Failed, ...] = ()
    stopped: bool = False
    file: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing of ours is left anywhere, and every host was searched."""
        return not self.failed and not self.stopped and all(host.searched and not host.left for host in self.hosts)


class Signed(Struct, frozen=True, kw_only=True):
    """The certificate as it is filed: the statement, and an Ed25519 signature over its bytes."""

    statement: msgspec.Raw
    signature: str
    public_key: str


def certify(removal: Removal, folder: Path, authority: Path, passphrase: Passphrase) -> Removal:
    """File the certificate as JSON and as text in ``evidence/``, signed with the customer's key."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    named = msgspec.structs.replace(removal, file=f"removal-{stamp}.json")
    statement = msgspec.json.encode(named)
    public = canary_key.public_key(authority, passphrase)
    signature = base64.b64encode(canary_key.sign(authority, statement, passphrase)).decode()
    signed = Signed(statement=msgspec.Raw(statement), signature=signature, public_key=public)
    put(folder / "evidence" / named.file, msgspec.json.encode(signed) + b"\n")
    put(folder / "evidence" / f"removal-{stamp}.txt", words(named).encode())
    return named


def holds(file: Path) -> bool:
    """Whether a filed certificate is unchanged since it was signed."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    signed = msgspec.json.decode(file.read_bytes(), type=Signed)
    key = load_pem_public_key(signed.public_key.encode())
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(base64.b64decode(signed.signature), bytes(signed.statement))
    except InvalidSignature:
        return False
    return True


def words(removal: Removal) -> str:
    """The certificate as a person reads it."""
    lines = [f"Certificate of removal: {removal.customer}, {removal.at}", ""]
    for host in removal.hosts:
        tally = ", ".join(f"{len(names)} {kind.replace('_', ' ')}" for kind, names in host.removed.items())
        lines += [f"{host.host}: removed {tally or 'nothing'}; put back {len(host.put_back)}"]
        lines += [f"  {kind}: {', '.join(names)}" for kind, names in host.removed.items()]
        lines += [f"  put back: {', '.join(host.put_back)}"] if host.put_back else []
        lines += [f"  STILL THERE: {one.resource}: {one.what}" for one in host.left]
        found = "a search found nothing of ours" if host.searched and not host.left else "NOT CLEAN"
        lines += [f"  {found if host.searched else 'NOT SEARCHED: the host could not be reached'}", ""]
    if removal.certificates_revoked:
        lines += [f"Certificates revoked: {', '.join(removal.certificates_revoked)}", ""]
    lines += [f"FAILED {one.resource}: {one.what}" for one in removal.failed]
    lines.append("Nothing of ours is left." if removal.whole else "This removal is NOT complete; run nw retire again.")
    return "\n".join(lines) + "\n"
