"""Links in the text of a mail: in what is read, and in what is hidden behind it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2000
"""Characters of a link that are kept."""
_PLAIN = re.compile(r"\b(?:https?|ftp)://[^\s<>\"'`{}|\\^\x00-\x20]{1,4000}", re.IGNORECASE)
_WEB = ("http://", "https://", "ftp://")
_BEHIND = {"href", "src", "action", "formaction", "data", "background"}
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s;]+)", re.IGNORECASE)


def in_text(text: str) -> Iterator[str]:
    """Links that stand in plain text, without the punctuation that ends a sentence."""
    for found in _PLAIN.finditer(text):
        yield _trim(found.group())[:LONGEST]


def in_html(text: str) -> Iterator[str]:
    """Links behind anchors, pictures and forms, and links that stand in the visible text."""
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError):
        # The parser gives up on some broken declarations; what it saw until then counts, and the text itself.
        reader.found.extend(in_text(text))
    yield from (link[:LONGEST] for link in reader.found)


def _trim(link: str) -> str:
    """Closing brackets belong to the sentence unless the link opened them (RFC 3986, appendix C)."""
    while link and (link[-1] in ".,;:!?*_~" or (link[-1] in ")]" and link.count(link[-1]) > link.count(_opens(link)))):
        link = link[:-1]
    return link


def _opens(link: str) -> str:
    return "(" if link[-1] == ")" else "["


class _Reader(HTMLParser):
    """Collects links while the text passes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called for every opening tag."""
        for name, value in attrs:
            if value is None:
                continue
            target = "".join(value.split())
            if name in _BEHIND and target.lower().startswith(_WEB):
                self.found.append(target)
            if tag == "meta" and name == "content" and (refresh := _REFRESH.search(value)):
                self.found.append(refresh.group(1))

    def handle_data(self, data: str) -> None:
        """Called for the text between tags."""
        self.found.extend(in_text(data))
