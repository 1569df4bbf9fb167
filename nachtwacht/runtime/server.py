"""The receiver's HTTP server: uvicorn over mutual TLS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ssl import SSLContext

import uvicorn

from nachtwacht.detect.context import Config
from nachtwacht.ingest.peer import PeerProtocol
from nachtwacht.ingest.receiver import receiver
from nachtwacht.ingest.spool import Spool
from nachtwacht.ingest.tls import server_context
from nachtwacht.model.failure import Failure
from nachtwacht.runtime.log import Log

KEEP_ALIVE_SECONDS = 75
GRACE_SECONDS = 2
"""So long an idle connection may take to end when the runtime stops; what was not acknowledged comes again."""


class Server(uvicorn.Server):
    """uvicorn without its own signal handlers: the whole process stops in order, not only the receiver."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield

    def end(self) -> None:
        """Stop receiving; ``serve`` then returns."""
        self.should_exit = True


def server(config: Config, spool: Spool, log: Log) -> Server:
    """A server that is not started yet."""
    refused = log.part("tls")

    def context(*_: object) -> SSLContext:
        tls = config.tls
        return server_context(
            tls.certificate, tls.key, tls.ca, lambda why: refused("warning", f"a client was refused: {why}")
        )

    return Server(
        uvicorn.Config(
            receiver(spool, log.part("receiver")),
            host=config.listen.address,
            port=config.listen.port,
            http=PeerProtocol,
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
            ssl_context_factory=context,
        )
    )


async def listen(made: Server, config: Config) -> None:
    """Receive until ``end``; a Failure when the address cannot be had."""
    try:
        await made.serve()
    except SystemExit as ended:
        raise Failure(
            f"the receiver cannot listen on {config.listen.address}:{config.listen.port}",
            mend="end what listens there, or give runtime.json another port",
        ) from ended
