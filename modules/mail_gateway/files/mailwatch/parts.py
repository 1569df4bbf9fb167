"""The parts of a mail, decoded, whatever the sender made of the rules of MIME (RFC 2045 to 2047)."""

from __future__ import annotations

import hashlib
from email.errors import MessageError
from email.header import decode_header
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from email.message import Message

LONGEST = 998
"""Characters of a header that are kept: the length of a line (RFC 5322, section 2.1.1)."""


def clean(text: str, most: int = LONGEST) -> str:
    """Text that every reader of JSON takes: no lone surrogates, no control characters, white space folded."""
    whole = text[: most * 4].encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() else " " for char in " ".join(whole.split()))[:most]


def header(message: Message, name: str) -> str:
    """A header with its encoded words decoded; the raw text where they cannot be."""
    try:
        raw = str(message.get(name, ""))
    except (MessageError, ValueError, LookupError, IndexError, TypeError):
        return ""
    try:
        return clean("".join(_word(word, charset) for word, charset in decode_header(raw)))
    except (MessageError, ValueError, LookupError, IndexError, TypeError):
        return clean(raw)


def _word(word: bytes | str, charset: str | None) -> str:
    return word if isinstance(word, str) else decoded(word, charset)


def decoded(data: bytes, charset: str | None) -> str:
    """Bytes as text in a charset that may not exist or may be wrong."""
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, ValueError, UnicodeError):
        return data.decode("latin-1" if charset else "utf-8", "replace")


def content(part: Message) -> bytes:
    """What a part holds, its transfer encoding taken off; of an attached mail the text itself."""
    payload: Any = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    if part.get_content_type() == "message/rfc822":
        inner: Any = part.get_payload()
        return bytes(inner[0]) if isinstance(inner, list) and inner else b""
    return b""


def charset(part: Message) -> str | None:
    """The charset that a part names."""
    try:
        return part.get_content_charset()
    except (LookupError, ValueError, TypeError, IndexError):
        return None


def file_name(part: Message) -> str:
    """The name that a part is to be stored under, encoded or not (RFC 2231, RFC 2047)."""
    try:
        name = part.get_filename() or ""
        return clean("".join(_word(word, charset) for word, charset in decode_header(name)), 255)
    except (MessageError, ValueError, LookupError, TypeError, IndexError):
        return ""


def is_attachment(part: Message) -> bool:
    """Whether a part is something to be opened rather than read."""
    if part.is_multipart() and part.get_content_type() != "message/rfc822":
        return False
    if part.get_content_disposition() == "attachment" or file_name(part):
        return True
    return part.get_content_maintype() != "text"


def attachment(part: Message) -> dict[str, Any]:
    """Name, type, size in bytes and fingerprint of one attachment."""
    data = content(part)
    return {
        "name": file_name(part),
        "type": clean(part.get_content_type(), 127),
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
