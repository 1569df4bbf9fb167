"""The socket in one host's ``/run`` that its laurel reads, as auditd's af_unix plugin would offer it."""

from __future__ import annotations

import contextlib
import socket
from collections import deque
from pathlib import Path

from nachtwacht.lab.audit.mark import host_of

NAME = "run/audispd_events"
WAITING_BYTES = 32 * 1024 * 1024
"""How much waits for a slow reader before lines are dropped and counted."""


def path_of(pid: int) -> Path:
    """The socket's file in the host whose init has that process id, as it is reached from outside."""
    return Path(f"/proc/{pid}/root") / NAME


class Outlet:
    """One host's socket and its readers. Made anew when the host's init is a new process."""

    def __init__(self, host: str, pid_file: Path) -> None:
        """Nothing is open until ``follow`` finds the host running."""
        self.host = host
        self._pid_file = pid_file
        self._pid = 0
        self._listener: socket.socket | None = None
        self._readers: dict[socket.socket, deque[bytes]] = {}
        self._waiting = 0
        self.dropped = 0

    def follow(self) -> None:
        """Open the socket when the host has started, anew when it has started again. Never raises."""
        pid = _running(self._pid_file, self.host)
        if pid == self._pid:
            return
        self.close()
        if not pid:
            return
        try:
            self._listen(path_of(pid))
        except OSError:
            return  # Its /run is not there yet: the next round finds it.
        self._pid = pid

    def sockets(self) -> tuple[list[socket.socket], list[socket.socket]]:
        """What to watch: for reading (a new reader, a reader that left) and for writing (one that lags)."""
        reading = [self._listener, *self._readers] if self._listener else list(self._readers)
        return reading, [reader for reader, lines in self._readers.items() if lines]

    def readable(self, ready: socket.socket) -> None:
        """A reader came, or left."""
        if ready is self._listener:
            with contextlib.suppress(OSError):
                reader, _ = ready.accept()
                reader.settimeout(0)
                self.attach(reader)
        elif ready in self._readers:
            with contextlib.suppress(BlockingIOError):
                try:
                    gone = not ready.recv(4096)
                except ConnectionError:
                    gone = True
                if gone:
                    self._drop(ready)

    def attach(self, reader: socket.socket) -> None:
        """From now on this reader gets every line; its socket must not block."""
        self._readers[reader] = deque()

    def send(self, lines: bytes) -> None:
        """Queue whole lines for every reader; drop and count them when too much waits."""
        if not self._readers:
            return
        if self._waiting > WAITING_BYTES:
            self.dropped += lines.count(b"\n")
            return
        for reader in list(self._readers):
            self._readers[reader].append(lines)
            self._waiting += len(lines)
            self.writable(reader)

    def writable(self, reader: socket.socket) -> None:
        """Send what waits, as far as the reader takes it."""
        queue = self._readers.get(reader)
        while queue:
            try:
                sent = reader.send(queue[0])
            except BlockingIOError:
                return
            except OSError:
                self._drop(reader)
                return
            self._waiting -= sent
            if sent < len(queue[0]):
                queue[0] = queue[0][sent:]
                return
            queue.popleft()

    def close(self) -> None:
        """Close everything and take the socket's file away."""
        for reader in list(self._readers):
            self._drop(reader)
        if self._listener:
            self._listener.close()
            self._listener = None
            with contextlib.suppress(OSError):
                path_of(self._pid).unlink()
        self._pid = 0

    def _listen(self, path: Path) -> None:
        if not path.parent.is_mount():
            raise FileNotFoundError(path)
        path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        listener.bind(str(path))
        path.chmod(0o600)
        listener.listen(4)
        listener.settimeout(0)
        self._listener = listener

    def _drop(self, reader: socket.socket) -> None:
        self._waiting -= sum(len(lines) for lines in self._readers.pop(reader))
        reader.close()


def _running(pid_file: Path, host: str) -> int:
    """The process id in the file when it is that host's process that has it, else 0: ids are used again."""
    try:
        pid = int(pid_file.read_text())
        marked = int(Path(f"/proc/{pid}/loginuid").read_text())
    except (OSError, ValueError):
        return 0
    return pid if host_of(marked) == host else 0
