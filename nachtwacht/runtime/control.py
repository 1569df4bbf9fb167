"""The control socket: JSON lines over a unix socket, for people and programs on the runtime's own host."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from nachtwacht.model.failure import Failure

LONGEST = 1 << 20
MODE = 0o660

Answer = Callable[[str, dict[str, Any]], Awaitable[Any]]


class Mistaken(Exception):
    """A request that cannot be answered: what is wrong, and what would be right."""

    def __init__(self, error: str, mend: str) -> None:
        """Both are told to the caller."""
        super().__init__(error)
        self.error, self.mend = error, mend


async def serve(path: Path, answer: Answer) -> asyncio.Server:
    """Listen. A request is ``{"verb": …, "arguments": {…}}``; the answer ``{"ok": true, "result": …}`` or an error."""
    _make_way(path)

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.LimitOverrunError, ValueError):
            while line := await reader.readline():
                writer.write(orjson.dumps(await _reply(line, answer), default=str) + b"\n")
                await writer.drain()
        writer.close()

    server = await asyncio.start_unix_server(client, path, limit=LONGEST)
    os.chmod(path, MODE)  # noqa: PTH101  In a moment, before anybody is told that the socket is there.
    return server


def _make_way(path: Path) -> None:
    """The folder is there, and what a former process left is not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)


async def _reply(line: bytes, answer: Answer) -> dict[str, Any]:
    try:
        request = orjson.loads(line)
        verb, arguments = request["verb"], request.get("arguments") or {}
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return _wrong("this is no request", 'send {"verb": "health", "arguments": {}} in one line')
    try:
        return {"ok": True, "result": await answer(str(verb), arguments)}
    except Mistaken as mistaken:
        return _wrong(mistaken.error, mistaken.mend)
    except Failure as failure:
        return _wrong(failure.what, failure.mend)
    except Exception as error:  # noqa: BLE001  A defect in one answer must not end the runtime.
        return _wrong(f"{type(error).__name__}: {error}", "report this: it is a mistake in nachtwacht")


def _wrong(error: str, mend: str) -> dict[str, Any]:
    return {"ok": False, "error": error, "mend": mend}


def ask(path: Path, verb: str, arguments: dict[str, Any], timeout: float) -> Any:
    """Ask a running runtime; ``timeout`` in seconds. A Failure says why there is no answer, or what was wrong."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
            channel.settimeout(timeout)
            channel.connect(os.fspath(path))
            channel.sendall(orjson.dumps({"verb": verb, "arguments": arguments}) + b"\n")
            with channel.makefile("rb") as stream:
                line = stream.readline()
    except OSError as error:
        raise Failure(
            f"{path}: the runtime does not answer: {error}",
            mend="start it (`systemctl start nachtwacht-runtime@<customer>`), and ask as root or as its own account",
            status=1,
        ) from error
    if not line:
        raise Failure(f"{path}: the runtime ended before it answered", mend="look at its log with journalctl", status=1)
    reply = orjson.loads(line)
    if not reply["ok"]:
        raise Failure(reply["error"], mend=reply["mend"], status=1)
    return reply["result"]
