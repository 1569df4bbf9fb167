"""Cuts this host off from everything but the watch, for a while, and proves it.

The order is check, timer, apply: there is no moment at which the host is cut off without something that ends it.
"""

from __future__ import annotations

import ipaddress
import time
from string import Template
from typing import TYPE_CHECKING, Any

from responder import firewall, notes, probe
from responder.request import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from responder.settings import Neighbour, Settings

TABLE = "nachtwacht_isolation"
TIMER = "nachtwacht-release"
SYSTEMCTL = "/usr/bin/systemctl"
NOTE = "isolation"
"""Until when, and who could be reached before."""
Answer = dict[str, Any]
RULES = Template("""table inet $table
delete table inet $table
table inet $table {
  chain input {
    type filter hook input priority -310; policy drop;
    iif lo accept
    ip saddr { $way_in } tcp dport $ssh_port accept
    ip saddr $runtime tcp sport $port accept
    udp sport 67 udp dport 68 accept
    counter
  }
  chain output {
    type filter hook output priority -310; policy drop;
    oif lo accept
    ip daddr { $way_in } tcp sport $ssh_port accept
    ip daddr $runtime tcp dport $port accept
    udp sport 68 udp dport 67 accept
    counter
  }
  chain forward {
    type filter hook forward priority -310; policy drop;
    counter
  }
}
""")
"""Before connection tracking, so that open conversations stop too; IPv6 is dropped whole.

DHCP passes: a host that loses its address during a long isolation cannot be reached by the watch either.
"""


def rules(settings: Settings) -> str:
    """The table's text; raises Refused when it would cut the watch off."""
    addresses = (*settings.way_in, settings.runtime)
    if any(isinstance(ipaddress.ip_address(address), ipaddress.IPv6Address) for address in addresses):
        raise Refused("the watch reaches this host over IPv6, which an isolation drops: it would be cut off as well")
    return RULES.substitute(
        table=TABLE,
        way_in=", ".join(settings.way_in),
        ssh_port=settings.ssh_port,
        runtime=settings.runtime,
        port=settings.runtime_port,
    )


def isolate(settings: Settings, seconds: int) -> Answer:
    """Cut the host off, or go on with it for that long from now; answers who could be reached before and after."""
    note = notes.read(NOTE) if _applied() else {}
    before = _named(settings, note.get("reached", ())) or _named(settings, probe.reached(settings.neighbours))
    until = time.time() + seconds
    _cut_off(settings, seconds)
    noted = notes.keep(NOTE, {"until": until, "reached": [each.name for each in before]})
    answer = _isolated_answer(until, before)
    return {**answer, "detail": answer["detail"] + noted}


def release(settings: Settings) -> Answer:
    """End the isolation, and see whether a neighbour answers again."""
    before = _named(settings, notes.read(NOTE).get("reached", ())) or settings.neighbours
    lift()
    notes.forget(NOTE)
    return _free_answer(before)


def lift() -> None:
    """Take the isolation off; the note stays, so that ``restore`` can put it on again."""
    _stop(_timers())
    if _applied():
        firewall.load(f"delete table inet {TABLE}\n")


def restore(settings: Settings) -> float:
    """Cut the host off again for what is left of its time; answers the seconds left, 0 when nothing is."""
    left = int(float(notes.read(NOTE).get("until", 0)) - time.time())
    if left < 1:
        return 0
    if not _applied() or not _timers():
        _cut_off(settings, left)
    return left


def isolation(settings: Settings) -> Answer:
    """Whether the host is cut off now, as its neighbours show."""
    note = notes.read(NOTE)
    before = _named(settings, note.get("reached", ()))
    if not _applied():
        return _free_answer(before or settings.neighbours)
    if not _timers():
        answer = _isolated_answer(0, before)
        return {**answer, "verified": False, "detail": f"no timer will end the isolation; {answer['detail']}"}
    return _isolated_answer(float(note.get("until", 0)), before)


def _cut_off(settings: Settings, seconds: int) -> None:
    """Check, timer, apply; the earlier timers only end when ours runs."""
    text = rules(settings)
    firewall.check(text)
    old, new = _timers(), f"{TIMER}-{time.time_ns()}"
    _start_timer(new, seconds)
    try:
        firewall.load(text)
    except firewall.Broken:
        _stop((f"{new}.timer",))
        raise
    _stop(old)
    # An old timer may have ended the isolation between the two: load once more, now that only ours is left.
    if not _applied():
        firewall.load(text)


def _isolated_answer(until: float, before: tuple[Neighbour, ...]) -> Answer:
    after = probe.reached(before)
    names = ", ".join(each.name for each in before)
    if not before:
        detail = "cut off, but no neighbour answered before either, so this is not proven"
    elif after:
        detail = f"cut off, but {', '.join(after)} can still be reached"
    else:
        detail = f"cut off: {names} answered before and cannot be reached now; the watch can"
    verified = bool(before) and not after
    return {"ok": True, "verified": verified, "isolated": True, "until": round(until, 3), "detail": detail}


def _free_answer(neighbours: tuple[Neighbour, ...]) -> Answer:
    answering = probe.reached_again(neighbours)
    what = f"{', '.join(answering)} can be reached" if answering else "but no neighbour answers"
    detail = f"not cut off: {what}"
    return {"ok": True, "verified": bool(answering), "isolated": False, "until": 0, "detail": detail}


def _applied() -> bool:
    return firewall.listing("table", "inet", TABLE) is not None


def _start_timer(name: str, seconds: int) -> None:
    # Without default dependencies the timer starts early in the boot as well, when an isolation is put on again.
    exact = ("--timer-property=AccuracySec=100ms", "--timer-property=DefaultDependencies=no")
    when = (f"--on-active={seconds}s", *exact)
    firewall.run(
        "/usr/bin/systemd-run",
        "--quiet",
        "--collect",
        f"--unit={name}",
        *when,
        firewall.NFT,
        "delete",
        "table",
        "inet",
        TABLE,
    )


def _timers() -> tuple[str, ...]:
    """Names of our timers that are running, the earlier ones of an extended isolation among them."""
    shown = firewall.run(SYSTEMCTL, "list-units", "--no-legend", "--plain", "--type=timer", f"{TIMER}-*") or ""
    return tuple(line.split()[0] for line in shown.splitlines() if line.strip())


def _stop(timers: tuple[str, ...]) -> None:
    """Stop timers, and wait for what one of them may just have begun."""
    units = [unit for timer in timers for unit in (timer, timer.removesuffix(".timer") + ".service")]
    if units:
        firewall.run(SYSTEMCTL, "stop", *units, may_fail=True)


def _named(settings: Settings, names: Iterable[str]) -> tuple[Neighbour, ...]:
    return tuple(each for each in settings.neighbours if each.name in names)
