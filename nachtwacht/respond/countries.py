"""Names of countries for letters: the ISO 3166-1 code stays in the data, people read the name."""

from __future__ import annotations

import functools
from pathlib import Path

from nachtwacht.model.scope import Language


def country(code: str, language: Language) -> str:
    """The name as it stands in the middle of a sentence; a code without a name stays readable."""
    names = _names().get(code.upper())
    if names is None:
        unknown = {"nl": "een ander land", "en": "another country"}[language]
        return f"{unknown} ({code})" if code else unknown
    return names[0] if language == "nl" else names[1]


@functools.cache
def _names() -> dict[str, tuple[str, str]]:
    """Code -> name in Dutch and in English."""
    lines = (Path(__file__).parent / "words" / "countries.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("|") for line in lines)
    return {code: (dutch, english) for code, dutch, english in rows}
