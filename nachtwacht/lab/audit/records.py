"""From the kernel's audit records to the lines of one host: pure.

A system call's event is several records with one serial number; the first, SYSCALL, says whose it is.
"""

from __future__ import annotations

import re
from collections import OrderedDict

from nachtwacht.lab.audit.mark import UNSET, host_of

NAMES: dict[int, str] = {
    1006: "LOGIN",
    1100: "USER_AUTH",
    1101: "USER_ACCT",
    1102: "USER_MGMT",
    1103: "CRED_ACQ",
    1104: "CRED_DISP",
    1105: "USER_START",
    1106: "USER_END",
    1107: "USER_AVC",
    1108: "USER_CHAUTHTOK",
    1109: "USER_ERR",
    1110: "CRED_REFR",
    1112: "USER_LOGIN",
    1113: "USER_LOGOUT",
    1114: "ADD_USER",
    1115: "DEL_USER",
    1116: "ADD_GROUP",
    1117: "DEL_GROUP",
    1123: "USER_CMD",
    1130: "SERVICE_START",
    1131: "SERVICE_STOP",
    1300: "SYSCALL",
    1302: "PATH",
    1306: "SOCKADDR",
    1307: "CWD",
    1309: "EXECVE",
    1320: "EOE",
    1321: "BPRM_FCAPS",
    1327: "PROCTITLE",
}
"""Number -> name of the record types that hosts get (include/uapi/linux/audit.h, libaudit's msg_typetab.h)."""

_SYSCALL, _EOE, _LOGIN = 1300, 1320, 1006
_AUID = re.compile(r"\bauid=(\d+)")
_SERIAL = re.compile(r"^audit\([\d.]+:(\d+)\)")
_OPEN_EVENTS = 4096


class Sorter:
    """Gives each record to its host; remembers the events whose end has not come."""

    def __init__(self) -> None:
        """Nothing is open yet."""
        self._open: OrderedDict[str, str] = OrderedDict()
        self.placed = 0
        self.foreign = 0

    def line(self, kind: int, text: str) -> tuple[str, str] | None:
        """Host and audispd line of a record; None for one that is no host's or says nothing to one."""
        host = self._host(kind, text)
        name = NAMES.get(kind)
        if not host or not name or kind == _LOGIN:
            self.foreign += host is None
            return None
        self.placed += kind == _SYSCALL
        return host, f"type={name} msg={_AUID.sub(f'auid={UNSET}', text, count=1)}\n"

    def _host(self, kind: int, text: str) -> str | None:
        found = _SERIAL.match(text)
        serial = found[1] if found else ""
        if kind == _EOE:
            return self._open.pop(serial, None)
        marked = _AUID.search(text)
        host = host_of(int(marked[1])) if marked else self._open.get(serial)
        if kind == _SYSCALL and host:
            self._open[serial] = host
            if len(self._open) > _OPEN_EVENTS:
                self._open.popitem(last=False)
        return host
