"""The audit rules that the laboratory adds to the kernel, as the bytes that the kernel takes.

They say what an endpoint's own rules would say (started programs, outgoing connections), limited to processes with a
log-in uid of the laboratory. Format: ``struct audit_rule_data``, include/uapi/linux/audit.h.
"""

from __future__ import annotations

import platform
import struct
from collections.abc import Sequence

from nachtwacht.lab.audit.mark import FIRST, LAST

EXEC_KEY = "nachtwacht_exec"
CONNECT_KEY = "nachtwacht_connect"

_FILTER_EXIT, _ALWAYS = 4, 2
_LOGINUID, _ARCH, _ARG2, _KEY = 9, 11, 202, 210
_EQUAL, _AT_LEAST, _AT_MOST = 0x4000_0000, 0x6000_0000, 0x5000_0000
_FIELDS, _MASK_WORDS = 64, 64

ARCHES: dict[str, tuple[int, tuple[int, ...], tuple[int, ...]]] = {
    "x86_64": (0xC000003E, (59, 322), (42,)),
    "aarch64": (0xC00000B7, (221, 281), (203,)),
}
"""Machine -> AUDIT_ARCH, system call numbers of execve and execveat, number of connect."""

_ADDRESS_LENGTHS = (16, 28)
"""Of ``sockaddr_in`` and ``sockaddr_in6``: keeps local sockets out."""

Field = tuple[int, int, int]


def rules(machine: str = platform.machine()) -> tuple[bytes, ...]:
    """Every rule of the laboratory; none on a machine whose system calls we do not know."""
    if machine not in ARCHES:
        return ()
    arch, executes, connects = ARCHES[machine]
    limits: list[Field] = [(_ARCH, _EQUAL, arch), (_LOGINUID, _AT_LEAST, FIRST), (_LOGINUID, _AT_MOST, LAST)]
    return (
        rule(executes, limits, EXEC_KEY),
        *(rule(connects, [*limits, (_ARG2, _EQUAL, length)], CONNECT_KEY) for length in _ADDRESS_LENGTHS),
    )


def rule(calls: Sequence[int], fields: Sequence[Field], key: str) -> bytes:
    """One rule: log the end of these system calls when all the fields (field, operator, value) hold."""
    mask = [0] * _MASK_WORDS
    for number in calls:
        mask[number // 32] |= 1 << (number % 32)
    name = key.encode()
    every = [*fields, (_KEY, _EQUAL, len(name))]
    empty = [0] * (_FIELDS - len(every))
    columns = [[one[part] for one in every] + empty for part in (0, 2, 1)]
    words = [_FILTER_EXIT, _ALWAYS, len(every), *mask, *columns[0], *columns[1], *columns[2], len(name)]
    return struct.pack(f"={len(words)}I", *words) + name
