"""Starts the parts of one customer's runtime, keeps them going, and ends them in order."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from nachtwacht.detect import State, store
from nachtwacht.detect.context import Config, read_config
from nachtwacht.ingest.peer import PeerProtocol
from nachtwacht.ingest.receiver import receiver
from nachtwacht.ingest.spool import Spool
from nachtwacht.ingest.tls import server_context
from nachtwacht.model.failure import Failure
from nachtwacht.runtime import control, follow, verbs
from nachtwacht.runtime.log import Log, take_over
from nachtwacht.runtime.loop import Loop
from nachtwacht.runtime.notify import notify
from nachtwacht.runtime.step import Books
from nachtwacht.runtime.watch import Watch, read_watch, stamp

BEAT_SECONDS = 2.0
STOP_SECONDS = 10.0


class Holder:
    """The watch of the moment; a reload that fails leaves the old one in place."""

    def __init__(self, config: Config, log: Log) -> None:
        """Reads it for the first time; a Failure then ends the start."""
        self._config, self._say = config, log.part("rules")
        self.watch = read_watch(config)
        self._tell()

    def current(self) -> Watch:
        """The watch as it was read last."""
        return self.watch

    def reload(self) -> None:
        """Read everything again."""
        try:
            self.watch = read_watch(self._config)
        except Failure as failure:
            self._say("error", f"{failure.what}; the watch goes on as before. fix: {failure.mend}")
            return
        self._tell()

    def changed(self) -> bool:
        """Whether a file is not as it was when it was read."""
        return stamp(self._config) != self.watch.stamp

    def _tell(self) -> None:
        bindings = self.watch.rules.bindings
        names = ", ".join(sorted({binding.pack.name for binding in bindings})) or "nothing"
        self._say("info", f"watching for {names}")
        for fault in self.watch.faults:
            self._say("error", f"left out: {fault}")


class Server(uvicorn.Server):
    """uvicorn without its own signal handlers: the whole process stops in order, not only the receiver."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield


def serve(file: Path, notify_address: str | None) -> None:
    """Run the runtime of ``runtime.json`` until SIGTERM or SIGINT. A Failure says why it cannot start."""
    config = read_config(file)
    log = Log(config.customer)
    take_over(log)
    try:
        config.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"{config.data}: {error.strerror}", mend="give the runtime's account this folder") from error
    asyncio.run(_serve(config, log, notify_address))


async def _serve(config: Config, log: Log, notify_address: str | None) -> None:
    started, stop = time.time(), threading.Event()
    holder = Holder(config, log)
    books = _books(config, log)
    something = threading.Event()
    spool = Spool(
        config.data / "spool.sqlite", reserve_bytes=config.reserve_bytes, arrived=something.set, say=log.part("spool")
    )
    cursor = store.cursor_of(books.connection)
    spool.begin_after(cursor)
    worker = follow.worker(lambda: holder.current().now())
    loop = Loop(
        spool=spool, books=books, watch=holder.current, after=worker, something=something, say=log.part("detect")
    )
    desk = verbs.Desk(
        connection=store.open_store(config.data / "store.sqlite"),
        spool=spool,
        loop=loop,
        worker=worker,
        watch=holder.current,
        reload=holder.reload,
        started=started,
    )
    threads = [
        threading.Thread(target=loop.run, args=(cursor, stop), name="detect", daemon=True),
        threading.Thread(target=worker.run, args=(stop,), name="respond", daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        await _listen(config, log, desk, spool, notify_address)
    finally:
        notify("STOPPING=1", notify_address)
        stop.set()
        something.set()
        worker.wake()
        for thread in threads:
            await asyncio.get_running_loop().run_in_executor(None, thread.join, STOP_SECONDS)
        spool.close()
        desk.connection.close()
        log.say("runtime", "info", "stopped")


def _books(config: Config, log: Log) -> Books:
    connection = store.open_store(config.data / "store.sqlite")
    store.schema(connection)
    state = State(connection)
    follow.schema(connection)
    return Books(connection=connection, state=state, take=follow.take, say=log.part("detect"))


async def _listen(config: Config, log: Log, desk: verbs.Desk, spool: Spool, notify_address: str | None) -> None:
    """Receive until a signal; then stop receiving, and return."""
    refused = log.part("tls")
    server = Server(
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
            timeout_keep_alive=75,
            timeout_graceful_shutdown=2,
            ssl_context_factory=lambda *_: server_context(
                config.tls.certificate,
                config.tls.key,
                config.tls.ca,
                lambda why: refused("warning", f"a client was refused: {why}"),
            ),
        )
    )
    running = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        running.add_signal_handler(number, _end, server)
    running.add_signal_handler(signal.SIGHUP, desk.reload)

    async def answer(verb: str, arguments: dict[str, Any]) -> Any:
        return await verbs.answer(desk, verb, arguments)

    socket = await control.serve(config.socket, answer)
    beat = asyncio.create_task(_beat(server, desk, log, notify_address))
    try:
        await server.serve()
    except SystemExit as ended:
        raise Failure(
            f"the receiver cannot listen on {config.listen.address}:{config.listen.port}",
            mend="end what listens there, or give runtime.json another port",
        ) from ended
    finally:
        beat.cancel()
        socket.close()


def _end(server: uvicorn.Server) -> None:
    server.should_exit = True


async def _beat(server: uvicorn.Server, desk: verbs.Desk, log: Log, notify_address: str | None) -> None:
    """Tell systemd that all is ready, then that it still is, as long as the loop turns; read changed files."""
    while not server.started:  # noqa: ASYNC110  uvicorn has no event for it.
        await asyncio.sleep(0.02)
    config = desk.watch().context.config
    log.say("runtime", "info", f"ready on {config.listen.address}:{config.listen.port}")
    notify("READY=1", notify_address)
    last = -1
    while True:
        if desk.loop.beat != last or desk.loop.trouble:
            notify("WATCHDOG=1", notify_address)
        last = desk.loop.beat
        await asyncio.sleep(BEAT_SECONDS)
        if stamp(config) != desk.watch().stamp:
            await asyncio.sleep(BEAT_SECONDS / 2)
            desk.reload()
