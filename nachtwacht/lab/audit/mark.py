"""Which host a process belongs to, as the kernel itself tells it: by its log-in uid.

Everything on a host inherits the log-in uid that its init was started with, and without CAP_AUDIT_CONTROL no process
on the host can change it. So the kernel limits our audit rules to the laboratory, every record names its host, and a
process that ends at once is placed as surely as one that stays. What is lost is the log-in uid of a real host: the
relay writes "unset" in its place.
"""

from __future__ import annotations

from nachtwacht.lab.topology import NAMES

FIRST = 4_100_000_000
LAST = FIRST + 99
UNSET = 2**32 - 1


def mark(host: str) -> int:
    """The log-in uid of everything on that host."""
    return FIRST + NAMES.index(host)


def host_of(login_uid: int) -> str | None:
    """The host that a log-in uid stands for; None outside of the laboratory."""
    index = login_uid - FIRST
    return NAMES[index] if 0 <= index < len(NAMES) else None
