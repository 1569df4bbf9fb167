"""One-time identifiers of canaries: a word for commands and mails, a key's fingerprint for log-ins."""

from __future__ import annotations

import base64
import hashlib
import secrets

from msgspec import Struct


class LoginKey(Struct, frozen=True):
    """A one-time ed25519 key: OpenSSH private text, public line, and the fingerprint that sshd logs."""

    private: str
    public: str
    fingerprint: str


def word() -> str:
    """A token that is a valid DNS label and has 80 random bits."""
    return f"nwc-{secrets.token_hex(10)}"


def login_key() -> LoginKey:
    """A new key; its fingerprint (``SHA256:…``, as in sshd's log) is the token."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, form.NoEncryption()).decode()
    public = key.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode()
    digest = hashlib.sha256(base64.b64decode(public.split()[1])).digest()
    return LoginKey(private, public, "SHA256:" + base64.b64encode(digest).decode().rstrip("="))
