"""A heading with what stands under it: the shape of every text that is written for the customer."""

from __future__ import annotations

from msgspec import Struct


class Section(Struct, frozen=True, kw_only=True):
    """Sentences first, then a list. All of it is plain text without any mark-up."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
