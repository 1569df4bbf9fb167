"""nftables, asked through its own program: text in from fixed templates and checked addresses, JSON out."""

from __future__ import annotations

import json
import subprocess
from typing import Any

NFT = "/usr/sbin/nft"
SECONDS = 10


class Broken(Exception):
    """A program of the system did not do what was asked; the text says which and what it said."""


def run(*argv: str, text: str = "", may_fail: bool = False) -> str | None:
    """What a program prints; None when it failed and may. Raises Broken when it failed and may not."""
    try:
        done = subprocess.run(argv, input=text, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        if may_fail:
            return None
        raise Broken(f"{argv[0]}: {error}") from error
    if done.returncode == 0:
        return done.stdout
    if may_fail:
        return None
    raise Broken(f"{argv[0]}: {done.stderr.strip() or done.returncode}")


def check(rules: str) -> None:
    """Raise Broken when the kernel would not take these rules; changes nothing."""
    run(NFT, "-c", "-f", "-", text=rules)


def load(rules: str) -> None:
    """Load rules, all or nothing."""
    run(NFT, "-f", "-", text=rules)


def listing(*what: str) -> list[dict[str, Any]] | None:
    """The objects that ``nft -j list …`` shows; None when there is no such thing."""
    shown = run(NFT, "-j", "list", *what, may_fail=True)
    return None if shown is None else json.loads(shown)["nftables"]
