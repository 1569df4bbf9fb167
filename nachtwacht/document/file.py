"""The text of a file, or the finding that says why it could not be read."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from nachtwacht.document.place import Place, finding
from nachtwacht.model.finding import Rejected, ScopeFinding

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 20
"""Bytes; the largest file that is read."""
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""Without waiting for a writer: what was a file may have become a pipe meanwhile."""
_TRIES = 3
_WIDE = {b"\xff\xfe\x00\x00": "UTF-32", b"\x00\x00\xfe\xff": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_KINDS = (
    (stat.S_ISDIR, "this is a folder, not a file"),
    (stat.S_ISFIFO, "this is a pipe, not a file"),
    (stat.S_ISSOCK, "this is a socket, not a file"),
    (stat.S_ISREG, ""),
)


def read_text(file: Path, *, own_folder: bool = False) -> str | Rejected:
    """The text of a UTF-8 file of at most 1 MiB that is no link out of its folder.

    With ``own_folder`` its folder may be no link either: one customer's folder is never another's.
    """
    try:
        led = _leads_out(file, own_folder=own_folder)
        kind = "" if led else _kind(file.stat().st_mode)
        content = None if led or kind else _read(file)
    except FileNotFoundError:
        return _rejected("NW001", file, "there is no such file")
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _rejected("NW001", file, f"the file cannot be read: {reason}")
    if led:
        return _rejected("NW004", file, led)
    if content is None:
        return _rejected("NW001", file, kind or "the file was being changed while it was read; try again")
    if len(content) > LARGEST:
        return _rejected("NW003", file, "the file is larger than 1 MiB")
    return _decode(content, str(file))


def _leads_out(file: Path, *, own_folder: bool) -> str:
    """Whether what is reviewed in a folder is not what would be read; the folder above may be wherever it is."""
    if file.is_symlink() and file.resolve().parent != file.parent.resolve():
        return "this is a link to a file in another folder"
    if own_folder and file.parent.is_symlink():
        return "the folder of this file is a link to another folder"
    return ""


def _kind(mode: int) -> str:
    """What something is instead of a file; empty for a file."""
    return next((words for fits, words in _KINDS if fits(mode)), "this is a device, not a file")


def _read(file: Path) -> bytes | None:
    """The content as it stood at one moment; None when it went on changing."""
    for _ in range(_TRIES):
        handle = os.open(file, _OPEN)
        with os.fdopen(handle, "rb") as stream:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode):
                return None
            content = stream.read(LARGEST + 1)
            after = os.fstat(handle)
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if same and len(content) == min(after.st_size, LARGEST + 1):
            return content
    return None


def _decode(content: bytes, file: str) -> str | Rejected:
    if name := next((name for mark, name in _WIDE.items() if content.startswith(mark)), ""):
        return Rejected((_encoding(Place(file), f"this file is {name}, not UTF-8"),))
    if content[1:2] == b"\x00" or content[:1] == b"\x00":
        return Rejected((_encoding(Place(file), "this looks like UTF-16 or another kind of file, not like UTF-8"),))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1
        byte = content[error.start]
        old = bytes([byte]).decode("cp1252", "ignore")
        guess = f"; in Windows-1252 it would be {old}" if old.isalpha() else ""
        return Rejected((_encoding(Place(file, line, column), f"byte 0x{byte:02x} is not UTF-8 text{guess}"),))


def _encoding(place: Place, message: str) -> ScopeFinding:
    return finding("NW002", place, message, "save the file as UTF-8")


def _rejected(code: str, file: Path, message: str) -> Rejected:
    return Rejected((finding(code, Place(str(file)), message),))
