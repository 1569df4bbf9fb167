"""A small mail server on the loopback address (RFC 5321, RFC 3207): takes letters, or answers as it is told to."""

from __future__ import annotations

import datetime as dt
import socketserver
import ssl
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any


class Server(socketserver.ThreadingTCPServer):
    """Keeps what it took in ``letters``, and whether it came encrypted."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, certificate: Path | None = None, answers: dict[str, str] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.certificate = certificate
        self.answers = answers or {}
        self.letters: list[EmailMessage] = []
        self.encrypted: list[bool] = []
        self.thread = threading.Thread(target=lambda: self.serve_forever(poll_interval=0.02), daemon=True)
        self.thread.start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def end(self) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()


class _Session(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        self.secure = False
        self.file = self.request.makefile("rb")
        self.say("220 loopback")
        try:
            while line := self.file.readline():
                if self.one(line.decode().strip()):
                    break
        except (OSError, ssl.SSLError):
            pass
        finally:
            self.file.close()
            self.request.close()

    def one(self, line: str) -> bool:
        verb = line.split(":", 1)[0].split(" ", 1)[0].upper()
        told = self.server.answers.get(verb)
        if told == "silence":
            threading.Event().wait(5)
            return True
        if told is not None:
            self.say(told)
            return verb == "QUIT"
        return bool(getattr(self, f"on_{verb.lower()}", self.on_other)())

    def on_ehlo(self) -> None:
        offers = ["250-loopback"] + (["250-STARTTLS"] if self.server.certificate and not self.secure else [])
        self.say("\r\n".join([*offers, "250 8BITMIME"]))

    def on_starttls(self) -> None:
        self.say("220 go ahead")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.certificate)
        self.file.close()
        self.request = context.wrap_socket(self.request, server_side=True)
        self.file = self.request.makefile("rb")
        self.secure = True

    def on_data(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.file.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.server.encrypted.append(self.secure)
        self.say("250 taken")

    def on_quit(self) -> bool:
        self.say("221 bye")
        return True

    def on_other(self) -> None:
        self.say("250 ok")

    def say(self, text: str) -> None:
        self.request.sendall(text.encode() + b"\r\n")


def certificate(folder: Path, name: str = "127.0.0.1") -> Path:
    """A key and a self-signed certificate for the loopback address in one PEM file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made: Any = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "mail.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file
