"""The file on disk: read with its fingerprint, and replaced whole or not at all, by one writer at a time.

Everything happens relative to the customer's opened folder, and no link is followed out of it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from nachtwacht.document.file import LARGEST, read_text
from nachtwacht.document.place import Place, finding
from nachtwacht.model.finding import Rejected

NAME = "scope.yaml"


class Stored(Struct, frozen=True):
    """A text as it stood on disk, its byte order mark included."""

    text: str
    digest: str
    """SHA-256 of its bytes, hexadecimal."""


class Stale(Struct, frozen=True):
    """The file is no longer what it was when it was opened; nothing was written. Its new digest is empty when it is gone."""

    digest: str


class Unsaved(Struct, frozen=True):
    """The file could not be written, and is as it was."""

    why: str


def stored(folder: Path) -> Stored | Rejected:
    """The customer's file, or every reason why it cannot be read."""
    text = read_text(folder / NAME)
    if isinstance(text, Rejected):
        return text
    try:
        with _opened(folder) as handle:
            content = _content(handle)
        return Stored(content.decode(), digest_of(content))
    except (OSError, UnicodeDecodeError) as error:
        return Rejected((finding("NW001", Place(str(folder / NAME)), f"the file cannot be read: {error}"),))


def current(folder: Path) -> str:
    """The digest of what stands there now; empty when nothing that can be read does."""
    try:
        with _opened(folder) as handle:
            return digest_of(_content(handle))
    except OSError:
        return ""


def save(folder: Path, text: str, expected: str) -> Stored | Stale | Unsaved:
    """Replace the file, if it still is what was expected (an empty digest expects none); mode and owner are kept."""
    content = text.encode()
    try:
        with _opened(folder) as handle, _alone(handle):
            found = _digest_or_nothing(handle)
            if found != expected:
                return Stale(found)
            _replace(handle, content)
    except OSError as error:
        return Unsaved(error.strerror or str(error))
    return Stored(text, digest_of(content))


def digest_of(content: bytes) -> str:
    """The fingerprint by which two states of the file are told apart."""
    return hashlib.sha256(content).hexdigest()


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)


@contextlib.contextmanager
def _alone(handle: int) -> Iterator[None]:
    """One writer at a time, whichever process it is in. The lock is on the folder, so that it leaves nothing behind."""
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _name(handle: int) -> str:
    """The file's name in the folder; where a link stands there, the name of the neighbour that it leads to."""
    with contextlib.suppress(OSError):
        target = os.readlink(NAME, dir_fd=handle)
        name = Path(target).name
        if target in (name, f"./{name}") and name not in ("", ".", ".."):
            return name
        raise PermissionError(1, "the file is a link that leads out of its folder")
    return NAME


def _content(handle: int) -> bytes:
    file = os.open(_name(handle), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=handle)
    with os.fdopen(file, "rb") as stream:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(22, "this is not a file")
        return stream.read(LARGEST + 1)


def _digest_or_nothing(handle: int) -> str:
    try:
        return digest_of(_content(handle))
    except FileNotFoundError:
        return ""


def _replace(handle: int, content: bytes) -> None:
    """Write beside the file, make sure that it is on disk, and let it take the file's place in one step."""
    name, beside = _name(handle), f".{NAME}.{secrets.token_hex(8)}"
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=handle)
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(content)
            stream.flush()
            _like(handle, name, file)
            os.fsync(file)
        os.replace(beside, name, src_dir_fd=handle, dst_dir_fd=handle)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside, dir_fd=handle)
        raise
    os.fsync(handle)


def _like(handle: int, name: str, file: int) -> None:
    """Owner and mode of the file that is replaced; a new file gets those that the user gives to new files."""
    try:
        was = os.stat(name, dir_fd=handle, follow_symlinks=False)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(file, 0o666 & ~mask)
        return
    now = os.fstat(file)
    if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
        os.fchown(file, was.st_uid, was.st_gid)
    os.fchmod(file, stat.S_IMODE(was.st_mode))
