"""Speaks to the kernel's audit over netlink: settings, rules, and the multicast group that anybody may join.

Layouts and numbers: include/uapi/linux/audit.h and netlink.h of the Linux kernel.
"""

from __future__ import annotations

import errno
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import closing

from msgspec import Struct

NETLINK_AUDIT = 9
GROUP_READLOG = 1
GET, SET, ADD_RULE, DEL_RULE, LIST_RULES = 1000, 1001, 1011, 1012, 1013
_ERROR, _DONE = 2, 3
_REQUEST, _ACK = 0x1, 0x4
_HEADER = struct.Struct("=IHHII")
_STATUS = struct.Struct("=11I")
_ENABLED_BIT, _BACKLOG_BIT = 0x1, 0x10
_RECEIVE_BYTES = 1 << 16
_SO_RCVBUFFORCE = 33
BUFFER_BYTES = 64 * 1024 * 1024


class Settings(Struct, frozen=True):
    """What of the kernel's audit settings we change: on or off (0, 1; 2 is locked), and how many records may wait."""

    enabled: int
    backlog: int


def settings() -> Settings:
    """The kernel's settings now. Raises OSError where there is no audit or we may not."""
    with closing(_socket()) as link:
        link.send(_message(GET, b"", _REQUEST))
        for kind, body in _messages(link.recv(_RECEIVE_BYTES)):
            if kind == GET:
                fields = _STATUS.unpack(body[: _STATUS.size].ljust(_STATUS.size, b"\0"))
                return Settings(enabled=fields[1], backlog=fields[5])
            if kind == _ERROR:
                _check(body)
    raise OSError(errno.EPROTO, os.strerror(errno.EPROTO))


def change(wanted: Settings) -> None:
    """Set both. Raises OSError when the kernel refuses."""
    body = _STATUS.pack(_ENABLED_BIT | _BACKLOG_BIT, wanted.enabled, 0, 0, 0, wanted.backlog, 0, 0, 0, 0, 0)
    _ask(SET, body)


def add_rule(rule: bytes) -> None:
    """Add a rule; one that is there already is no error."""
    try:
        _ask(ADD_RULE, rule)
    except FileExistsError:
        return


def delete_rule(rule: bytes) -> None:
    """Delete a rule; one that is not there is no error."""
    try:
        _ask(DEL_RULE, rule)
    except FileNotFoundError:
        return


def list_rules() -> list[bytes]:
    """Every rule in the kernel, as the bytes that would add it."""
    found: list[bytes] = []
    with closing(_socket()) as link:
        link.send(_message(LIST_RULES, b"", _REQUEST))
        while True:
            for kind, body in _messages(link.recv(_RECEIVE_BYTES)):
                if kind == _DONE:
                    return found
                if kind == _ERROR:
                    _check(body)
                if kind == LIST_RULES:
                    found.append(body)


def join() -> socket.socket:
    """A socket that gets every audit record, beside an auditd that may run. Needs CAP_AUDIT_READ."""
    link = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, NETLINK_AUDIT)
    link.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, BUFFER_BYTES)
    link.bind((0, 1 << (GROUP_READLOG - 1)))
    link.settimeout(0)
    return link


def records(datagram: bytes) -> Iterator[tuple[int, str]]:
    """Record type and text of each record in a datagram.

    The kernel counts the length of a multicast record without its header, so the text goes to the datagram's end.
    """
    if len(datagram) >= _HEADER.size:
        _, kind, _, _, _ = _HEADER.unpack_from(datagram)
        yield kind, datagram[_HEADER.size :].rstrip(b"\0").decode("utf-8", "replace")


def _socket() -> socket.socket:
    link = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, NETLINK_AUDIT)
    link.settimeout(5)
    link.bind((0, 0))
    return link


def _ask(kind: int, body: bytes) -> None:
    with closing(_socket()) as link:
        link.send(_message(kind, body, _REQUEST | _ACK))
        for answer, content in _messages(link.recv(_RECEIVE_BYTES)):
            if answer == _ERROR:
                _check(content)


def _message(kind: int, body: bytes, flags: int) -> bytes:
    return _HEADER.pack(_HEADER.size + len(body), kind, flags, 1, 0) + body


def _messages(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= _HEADER.size:
        length, kind, _, _, _ = _HEADER.unpack_from(data)
        yield kind, data[_HEADER.size : max(length, _HEADER.size)]
        data = data[max((length + 3) & ~3, _HEADER.size) :]


def _check(body: bytes) -> None:
    (code,) = struct.unpack_from("=i", body)
    if code:
        raise OSError(-code, os.strerror(-code))
