"""Slips of the finger in a word."""

from __future__ import annotations

from collections.abc import Iterator

_BESIDE = dict(zip("qwertyuiopasdfghjklzxcvbnm_-", "wqtrywiuopsadgfhkjlxzvcnbm-_", strict=True))


def slips(word: str) -> Iterator[tuple[str, str]]:
    """What was slipped, and the word that came of it."""
    if len(word) < 4:  # noqa: PLR2004  In shorter words a slip makes another word.
        return
    middle = len(word) // 2
    letters = word[middle - 1 : middle + 1]
    if letters[0] != letters[1]:
        yield "swapped", word[: middle - 1] + letters[1] + letters[0] + word[middle + 1 :]
    yield "left out", word[:middle] + word[middle + 1 :]
    yield "doubled", word[:middle] + word[middle] + word[middle:]
    yield "beside", word[:middle] + _BESIDE.get(word[middle], "x") + word[middle + 1 :]
    yield "cut", word[:-1]


def styles(word: str) -> Iterator[tuple[str, str]]:
    """The word as other languages of machines write it."""
    parts = word.split("_")
    if len(parts) > 1:
        yield "hyphen", "-".join(parts)
        yield "camel", parts[0] + "".join(part.title() for part in parts[1:])
        yield "joined", "".join(parts)
        yield "spaced", " ".join(parts)
    yield "title", word.capitalize()
    yield "capitals", word.upper()
    yield "plural", word[:-1] if word.endswith("s") else word + "s"
