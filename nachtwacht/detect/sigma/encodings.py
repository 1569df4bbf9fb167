"""Modifiers that encode text, where pySigma differs from the specification.

Sigma 2.1 has ``utf16le`` (``wide``), ``utf16be`` and ``utf16`` (with the byte order mark FF FE in front); pySigma knows no
``utf16le``, writes the mark in UTF-8, refuses what is not ASCII, and counts characters where ``base64offset`` needs bytes.
"""

from __future__ import annotations

from base64 import b64encode

from sigma.exceptions import SigmaValueError
from sigma.modifiers import SigmaValueModifier, modifier_mapping
from sigma.types import SigmaExpansion, SigmaString

_STARTS = (0, 2, 3)
_ENDS = (None, -3, -2)


class Encoded(SigmaString):
    """Text as the bytes that it is encoded to."""

    def __init__(self, content: bytes) -> None:
        """Each byte is one character of the text."""
        super().__init__()
        self._content = content
        self.s = [content.decode("latin-1")] if content else []

    def __bytes__(self) -> bytes:
        """The bytes themselves."""
        return self._content


class _Encode(SigmaValueModifier[SigmaString, SigmaString]):
    codec = "utf-16-le"
    mark = b""

    def modify(self, val: SigmaString) -> SigmaString:
        """The text in the modifier's encoding."""
        if val.contains_special():
            raise SigmaValueError("Text with wildcards cannot be encoded", source=self.source)
        return Encoded(self.mark + str(val).encode(self.codec))


class _BigEndian(_Encode):
    codec = "utf-16-be"


class _Marked(_Encode):
    mark = b"\xff\xfe"


class _Base64Offset(SigmaValueModifier[SigmaString, SigmaExpansion]):
    def modify(self, val: SigmaString) -> SigmaExpansion:
        """The three ways in which the bytes can stand in Base64 (RFC 4648), less what depends on their neighbours."""
        if val.contains_special():
            raise SigmaValueError("Text with wildcards cannot be encoded", source=self.source)
        content = bytes(val)
        return SigmaExpansion([SigmaString(_at(content, offset)) for offset in range(3)])


def _at(content: bytes, offset: int) -> str:
    encoded = b64encode(b" " * offset + content)
    return encoded[_STARTS[offset] : _ENDS[(len(content) + offset) % 3]].decode()


def teach() -> None:
    """Let pySigma use these. May be called again."""
    modifier_mapping.update(
        {"wide": _Encode, "utf16le": _Encode, "utf16be": _BigEndian, "utf16": _Marked, "base64offset": _Base64Offset}
    )
