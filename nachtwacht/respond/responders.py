"""The responders of real hosts, over SSH: pinned host keys, a key file of our own, one log-in a question.

The account on the host has a forced command; what is asked goes to its standard input as one JSON object.
paramiko (the engine of fabric) costs some 19 MB, so it is imported with the first question only.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from nachtwacht.respond.effectors import CannotRespond
from nachtwacht.respond.settings import Responder

if TYPE_CHECKING:
    from paramiko import BadHostKeyException, Channel, SSHClient

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 15.0
_MOST_BYTES = 64 * 1024
_PROVISION = "run `nw provision` for this customer again"


class Responders:
    """Effectors over SSH; safe to use from several threads, as nothing is shared between questions."""

    def __init__(
        self, hosts: Mapping[str, Responder], *, connect: float = CONNECT_SECONDS, answer: float = ANSWER_SECONDS
    ) -> None:
        """``connect`` and ``answer`` are seconds: for the log-in, and for the whole answer after it."""
        self._hosts = hosts
        self._connect = connect
        self._answer = answer

    def ask(self, host: str, question: dict[str, Any]) -> dict[str, Any]:
        """One log-in, one question, one answer; raises CannotRespond with the cause and the mend."""
        responder = self._hosts.get(host)
        if responder is None:
            raise CannotRespond(host, "has no responder", f"give it a module that acts, or {_PROVISION}")
        client = _log_in(host, responder, self._connect)
        try:
            return _exchange(host, client, question, self._answer)
        finally:
            client.close()


def _log_in(host: str, responder: Responder, seconds: float) -> SSHClient:
    """An authenticated connection, its host key the pinned one."""
    import paramiko

    client = _pinned(host, responder)
    try:
        client.connect(
            responder.address,
            port=responder.port,
            username=responder.user,
            key_filename=responder.key_file,
            look_for_keys=False,
            allow_agent=False,
            timeout=seconds,
            banner_timeout=seconds,
            auth_timeout=seconds,
        )
    except paramiko.BadHostKeyException as wrong:
        client.close()
        raise _wrong_key(host, responder, wrong) from wrong
    except paramiko.AuthenticationException as refused:
        client.close()
        why = f"does not let {responder.user} in with {responder.key_file}"
        raise CannotRespond(host, why, f"{_PROVISION}; it places the key") from refused
    except (paramiko.SSHException, OSError, ValueError) as broken:
        client.close()
        why = f"{responder.address} port {responder.port} cannot be reached: {broken or type(broken).__name__}"
        raise CannotRespond(host, why, "see whether the host is up and whether the way to it is open") from broken
    return client


def _pinned(host: str, responder: Responder) -> SSHClient:
    """A client that knows the pinned keys of this host and refuses every other."""
    import paramiko

    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    try:
        known = paramiko.HostKeys(responder.known_hosts)
    except OSError as missing:
        raise CannotRespond(host, f"{responder.known_hosts} cannot be read: {missing}", _PROVISION) from missing
    server = responder.address if responder.port == 22 else f"[{responder.address}]:{responder.port}"  # noqa: PLR2004 - SSH's own port
    for name in (server, responder.address, host):
        keys = known.lookup(name)
        if keys:
            for kind in keys:
                client.get_host_keys().add(server, kind, keys[kind])
            return client
    raise CannotRespond(host, f"no host key is pinned for it in {Path(responder.known_hosts).name}", _PROVISION)


def _wrong_key(host: str, responder: Responder, wrong: BadHostKeyException) -> CannotRespond:
    why = (
        f"shows a host key that is not the pinned one: {wrong.key.fingerprint} instead of"
        f" {wrong.expected_key.fingerprint}; nothing was sent to it"
    )
    mend = (
        f"if {host} was installed anew, pin its new key in hosts.yaml's known_hosts and {_PROVISION};"
        f" if it was not, somebody else answers at {responder.address}"
    )
    return CannotRespond(host, why, mend)


def _exchange(host: str, client: SSHClient, question: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Send one JSON object to the forced command and read the one that it prints."""
    import paramiko

    try:
        transport = client.get_transport()
        if transport is None:
            raise CannotRespond(host, "closed the connection at once", "look at its sshd")
        channel = transport.open_session(timeout=seconds)
        channel.settimeout(seconds)
        # The words are for sshd's log only; the forced command decides what runs.
        channel.exec_command("respond")
        channel.sendall(msgspec.json.encode(question))
        channel.shutdown_write()
        text, complaint = _read(channel, time.monotonic() + seconds)
    except TimeoutError as late:
        mend = "look at the load and the log of that host"
        raise CannotRespond(host, f"gave no answer within {seconds:g} s", mend) from late
    except (paramiko.SSHException, OSError) as broken:
        raise CannotRespond(host, f"broke off: {broken or type(broken).__name__}", "look at its sshd") from broken
    return _parsed(host, text, complaint)


def _read(channel: Channel, deadline: float) -> tuple[bytes, bytes]:
    """All of standard output, at most 64 KiB, and the beginning of standard error."""
    text = bytearray()
    while len(text) < _MOST_BYTES:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        channel.settimeout(left)
        part = channel.recv(4096)
        if not part:
            break
        text += part
    complaint = channel.recv_stderr(1024) if channel.recv_stderr_ready() else b""
    return bytes(text), complaint


def _parsed(host: str, text: bytes, complaint: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.DecodeError as unreadable:
        said = (text or complaint).decode(errors="replace").strip()[:200] or "nothing"
        why = f"answered with something that is no JSON object: {said}"
        raise CannotRespond(host, why, "see whether its forced command runs the responder") from unreadable
