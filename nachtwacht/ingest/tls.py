"""The TLS side of the receiver: client certificates of the customer's CA only, and a clear word when one is refused."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from nachtwacht.model.failure import Failure

Refusal = Callable[[str], None]

_REASONS = {
    "PEER_DID_NOT_RETURN_A_CERTIFICATE": "it showed no client certificate",
    "UNSUPPORTED_PROTOCOL": "it speaks only TLS versions older than 1.2",
    "HTTP_REQUEST": "it speaks plain HTTP",
    "WRONG_VERSION_NUMBER": "it does not speak TLS",
}


def server_context(certificate: Path, key: Path, ca: Path, refused: Refusal) -> ssl.SSLContext:
    """A context that demands a client certificate signed by ``ca``; ``refused`` gets the reason in words."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_mode = ssl.CERT_REQUIRED
    try:
        context.load_cert_chain(certificate, key)
        context.load_verify_locations(ca)
    except (OSError, ssl.SSLError) as error:
        raise Failure(
            f"the receiver's certificate cannot be used: {certificate}, {key}, {ca}: {error}",
            mend="run `nw provision` for this customer again; it issues what is missing",
        ) from error
    context.sslobject_class = _telling(refused)
    return context


def _telling(refused: Refusal) -> type[ssl.SSLObject]:
    """Asyncio drops a failed handshake silently; this says why before it does."""

    class Telling(ssl.SSLObject):
        """A TLS end that reports a failed handshake."""

        def do_handshake(self) -> None:
            """As its parent; a failure is reported first."""
            try:
                super().do_handshake()
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                raise
            except ssl.SSLError as error:
                refused(reason(error))
                raise

    return Telling


def reason(error: ssl.SSLError) -> str:
    """Why a handshake failed, in words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        said = error.verify_message
        hint = {
            "certificate has expired": "renew it with `nw provision`",
            "certificate is not yet valid": "look at the clocks of both machines",
        }.get(said, "it was not issued by this customer's CA")
        return f"its client certificate is not valid: {said} ({hint})"
    return _REASONS.get(error.reason or "", str(error.reason or error))


def common_name(certificate: Mapping[str, Any] | None) -> str:
    """The common name in the subject of a verified certificate (as ``getpeercert`` gives it), or empty."""
    for part in (certificate or {}).get("subject", ()):
        for name, value in part:
            if name == "commonName":
                return str(value)
    return ""
