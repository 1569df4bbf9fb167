"""The passphrase that seals a customer's authority, canary key and engine state; never inside the repository."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress

VARIABLE = "NACHTWACHT_PASSPHRASE"
_BYTES = 32


class Passphrase:
    """A secret that does not show itself when it is printed."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text; for the one place that needs it."""
        return self._text

    def __repr__(self) -> str:
        return "Passphrase(…)"


def find(customer: str, environment: Mapping[str, str], progress: Progress) -> Passphrase:
    """From the environment, else from the customer's key file, which is made on first use and said so."""
    if environment.get(VARIABLE):
        return Passphrase(environment[VARIABLE])
    place = key_file(customer, environment)
    if not place.exists():
        _make(place)
        progress(customer, "passphrase", "note", f"made in {place}; keep a copy where the SOC keeps its secrets")
    found = place.stat()
    if found.st_mode & 0o077 or found.st_uid != os.getuid():
        raise Failure(f"others may read the passphrase file {place}", mend=f"chmod 600 {place}")
    text = place.read_text().strip()
    if not text:
        raise Failure(
            f"the passphrase file {place} is empty", mend=f"put the copy of the passphrase back, or set {VARIABLE}"
        )
    return Passphrase(text)


def forget(customer: str, environment: Mapping[str, str]) -> None:
    """Remove the customer's key file, after everything that it sealed is gone."""
    key_file(customer, environment).unlink(missing_ok=True)


def key_file(customer: str, environment: Mapping[str, str]) -> Path:
    """``$XDG_CONFIG_HOME/nachtwacht/keys/<id>`` (XDG Base Directory Specification)."""
    base = environment.get("XDG_CONFIG_HOME") or f"{environment.get('HOME', '~')}/.config"
    return Path(base).expanduser() / "nachtwacht" / "keys" / customer


def _make(place: Path) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(secrets.token_urlsafe(_BYTES) + "\n")
