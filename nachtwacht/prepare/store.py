"""The cache: whole or not at all, and never the same thing twice at once."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nachtwacht.model.failure import Failure
from nachtwacht.prepare.artefact import Artefact

_PART = ".part"


def place(cache: Path, artefact: Artefact) -> Path:
    """The folder of an artefact in the cache, whether or not it is there."""
    return cache / artefact.name / artefact.key


def find(cache: Path, artefact: Artefact) -> Path | None:
    """The product of an artefact that is at hand or was made before; None when it must be made."""
    if artefact.at_hand and (path := artefact.at_hand()):
        return path
    product = place(cache, artefact) / artefact.product
    return product if product.exists() else None


@contextmanager
def locked(cache: Path, name: str, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of one artefact; ``waiting`` is called once when another run holds it."""
    folder = cache / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Failure(
            f"the cache folder {folder} cannot be written: {error.strerror}",
            mend="make room or give it to your account, or name another one with NACHTWACHT_CACHE",
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def make(cache: Path, artefact: Artefact, fill: Callable[[Path], None]) -> Path:
    """Fill a temporary sibling, then rename it into place. The caller holds the lock.

    A crash leaves only a sibling that ends in ``.part``; the next call removes it.
    """
    final = place(cache, artefact)
    for stale in final.parent.glob(f"*{_PART}"):
        shutil.rmtree(stale)
    part = final.with_name(f".{artefact.key}{_PART}")
    part.mkdir()
    try:
        fill(part)
        _check_whole(part, artefact)
        if final.exists():
            shutil.rmtree(final)
        part.rename(final)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _prune(artefact, final)
    return final / artefact.product


def _check_whole(part: Path, artefact: Artefact) -> None:
    if not (part / artefact.product).exists():
        raise Failure(f"{artefact.name}: was made without {artefact.product}", mend="read its log in the cache folder")


def _prune(artefact: Artefact, newest: Path) -> None:
    if not artefact.keep:
        return
    others = [path for path in newest.parent.iterdir() if path.is_dir() and path != newest]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for old in others[artefact.keep - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
