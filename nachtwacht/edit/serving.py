"""The form on a port of this machine's own, for as long as it is wanted."""

from __future__ import annotations

import contextlib
import html
import os
import shutil
import socket
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from nachtwacht.edit.application import application
from nachtwacht.edit.editor import Editor
from nachtwacht.edit.guard import Guard
from nachtwacht.model.failure import Failure


def listening(port: int) -> socket.socket:
    """A socket on 127.0.0.1; port 0 takes any that is free."""
    try:
        return socket.create_server(("127.0.0.1", port), backlog=64)
    except OSError as error:
        raise Failure(
            f"port {port} cannot be used: {error.strerror}",
            mend="leave --port out, so that a free one is taken",
            status=2,
        ) from error


def server(editor: Editor, guard: Guard, told: Callable[[str], None]) -> uvicorn.Server:
    """The server; it logs no addresses, because one of them could hold a key."""
    config = uvicorn.Config(
        application(editor, guard, told),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        http="h11",
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=64 * 1024,
    )
    return uvicorn.Server(config)


def address(guard: Guard) -> str:
    """The address with its one-time key, which stands where browsers do not send it along."""
    return f"http://{guard.host}/#{guard.key}"


def run(editor: Editor, port: int, told: Callable[[str], None], *, opens: bool) -> None:
    """Serve until somebody presses Ctrl-C."""
    with listening(port) as place:
        guard = Guard(place.getsockname()[1])
        told(f"{editor.ground.folder.name}: {address(guard)}")
        told("this address works once, in one browser; Ctrl-C ends")
        with (
            _browser(guard) if opens and _has_display() else contextlib.nullcontext(),
            contextlib.suppress(KeyboardInterrupt),
        ):
            server(editor, guard, told).run(sockets=[place])


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or os.name != "posix"


@contextlib.contextmanager
def _browser(guard: Guard) -> Iterator[None]:
    """Open the browser on a small file that leads on, so that the key is on no command line for others to read."""
    folder = Path(tempfile.mkdtemp(prefix="nachtwacht-"))  # Only this user may look into it.
    try:
        page = folder / "open.html"
        page.write_text(f'<meta http-equiv="refresh" content="0;url={html.escape(address(guard))}">', "utf-8")
        webbrowser.open(page.as_uri())
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
