"""The customer's Ed25519 key that announces canaries; its public half goes to the runtime."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nachtwacht.model.failure import Failure
from nachtwacht.model.signed import joined, payload_of
from nachtwacht.provision.sealed import put, seal, unseal

if TYPE_CHECKING:
    from nachtwacht.model.watch import CanaryRegistration
    from nachtwacht.provision.passphrase import Passphrase


def authority_folder(customer_folder: Path) -> Path:
    """Where the sealed keys of ``customers/<id>`` lie."""
    return customer_folder / "state" / "ca"


def public_key(folder: Path, passphrase: Passphrase) -> str:
    """The public key as PEM; the pair is made on first use, in ``folder``, the customer's ``state/ca``."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    place = folder / "canary.pub"
    if not place.exists() or not (folder / "canary.key").exists():
        key = Ed25519PrivateKey.generate()
        seal(folder / "canary.key", key, passphrase)
        put(place, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return place.read_text()


def sign_canary(customer_folder: Path, canary: CanaryRegistration, passphrase: Passphrase) -> str:
    """A registration as the runtime believes it; see ``nachtwacht.model.signed`` for the form."""
    payload = payload_of(canary)
    return joined(payload, sign(authority_folder(customer_folder), payload.encode(), passphrase))


def sign(folder: Path, content: bytes, passphrase: Passphrase) -> bytes:
    """An Ed25519 signature with the customer's key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    place = folder / "canary.key"
    if not place.exists():
        raise Failure(f"{place} is missing", mend="run nw provision first; it makes the customer's keys")
    key = unseal(place, passphrase)
    if not isinstance(key, Ed25519PrivateKey):
        raise Failure(f"{place} is no Ed25519 key", mend="put the customer's own canary.key back")
    return key.sign(content)
