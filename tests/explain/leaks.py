"""What must never stand in a text for the customer: keys and words of the scope language, codes, the other language."""

from __future__ import annotations

import functools
import re
from typing import Any

import msgspec

from nachtwacht.model.scope import Scope
from nachtwacht.report.explanation import Explanation

_ALSO_DUTCH = {
    "cloud",
    "en",
    "server",
    "machine",
    "account",
    "sensor",
    "gateway",
    "mail",
    "contract",
    "version",
    "privacy",
    "reference",
    "regions",
    "domain",
    "group",
    "use",
    "on",
    "in",
    "of",
    "is",
}
_OF_EVERYDAY_ENGLISH = re.compile(r"[a-z]+\Z")
_ENGLISH = {
    "the",
    "and",
    "with",
    "when",
    "what",
    "from",
    "your",
    "our",
    "you",
    "for",
    "are",
    "this",
    "that",
    "which",
    "not",
    "only",
    "until",
    "without",
}
_DUTCH = {
    "het",
    "een",
    "niet",
    "wij",
    "van",
    "voor",
    "met",
    "wat",
    "uw",
    "ons",
    "dat",
    "dit",
    "zijn",
    "worden",
    "als",
    "geen",
    "naar",
    "bij",
}


def lines(explained: Explanation) -> list[str]:
    """Every text of an explanation."""
    parts = (part for one in explained.sections for part in (one.heading, *one.paragraphs, *one.items))
    return [explained.title, *parts]


def leaks(explained: Explanation, scope: Scope, language: str) -> list[str]:
    """What is wrong with the words of an explanation; what the customer wrote in the file is the customer's."""
    found: list[str] = []
    for line in lines(explained):
        ours = _without_theirs(line, scope)
        words = set(re.findall(r"[A-Za-z0-9_']+", ours))
        lower = {word.lower() for word in words}
        found += [f"{word}: {line}" for word in words if "_" in word or re.fullmatch(r"NW[0-9]{3}", word)]
        found += [f"{word}: {line}" for word in lower & _forbidden(language)]
        found += [
            f"{odd!r}: {line}"
            for odd in ("{", "}", "  ", "..", " ,", " .", "None", "True", "False", "()", "|")
            if odd in ours
        ]
        if not line.strip() or line != line.strip() or not re.match(r"[A-ZÀ-Þa-z0-9“]", line):
            found.append(f"how it begins or ends: {line!r}")
    return found


@functools.cache
def _forbidden(language: str) -> frozenset[str]:
    words = {word.lower() for word in _language()} - {"nis2"}  # The name of a law.
    if language == "en":  # A plain English word is no jargon in an English text.
        return frozenset({word for word in words if not _OF_EVERYDAY_ENGLISH.match(word)} | _DUTCH)
    return frozenset((words - _ALSO_DUTCH) | _ENGLISH)


def _language() -> set[str]:
    """Every key and every word of choice of the scope language."""
    schema = msgspec.json.schema(Scope)
    found: set[str] = set()

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            found.update(part.get("properties", {}))
            found.update(word for word in part.get("enum", ()) if isinstance(word, str))
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(schema)
    assert {"never_contain", "crown_jewel", "workstation", "outside_office_hours"} <= found
    return found


def _without_theirs(line: str, scope: Scope) -> str:
    """The line without quotations, names of assets and people, references and addresses."""
    line = re.sub(r"“[^”]*”", "X", line)
    people = [text for one in scope.contacts for text in (one.name, one.email, one.phone)]
    others = [scope.customer.name, scope.customer.contract, scope.privacy.processor_agreement]
    others += [scope.privacy.works_council.reference or "X", *(net.cidr for net in scope.business.known_networks)]
    names = [*(host.name for host in scope.assets.hosts), *scope.assets.names()]
    for text in sorted({*people, *others, *names}, key=len, reverse=True):
        line = re.sub(rf"(?<![\w-]){re.escape(text)}(?![\w-])", "X", line)
    return line
