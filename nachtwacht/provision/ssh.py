"""SSH by fabric: pinned host keys, programs as lists, time limits."""

from __future__ import annotations

import base64
import hashlib
import shlex
from typing import TYPE_CHECKING

from msgspec import Struct

from nachtwacht.model.failure import Failure
from nachtwacht.provision import unreachable
from nachtwacht.provision.unreachable import Unreachable

if TYPE_CHECKING:
    from fabric import Connection
    from paramiko import SSHClient

    from nachtwacht.model.reach import Reach

CONNECT_SECONDS = 10.0


class Ran(Struct, frozen=True, kw_only=True):
    """What a program on a host said."""

    status: int
    out: str
    err: str


def connect(reach: Reach, host: str) -> Connection:
    """An open connection to a host of ``hosts.yaml``; raises ``Unreachable`` with the reason and the mend."""
    import paramiko
    from fabric import Config, Connection

    if host not in reach.hosts:
        raise unreachable.no_address(host)
    place = reach.hosts[host]
    connection = Connection(
        place.address,
        user=place.account or reach.account,
        port=place.port,
        config=Config(lazy=True, ssh_config=paramiko.SSHConfig()),
        connect_timeout=CONNECT_SECONDS,
        connect_kwargs={
            "key_filename": reach.identity_file, "look_for_keys": False, "allow_agent": False,
            "banner_timeout": CONNECT_SECONDS, "auth_timeout": CONNECT_SECONDS,
        },
    )  # fmt: skip
    pin(connection.client, reach)
    try:
        connection.open()
    except Exception as error:  # paramiko, socket and file errors have no common ancestor
        raise _explained(reach, host, error) from error
    return connection


def _explained(reach: Reach, host: str, error: Exception) -> Exception:
    """What stopped a connection, in words of ours; an error that is none of these is a bug and comes back as it is."""
    import paramiko

    if isinstance(error, paramiko.BadHostKeyException):
        return unreachable.wrong_key(reach, host, _fingerprint(error.key.asbytes()))
    if isinstance(error, paramiko.AuthenticationException):
        return unreachable.refused_log_in(reach, host)
    if isinstance(error, paramiko.SSHException) and "not found in known_hosts" in str(error):
        return unreachable.unpinned(reach, host)
    if isinstance(error, FileNotFoundError):
        return _no_identity(reach)
    if isinstance(error, (paramiko.SSHException, OSError, EOFError)):
        return unreachable.silent_host(reach, host, str(error) or type(error).__name__)
    return error


def pin(client: SSHClient, reach: Reach) -> None:
    """Accept the pinned keys and no other."""
    import paramiko

    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    try:
        client.load_host_keys(reach.known_hosts)
    except FileNotFoundError:
        raise Failure(
            f"the file of pinned host keys is missing: {reach.known_hosts}",
            mend="make it with the host keys that the customer gave, in the format of OpenSSH's known_hosts",
        ) from None


def run(
    connection: Connection, argv: tuple[str, ...] | list[str], stdin: str | bytes | None = None, timeout: float = 60
) -> Ran:
    """Run a program with its arguments as they are; ``timeout`` in seconds of silence. Raises ``Unreachable`` on silence."""
    command = shlex.join(argv)
    try:
        to_it, from_it, errors = connection.client.exec_command(command, timeout=timeout)
        if stdin is not None:
            to_it.channel.sendall(stdin.encode() if isinstance(stdin, str) else stdin)
        to_it.channel.shutdown_write()
        out, err = from_it.read().decode(errors="replace"), errors.read().decode(errors="replace")
        return Ran(status=from_it.channel.recv_exit_status(), out=out, err=err)
    except TimeoutError:
        raise unreachable.Unreachable(
            connection.host,
            f"{argv[0]} on {connection.host} said nothing for {timeout:g} s",
            mend="look at the host's load, then run the same command again",
        ) from None


def why(reach: Reach, host: str, said: str) -> Unreachable:
    """Why Ansible could not reach a host: tried again by ourselves, since it often keeps the reason to itself."""
    try:
        connect(reach, host).close()
    except Unreachable as reason:
        return reason
    except Failure as failure:
        return Unreachable(host, failure.what, mend=failure.mend)
    last = [line.strip() for line in said.splitlines() if line.strip()]
    return unreachable.silent_host(reach, host, last[-1] if last else "the connection broke")


def _fingerprint(key: bytes) -> str:
    return "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


def _no_identity(reach: Reach) -> Failure:
    return Failure(
        f"the key file {reach.identity_file} is missing",
        mend="name the SOC's own key in hosts.yaml (identity_file), or bring the laboratory up: nw lab up",
    )
