"""The edge: libmilter calls in, one line goes out for each mail that Postfix takes in. Never refuses anything."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

SETTINGS = Path("/etc/nachtwacht/mail.json")

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import Milter  # noqa: E402
import milter  # noqa: E402

from mailwatch.record import Envelope, record  # noqa: E402


class Watch(Milter.Base):  # type: ignore[misc]
    """One SMTP conversation; several mails may pass in it."""

    log: Path
    most_bytes: int

    def __init__(self) -> None:
        self.client = ("", "")
        self.helo = ""
        self._begin("")

    def _begin(self, sender: str) -> None:
        self.sender, self.recipients = sender, []
        self.chunks, self.taken, self.truncated = [], 0, False

    def connect(self, hostname: str, family: int, hostaddr: Any) -> int:
        """The client's name and address; a local client has no address."""
        self.client = (hostname, str(hostaddr[0]) if isinstance(hostaddr, tuple) else "")
        return int(Milter.CONTINUE)

    def hello(self, hostname: str) -> int:
        """What the client calls itself."""
        self.helo = hostname
        return int(Milter.CONTINUE)

    def envfrom(self, sender: str, *_parameters: str) -> int:
        """Begins a mail."""
        self._begin(sender)
        return int(Milter.CONTINUE)

    def envrcpt(self, recipient: str, *_parameters: str) -> int:
        """One recipient whom Postfix has accepted."""
        self.recipients.append(recipient)
        return int(Milter.CONTINUE)

    @Milter.decode("bytes")
    def header(self, name: str, value: bytes) -> int:
        """One header as it stands in the message."""
        data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogateescape")
        return self._take(name.encode("utf-8", "surrogateescape") + b": " + data + b"\r\n")

    def eoh(self) -> int:
        """The empty line after the headers."""
        return self._take(b"\r\n")

    def body(self, chunk: bytes) -> int:
        """A piece of the body."""
        return self._take(chunk)

    def _take(self, data: bytes) -> int:
        room = self.most_bytes - self.taken
        self.truncated = self.truncated or len(data) > room
        self.chunks.append(data[:room])
        self.taken += min(len(data), room)
        return int(Milter.CONTINUE)

    def eom(self) -> int:
        """The mail is complete: one line. A full disk is said in the journal and holds nothing up."""
        envelope = Envelope(
            queue_id=self.getsymval("i") or "",
            mail_from=self.sender,
            rcpt_to=tuple(self.recipients),
            helo=self.helo,
            client_name=self.client[0],
            client_address=self.client[1],
        )
        try:
            write(self.log, record(envelope, b"".join(self.chunks), time.time(), truncated=self.truncated))
        except OSError as error:
            sys.stderr.write(f"the record of {envelope.queue_id} could not be written: {error}\n")
        self._begin("")
        return int(Milter.CONTINUE)

    def abort(self) -> int:
        """The client gave up, or Postfix refused: there is no mail."""
        self._begin("")
        return int(Milter.CONTINUE)


def write(log: Path, document: dict[str, Any]) -> None:
    """Add one line in one write, so that lines of several mails never mix and a rotation loses none."""
    line = json.dumps(document, ensure_ascii=True, separators=(",", ":")) + "\n"
    target = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(target, line.encode("ascii"))
    finally:
        os.close(target)


def main() -> None:
    """Serve until systemd says otherwise."""
    settings = json.loads(SETTINGS.read_text(encoding="utf-8"))
    Watch.log, Watch.most_bytes = Path(settings["log"]), int(settings["most_bytes"])
    Milter.factory = Watch
    # Postfix, whose group the socket's folder hands down, may connect; nobody else may.
    os.umask(0o007)
    milter.set_exception_policy(milter.CONTINUE)
    milter.set_flags(0)
    Milter.runmilter("nachtwacht", f"unix:{settings['socket']}", 60)


if __name__ == "__main__":
    main()
