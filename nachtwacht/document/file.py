"""The text of a file, or the finding that says why it could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nachtwacht.document.place import Place, finding
from nachtwacht.model.finding import Rejected, ScopeFinding

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 20
"""Bytes; the largest file that is read."""


def read_text(file: Path) -> str | Rejected:
    """The text of a UTF-8 file of at most 1 MiB that is no link out of its folder."""
    try:
        if file.is_symlink() and file.resolve().parent != file.parent.resolve():
            return _rejected("NW004", file, "this is a link to a file in another folder")
        if not file.is_file():
            return _rejected("NW001", file, "there is no such file" if not file.exists() else "this is not a file")
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _rejected("NW001", file, f"the file cannot be read: {reason}")
    if len(content) > LARGEST:
        return _rejected("NW003", file, "the file is larger than 1 MiB")
    return _decode(content, str(file))


def _decode(content: bytes, file: str) -> str | Rejected:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        return Rejected((_encoding(Place(file, line, column), content[error.start]),))


def _encoding(place: Place, byte: int) -> ScopeFinding:
    return finding("NW002", place, f"byte 0x{byte:02x} is not UTF-8 text", "save the file as UTF-8")


def _rejected(code: str, file: Path, message: str) -> Rejected:
    return Rejected((finding(code, Place(str(file)), message),))
