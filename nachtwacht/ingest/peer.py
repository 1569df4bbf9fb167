"""uvicorn's HTTP protocol, which also tells the application who the other side is by its certificate."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from nachtwacht.ingest.tls import common_name

PEER = "nachtwacht.peer"
"""Key in the ASGI scope: the common name of the client's verified certificate."""


class PeerProtocol(H11Protocol):
    """One connection; its certificate was verified by TLS before the first byte of HTTP."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the peer's name for every request of this connection."""
        super().connection_made(transport)
        name = common_name(transport.get_extra_info("peercert"))
        inner: Any = self.app

        async def named(scope: Any, receive: Any, send: Any) -> None:
            await inner({**scope, PEER: name}, receive, send)

        self.app = named
