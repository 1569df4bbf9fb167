"""A canary's registration on its way from the controller to the runtime: ``payload.signature``.

Both parts are base64url without padding (RFC 7515, section 2). The payload is the registration as JSON; the signature
is Ed25519 (RFC 8032) over the payload's encoded text, so that nothing has to be written in a canonical form twice.
"""

from __future__ import annotations

import base64
import binascii

import msgspec
from msgspec import Struct

from nachtwacht.model.watch import CanaryRegistration

LONGEST = 4096
"""Characters; a registration is a few hundred."""
LONGEST_LIFE_SECONDS = 3600.0
SKEW_SECONDS = 120.0
"""How far the controller's clock may be ahead."""


class BadRegistration(Struct, frozen=True):
    """Why a text is no registration that may be believed."""

    reason: str


def encode(canary: CanaryRegistration) -> str:
    """The payload, ready to be signed."""
    return _text(msgspec.json.encode(canary))


def join(payload: str, signature: bytes) -> str:
    """Payload and signature as one text."""
    return f"{payload}.{_text(signature)}"


def verify_canary(public_pem: str, text: str, now: float) -> CanaryRegistration | BadRegistration:
    """The registration in a signed text, when the signature holds and ``now`` (UTC seconds) is within its life."""
    payload, _, signature = text.strip().partition(".")
    if len(text) > LONGEST or not payload or not signature:
        return BadRegistration("it is no text of the form payload.signature")
    try:
        if not _holds(public_pem, payload.encode(), _bytes(signature)):
            return BadRegistration("its signature is not by this customer's canary key")
        canary = msgspec.json.decode(_bytes(payload), type=CanaryRegistration)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
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


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
