"""One request in, one answer out; only one at a time on a host."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from responder import blocks, firewall, isolation, probe, settings
from responder.request import LARGEST, Refused, Request, parse

FOLDER = Path("/run/nachtwacht-respond")


def main(arguments: list[str], source: TextIO, target: TextIO) -> int:
    """Carry out a request and print the answer; 0 when it was carried out, 1 when not.

    The request is what ``source`` holds. The words ``restore`` and ``lift`` are for this machine's own unit: sudo lets
    nobody else give arguments.
    """
    try:
        answer = _own(arguments[0]) if arguments else _answer(source.read(LARGEST + 1))
    except Refused as refused:
        answer = _no(f"refused: {refused}", "ask for what the scope permits on this host")
    except firewall.Broken as broken:
        answer = _no(str(broken), "provision this host again, then repeat the request")
    except (OSError, ValueError, KeyError) as error:
        answer = _no(f"{type(error).__name__}: {error}", "provision this host again, then repeat the request")
    target.write(json.dumps(answer) + "\n")
    target.flush()
    return 0 if answer["ok"] else 1


def _answer(text: str) -> dict[str, Any]:
    own = settings.read()
    request = parse(text, own)
    with _alone():
        return carry_out(request, own)


def _own(word: str) -> dict[str, Any]:
    """What the machine's own unit asks: put back what should still hold, or take it off before the module goes."""
    own = settings.read()
    with _alone():
        if word == "lift":
            isolation.lift()
            return {"ok": True, "verified": True, "detail": "nothing is cut off any more"}
        if word != "restore":
            raise Refused(f"there is no word {word}")
        left = isolation.restore(own) if "isolate_endpoint" in own.actions else 0
        count = blocks.restore() if "block_destination" in own.actions else 0
    return {"ok": True, "verified": True, "detail": f"isolation: {left:.0f} s left; blocked again: {count}"}


def carry_out(request: Request, own: settings.Settings) -> dict[str, Any]:
    """The answer to a checked request."""
    ways: dict[str, Callable[[], dict[str, Any]]] = {
        "isolate": lambda: isolation.isolate(own, request.seconds),
        "release": lambda: isolation.release(own),
        "isolation": lambda: isolation.isolation(own),
        "block": lambda: blocks.block(request.address, request.seconds),
        "unblock": lambda: blocks.unblock(request.address),
        "blocked": blocks.blocked,
        "reach": lambda: _reach(request),
    }
    return ways[request.do]()


def _reach(request: Request) -> dict[str, Any]:
    answered = probe.reaches(request.address, request.port)
    what = f"port {request.port} of {request.address}" if request.port else request.address
    detail = f"{what} answers" if answered else f"{what} does not answer"
    return {"ok": True, "verified": True, "reached": answered, "until": 0, "detail": detail}


def _no(error: str, mend: str) -> dict[str, Any]:
    return {"ok": False, "verified": False, "error": error, "mend": mend, "detail": error}


@contextmanager
def _alone() -> Iterator[None]:
    """Wait for another request to end: two at once could stop each other's timer."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
