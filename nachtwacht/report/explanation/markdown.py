"""The explanation as Markdown, for a page or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nachtwacht.report.explanation.explaining import Explanation

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LIST = re.compile(r"^(\d+)([.)])|^([-+])(?=\s)")


def explanation_markdown(explained: Explanation) -> str:
    """Headings, paragraphs and lists; nothing of the customer's is taken for mark-up."""
    return "\n".join(_lines(explained)).rstrip()


def _lines(explained: Explanation) -> Iterator[str]:
    yield f"# {_literal(explained.title)}"
    yield ""
    for section in explained.sections:
        yield f"## {_literal(section.heading)}"
        yield ""
        for paragraph in section.paragraphs:
            yield _literal(paragraph)
            yield ""
        yield from (f"- {_literal(item)}" for item in section.items)
        if section.items:
            yield ""


def _literal(text: str) -> str:
    """CommonMark 0.31, section 2.4: a backslash takes the meaning from any punctuation."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    return _LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)
