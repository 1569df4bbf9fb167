"""Whether a canary's registration may be believed: signed by this customer's key (Ed25519, RFC 8032), and in its time."""

from __future__ import annotations

from msgspec import Struct

from nachtwacht.model.signed import joined as join
from nachtwacht.model.signed import parted, registration_of
from nachtwacht.model.signed import payload_of as encode
from nachtwacht.model.watch import CanaryRegistration

__all__ = ["BadRegistration", "encode", "join", "verify_canary"]

LONGEST = 4096
"""Characters; a registration is a few hundred."""
LONGEST_LIFE_SECONDS = 3600.0
SKEW_SECONDS = 120.0
"""How far the controller's clock may be ahead."""


class BadRegistration(Struct, frozen=True):
    """Why a text is no registration that may be believed."""

    reason: str


def verify_canary(public_pem: str, text: str, now: float) -> CanaryRegistration | BadRegistration:
    """The registration in a signed text, when the signature holds and ``now`` (UTC seconds) is within its life."""
    found = parted(text) if len(text) <= LONGEST else None
    if found is None:
        return BadRegistration("it is no text of the form payload.signature")
    payload, signature = found
    if not _holds(public_pem, payload.encode(), signature):
        return BadRegistration("its signature is not by this customer's canary key")
    canary = registration_of(payload)
    if canary is None:
        return BadRegistration("it cannot be decoded")
    reason = _untimely(canary, now)
    return BadRegistration(reason) if reason else canary


def _untimely(canary: CanaryRegistration, now: float) -> str:
    if canary.issued > now + SKEW_SECONDS:
        return "it was issued in the future: the clocks of controller and runtime differ"
    if canary.expires <= now:
        return "it has expired"
    if canary.expires - canary.issued > LONGEST_LIFE_SECONDS:
        return f"it is good for more than {LONGEST_LIFE_SECONDS:g} s"
    return ""


def _holds(public_pem: str, payload: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    key = load_pem_public_key(public_pem.encode())
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(signature, payload)
    except InvalidSignature:
        return False
    return True
