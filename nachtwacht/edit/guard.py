"""Who may speak to the form: this page, in the browser that was let in, on this machine, and nobody else.

Other pages in the same browser can send requests to 127.0.0.1 too (cross-site requests, DNS rebinding: see the OWASP
cheat sheet on cross-site request forgery, and the Fetch Metadata request headers of the W3C). So each request must
name the right host, and each that is more than the empty page must come from our own page, with the cookie that the
address's one-time key was exchanged for, and with a token that only our own page was given.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Mapping

from msgspec import Struct, field

LARGEST_BODY = 1 << 20
"""Bytes of one request."""

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""On every answer."""


class Refused(Struct, frozen=True):
    """Why a request is not answered."""

    status: int
    why: str


_STRANGER = Refused(401, "this page was not opened from the terminal's address")


class Guard(Struct):
    """The one-time key of the address, and what it was exchanged for."""

    port: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    session: str = ""
    token: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def host(self) -> str:
        """The only host by which this is called."""
        return f"127.0.0.1:{self.port}"

    @property
    def cookie(self) -> str:
        """Cookies are shared by all ports of a host, so the port is in the name."""
        return f"nachtwacht-{self.port}"

    def let_in(self, key: str) -> bool:
        """Exchange the address's key; it works once."""
        with self.lock:
            right = bool(self.key) and hmac.compare_digest(key.encode(), self.key.encode())
            if right:
                self.key, self.session, self.token = "", secrets.token_urlsafe(32), secrets.token_urlsafe(32)
            return right

    def refuses(self, method: str, headers: Mapping[str, str], *, door: bool = False) -> Refused | None:
        """Why a request is not answered; None when it is. ``door`` is the exchange of the key itself."""
        if headers.get("host") != self.host:
            return Refused(421, "this is not the host that was asked for")
        if method in ("GET", "HEAD"):
            return None
        if method != "POST":
            return Refused(405, "only GET and POST are known here")
        return self._foreign(headers) or (None if door or self._known(headers) else _STRANGER)

    def _foreign(self, headers: Mapping[str, str]) -> Refused | None:
        """Why a request cannot come from our own page."""
        site, length = headers.get("sec-fetch-site", "same-origin"), headers.get("content-length", "0")
        if headers.get("origin") != f"http://{self.host}" or site != "same-origin":
            return Refused(403, "the request comes from another page")
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return Refused(415, "only application/json is known here")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return Refused(413, "the request is too large")
        return None

    def _known(self, headers: Mapping[str, str]) -> bool:
        if not self.session:
            return False
        cookies = dict(part.strip().partition("=")[::2] for part in headers.get("cookie", "").split(";"))
        given = (cookies.get(self.cookie, ""), headers.get("x-nachtwacht-token", ""))
        own = (self.session, self.token)
        alike = [hmac.compare_digest(one.encode(), two.encode()) for one, two in zip(given, own, strict=True)]
        return all(alike)
