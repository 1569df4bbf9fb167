"""Private keys on the controller: encrypted with the customer's passphrase, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from nachtwacht.model.failure import Failure

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

    from nachtwacht.provision.passphrase import Passphrase


def seal(path: Path, key: PrivateKeyTypes, passphrase: Passphrase) -> None:
    """Write a private key as encrypted PKCS #8 (RFC 5958), readable by its owner alone."""
    from cryptography.hazmat.primitives import serialization

    encryption = serialization.BestAvailableEncryption(passphrase.reveal().encode())
    form = serialization.PrivateFormat.PKCS8
    put(path, key.private_bytes(serialization.Encoding.PEM, form, encryption), 0o600)


def unseal(path: Path, passphrase: Passphrase) -> PrivateKeyTypes:
    """Read a sealed key; a wrong passphrase is a Failure that names the file."""
    from cryptography.hazmat.primitives import serialization

    try:
        return serialization.load_pem_private_key(path.read_bytes(), passphrase.reveal().encode())
    except ValueError:
        raise Failure(
            f"{path} does not open with this customer's passphrase",
            mend="set NACHTWACHT_PASSPHRASE, or put back the key file, with which it was made",
        ) from None


def put(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
