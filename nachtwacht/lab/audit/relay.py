"""The audit relay: takes the kernel's records, gives each host of the laboratory its own.

Runs beside the laboratory as ``python -m nachtwacht.lab.audit.relay STATE-FOLDER`` until SIGTERM.
"""

from __future__ import annotations

import errno
import json
import os
import select
import signal
import socket
import sys
import time
from collections import defaultdict
from pathlib import Path
from threading import Event

from nachtwacht.lab.audit import netlink
from nachtwacht.lab.audit.outlet import Outlet
from nachtwacht.lab.audit.records import Sorter
from nachtwacht.lab.place import Place
from nachtwacht.lab.topology import NAMES

_ROUND_SECONDS = 0.25
_BATCH = 512


class Relay:
    """The kernel's socket on one side, one outlet a host on the other."""

    def __init__(self, place: Place) -> None:
        """Joins the kernel's multicast group. Raises OSError when it may not."""
        self._place = place
        self._link = netlink.join()
        self._sorter = Sorter()
        self._outlets = {name: Outlet(name, place.pids / name) for name in NAMES}
        self._overruns = 0
        self._told: dict[str, int] = {}

    def serve(self, stop: Event) -> None:
        """Relay until told to stop."""
        due = 0.0
        while not stop.is_set():
            if time.monotonic() >= due:
                self._follow()
                due = time.monotonic() + _ROUND_SECONDS
            self._round()
        for outlet in self._outlets.values():
            outlet.close()

    def _round(self) -> None:
        owners: dict[socket.socket, Outlet] = {}
        writing: list[socket.socket] = []
        for outlet in self._outlets.values():
            readers, late = outlet.sockets()
            owners |= dict.fromkeys(readers, outlet)
            writing += late
        readable, writable, _ = select.select([self._link, *owners], writing, [], _ROUND_SECONDS)
        for ready in readable:
            if ready is self._link:
                self._relay()
            else:
                owners[ready].readable(ready)
        for ready in writable:
            owners[ready].writable(ready)

    def _relay(self) -> None:
        """Take what the kernel has, up to a batch, and hand it on host by host."""
        lines: dict[str, list[str]] = defaultdict(list)
        for _ in range(_BATCH):
            try:
                datagram = self._link.recv(1 << 16)
            except BlockingIOError:
                break
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                self._overruns += 1
                continue
            for kind, text in netlink.records(datagram):
                if placed := self._sorter.line(kind, text):
                    lines[placed[0]].append(placed[1])
        for host, some in lines.items():
            self._outlets[host].send("".join(some).encode())

    def _follow(self) -> None:
        for outlet in self._outlets.values():
            outlet.follow()
        counts = {
            "events": self._sorter.placed,
            "foreign": self._sorter.foreign,
            "dropped": sum(outlet.dropped for outlet in self._outlets.values()),
            "overruns": self._overruns,
        }
        if counts != self._told:
            temporary = self._place.relay_counts.with_suffix(".new")
            temporary.write_text(json.dumps(counts))
            temporary.replace(self._place.relay_counts)
            self._told = counts


def main(folder: str) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    place = Place(Path(folder))
    relay = Relay(place)
    place.relay_pid.write_text(str(os.getpid()))
    relay.serve(stop)


if __name__ == "__main__":
    main(sys.argv[1])
