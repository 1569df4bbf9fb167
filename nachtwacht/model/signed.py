"""A canary's registration as signed text: ``payload.signature``, both base64url without padding (RFC 7515, section 2).

The payload is the registration as JSON; the signature is over the payload's encoded text, so that nothing has to be
written in a canonical form twice.
"""

from __future__ import annotations

import base64
import binascii

import msgspec

from nachtwacht.model.watch import CanaryRegistration


def payload_of(canary: CanaryRegistration) -> str:
    """The payload, ready to be signed."""
    return _text(msgspec.json.encode(canary))


def joined(payload: str, signature: bytes) -> str:
    """Payload and signature as one text."""
    return f"{payload}.{_text(signature)}"


def parted(text: str) -> tuple[str, bytes] | None:
    """Payload and signature of a text, or None when it has not that form."""
    payload, _, signature = text.strip().partition(".")
    try:
        return (payload, _bytes(signature)) if payload and signature else None
    except (binascii.Error, ValueError):
        return None


def registration_of(payload: str) -> CanaryRegistration | None:
    """The registration in a payload, or None when it cannot be decoded."""
    try:
        return msgspec.json.decode(_bytes(payload), type=CanaryRegistration)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return None


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
