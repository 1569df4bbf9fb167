"""Starts the parts of one customer's runtime, keeps them going, and ends them in order."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from pathlib import Path
from typing import Any

from nachtwacht.detect import State, store
from nachtwacht.detect.context import Config, read_config
from nachtwacht.ingest.spool import Spool
from nachtwacht.model.failure import Failure
from nachtwacht.runtime import control, follow, verbs
from nachtwacht.runtime.holder import Holder
from nachtwacht.runtime.log import Log, take_over
from nachtwacht.runtime.loop import Loop
from nachtwacht.runtime.memory import give_back
from nachtwacht.runtime.notify import notify
from nachtwacht.runtime.server import Server, listen, server
from nachtwacht.runtime.step import Books

BEAT_SECONDS = 2.0
STOP_SECONDS = 10.0


def serve(file: Path, notify_address: str | None) -> None:
    """Run the runtime of ``runtime.json`` until SIGTERM or SIGINT. A Failure says why it cannot start."""
    give_back()
    config = read_config(file)
    log = Log(config.customer)
    take_over(log)
    try:
        config.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"{config.data}: {error.strerror}", mend="give the runtime's account this folder") from error
    asyncio.run(_serve(config, log, notify_address))


async def _serve(config: Config, log: Log, notify_address: str | None) -> None:
    stop, something = threading.Event(), threading.Event()
    desk, cursor = _parts(config, log, something)
    threads = [
        threading.Thread(target=desk.loop.run, args=(cursor, stop), name="detect", daemon=True),
        threading.Thread(target=desk.worker.run, args=(stop,), name="respond", daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        await _receive(config, log, desk, notify_address)
    finally:
        notify("STOPPING=1", notify_address)
        stop.set()
        something.set()
        desk.worker.wake()
        for thread in threads:
            await asyncio.to_thread(thread.join, STOP_SECONDS)
        desk.spool.close()
        desk.connection.close()
        log.say("runtime", "info", "stopped")


def _parts(config: Config, log: Log, something: threading.Event) -> tuple[verbs.Desk, int]:
    """Every part, not started yet, and the number of the last request that was worked on."""
    holder, books = Holder(config, log), _books(config, log)
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
        holder=holder,
        started=time.time(),
    )
    return desk, cursor


def _books(config: Config, log: Log) -> Books:
    connection = store.open_store(config.data / "store.sqlite")
    store.schema(connection)
    state = State(connection)
    follow.schema(connection)
    return Books(connection=connection, state=state, take=follow.take, say=log.part("detect"))


async def _receive(config: Config, log: Log, desk: verbs.Desk, notify_address: str | None) -> None:
    """Receive records and questions until a signal; then stop receiving, and return."""
    made = server(config, desk.spool, log)
    running = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        running.add_signal_handler(number, made.end)
    running.add_signal_handler(signal.SIGHUP, desk.holder.reload)

    async def answer(verb: str, arguments: dict[str, Any]) -> Any:
        return await verbs.answer(desk, verb, arguments)

    socket = await control.serve(config.socket, answer)
    beat = asyncio.create_task(_beat(made, desk, log, notify_address))
    try:
        await listen(made, config)
    finally:
        beat.cancel()
        socket.close()


async def _beat(made: Server, desk: verbs.Desk, log: Log, notify_address: str | None) -> None:
    """Tell systemd that all is ready, then that it still is, as long as the loop turns; read changed files."""
    while not made.started:  # noqa: ASYNC110  uvicorn has no event for it.
        await asyncio.sleep(0.02)
    log.say("runtime", "info", f"ready on {made.config.host}:{made.config.port}")
    notify("READY=1", notify_address)
    last = -1
    while True:
        if desk.loop.beat != last or desk.loop.trouble:
            notify("WATCHDOG=1", notify_address)
        last = desk.loop.beat
        await asyncio.sleep(BEAT_SECONDS)
        if desk.holder.changed():
            # Several files change together: wait until they are all there.
            await asyncio.sleep(BEAT_SECONDS / 2)
            desk.holder.reload()
