"""Looks from inside a laboratory host whether an address answers, past SSH and past our own software."""

from __future__ import annotations

import json

from nachtwacht import lab
from nachtwacht.model.failure import Failure

# Tries to connect until the wanted answer is seen, and prints the time of that answer.
_WATCH = """
import json, socket, sys, time
order = json.load(sys.stdin)
give_up = time.time() + order["seconds"]
while time.time() < give_up:
    try:
        socket.create_connection((order["address"], order["port"]), timeout=order["patience"]).close()
        reached = True
    except OSError:
        reached = False
    if reached == order["wanted"]:
        print(time.time())
        break
    time.sleep(0.1)
"""
PATIENCE_SECONDS = 1.0


def until(host: str, address: str, port: int, *, reached: bool, seconds: float) -> float:
    """Wait until ``host`` reaches (or no longer reaches) a TCP port; the UTC time at which the try began to say so.

    A connection that is dropped shows only after ``PATIENCE_SECONDS``: that much is taken off.
    """
    order = {"address": address, "port": port, "wanted": reached, "seconds": seconds, "patience": PATIENCE_SECONDS}
    done = lab.run(host, ["python3", "-c", _WATCH], stdin=json.dumps(order).encode())
    if not done.stdout.strip():
        wish = "could be reached" if reached else "was cut off"
        raise Failure(
            f"{address}:{port} never {wish} from {host} within {seconds:.0f} s",
            mend="look at nw incidents ID for what was decided and done",
        )
    return float(done.stdout) - (0.0 if reached else PATIENCE_SECONDS)
