"""Blocks addresses on this gateway for a while: elements of a set that the kernel lets go by itself."""

from __future__ import annotations

import ipaddress
import json
import shutil
import time
from typing import Any

from responder import firewall, notes
from responder.request import Refused

TABLE = ("inet", "nachtwacht")
CHAIN = "forward"
"""The chain that drops by both sets. The gateway's own traffic passes, so that it can be asked what still answers."""
NOTE = "blocks"
"""Blocked address -> until when."""
Answer = dict[str, Any]


def block(address: str, seconds: int) -> Answer:
    """Drop everything from and to an address; blocking it again counts from now."""
    _not_our_own(address)
    name = _set(address)
    plain, timed = _element(name, address), _element(name, f"{address} timeout {seconds}s")
    # Adding an element that is there keeps its old time, so it is taken out and put in again, in one transaction.
    firewall.load(f"add {plain}\ndelete {plain}\nadd {timed}\n")
    cut = _end_conversations(address)
    until = _until(address)
    cut += _note(address, time.time() + seconds)
    drops = _drops_by(name)
    verified = until is not None and drops
    detail = f"{address} is in the set that is dropped before any conversation is let through; {cut}"
    if not verified:
        why = "it is not in the set" if until is None else f"no rule of the chain {CHAIN} drops by the set"
        detail = f"{address} is not blocked as it should be: {why}"
    return {"ok": True, "verified": verified, "until": until or 0, "detail": detail}


def unblock(address: str) -> Answer:
    """Let an address through again; one that is not blocked is let through already."""
    if _until(address) is not None:
        firewall.load(f"delete {_element(_set(address), address)}\n")
    gone = _until(address) is None
    noted = _note(address, 0)
    detail = f"{address} is in no set any more" if gone else f"{address} is still in the set{noted}"
    return {"ok": True, "verified": gone, "until": 0, "detail": detail}


def blocked() -> Answer:
    """Every address that is blocked now, and until when."""
    entries = dict(sorted(_entries().items()))
    return {"ok": True, "verified": True, "addresses": entries, "until": 0, "detail": f"{len(entries)} blocked"}


def restore() -> int:
    """Block again what should still be blocked and is not, after a restart or a reload; answers how many."""
    there, now = _entries(), time.time()
    missing = {
        address: int(until - now)
        for address, until in notes.read(NOTE).items()
        if until - now >= 1 and address not in there
    }
    for address, left in missing.items():
        firewall.load(f"add {_element(_set(address), f'{address} timeout {left}s')}\n")
    return len(missing)


def _note(address: str, until: float) -> str:
    """Remember one block, and forget those whose time is up; says when that cannot be done."""
    now = time.time()
    known = {**notes.read(NOTE), address: until}
    return notes.keep(NOTE, {each: when for each, when in known.items() if when > now})


def _set(address: str) -> str:
    return "blocked6" if isinstance(ipaddress.ip_address(address), ipaddress.IPv6Address) else "blocked"


def _element(name: str, text: str) -> str:
    return " ".join(("element", *TABLE, name, "{", text, "}"))


def _entries() -> dict[str, float]:
    """Blocked address -> time at which the kernel lets it go, in seconds since the epoch."""
    found: dict[str, float] = {}
    for name in ("blocked", "blocked6"):
        for item in firewall.listing("set", *TABLE, name) or ():
            for element in item.get("set", {}).get("elem", ()):
                entry = element["elem"] if isinstance(element, dict) and "elem" in element else {"val": element}
                found[str(entry["val"])] = round(time.time() + float(entry.get("expires", 0)), 3)
    return found


def _until(address: str) -> float | None:
    return _entries().get(address)


def _drops_by(name: str) -> bool:
    """Whether rules drop by the set both ways: as source and as destination."""
    rules = [json.dumps(item.get("rule", {})) for item in firewall.listing("chain", *TABLE, CHAIN) or ()]
    dropping = [rule for rule in rules if f'"@{name}"' in rule and '"drop"' in rule]
    return all(any(f'"{side}"' in rule for rule in dropping) for side in ("saddr", "daddr"))


def _end_conversations(address: str) -> str:
    """Forget the conversations with an address, so that address translation does not keep them; says what is left."""
    program = shutil.which("conntrack", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if program is None:
        return "open conversations are dropped packet by packet"
    for side in ("--orig-dst", "--orig-src", "--reply-src", "--reply-dst"):
        firewall.run(program, "-D", side, address, may_fail=True)
    return "open conversations have been ended"


def _not_our_own(address: str) -> None:
    """Refuse an address of this gateway itself."""
    shown = json.loads(firewall.run("/usr/sbin/ip", "-json", "address", "show") or "[]")
    own = {each["local"] for link in shown for each in link.get("addr_info", ())}
    if address in own:
        raise Refused(f"{address} is never blocked: it is an address of this gateway")
