"""One scope, one reader, one day: what every part of the explanation is told with."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from nachtwacht.model.content import Catalog, PackSpec, Words
from nachtwacht.model.coverage import Cell
from nachtwacht.model.scope import SEVERITIES, Language, Scope, Severity
from nachtwacht.plan import plan
from nachtwacht.report.moments import day
from nachtwacht.report.words.explanation import NUMBERS, SEVERITY, UNITS
from nachtwacht.respond.countries import country
from nachtwacht.scope.checks.names import called
from nachtwacht.scope.sources import Sight, sight

_AND = Words(en="and", nl="en")
_OR = Words(en="or", nl="of")
_DURATION = re.compile(r"([1-9][0-9]*)([smhd])\Z")
_LARGER = {"s": ("m", 60), "m": ("h", 60), "h": ("d", 24)}


class Told:
    """What is said about one scope, in one language. What is worked out is kept."""

    def __init__(self, scope: Scope, catalog: Catalog, language: Language, today: dt.date) -> None:
        self.scope = scope
        self.catalog = catalog
        self.language: Language = language
        self.today = today

    def say(self, words: Words, **values: object) -> str:
        """A sentence with its values filled in."""
        return words.of(self.language).format(**values)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The coverage matrix of this day."""
        return plan(self.scope, self.catalog, today=self.today).cells

    @cached_property
    def sight(self) -> Sight:
        """Who would supply what."""
        return sight(self.scope, self.catalog)

    def pack(self, use_case: str) -> PackSpec:
        """What the catalogue says of a use case."""
        return self.catalog.packs[use_case].spec

    def title(self, use_case: str) -> str:
        """Title of a use case; of one that the catalogue does not have, its name in words."""
        pack = self.catalog.packs.get(use_case)
        return pack.spec.title.of(self.language) if pack else spaced(use_case)

    def listed(self, parts: Iterable[str], *, either: bool = False) -> str:
        """``a, b en c``, or with ``either`` ``a, b of c``."""
        *first, last = [*parts] or [""]
        word = (_OR if either else _AND).of(self.language)
        return f"{', '.join(first)} {word} {last}" if first else last

    def number(self, number: int) -> str:
        """A small number in words, a larger one in digits."""
        words = NUMBERS.of(self.language).split("|")
        return words[number] if 0 <= number < len(words) else self.digits(number)

    def digits(self, number: float) -> str:
        """A number in digits, as this language writes them."""
        text = f"{number:,}"
        return text.translate(str.maketrans(",.", ".,")) if self.language == "nl" else text

    def count(self, number: int, noun: Words) -> str:
        """``drie werkplekken``: a number with its noun, given as ``one|several``."""
        one, several = noun.of(self.language).split("|")
        return f"{self.number(number)} {one if number == 1 else several}"

    def duration(self, text: str) -> str:
        """``4h`` as ``4 uur``, in the largest unit that it is a whole number of, from two of it on."""
        found = _DURATION.match(text)
        if found is None:
            return text
        number, unit = int(found[1]), found[2]
        while unit in _LARGER and number % _LARGER[unit][1] == 0 and number > _LARGER[unit][1]:
            number, unit = number // _LARGER[unit][1], _LARGER[unit][0]
        one, several = UNITS[unit].of(self.language).split("|")
        return f"{self.number(1) if number == 1 else self.digits(number)} {one if number == 1 else several}"

    def minutes(self, number: int) -> str:
        """``15 minuten``."""
        return self.duration(f"{number}m")

    def day(self, text: str) -> str:
        """``2026-11-01`` as ``1 november 2026``."""
        return day(text, self.language)

    def country(self, code: str) -> str:
        """A country as it stands in the middle of a sentence; of a territory the name that Unicode's CLDR has."""
        known = country(code, self.language)
        return _territory(code, self.language) or known if known.endswith(f"({code})") else known

    def severity(self, severity: Severity) -> str:
        """One severity."""
        return SEVERITY[severity].of(self.language)

    def severities(self, floor: Severity) -> str:
        """``hoog of kritiek``: a severity and all above it."""
        above = SEVERITIES[SEVERITIES.index(floor) :]
        return self.listed((self.severity(one) for one in above), either=True)

    def person(self, name: str) -> str:
        """The contact who is called so, by name; anybody else as written."""
        wanted = name.strip().lower()
        found = next((one for one in self.scope.contacts if wanted in called(one)), None)
        return plain(found.name if found else name)


def _territory(code: str, language: Language) -> str:
    from babel import Locale

    name = str(Locale(language).territories.get(code.upper(), "")).replace(" & ", " and ")
    several, article = {"nl": (("eilanden", "Marianen", "Gebieden"), "de"), "en": (("Islands", "Territories"), "the")}[
        language
    ]
    return f"{article} {name}" if any(word in name for word in several) else name


def plain(text: str) -> str:
    """A text of the customer's on one line, without anything that steers a terminal."""
    shown = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    return " ".join(shown.split())


def quoted(text: str) -> str:
    """Words of the customer's own, marked as such."""
    return f"“{plain(text).strip('.“”')}”"


def spaced(text: str) -> str:
    """A word with underscores as somebody would write it."""
    return plain(text.replace("_", " "))


def sentence(text: str) -> str:
    """The text with a capital."""
    return text[:1].upper() + text[1:]


def within(text: str) -> str:
    """A sentence as it goes on after a colon: no capital, no full stop. Abbreviations keep theirs."""
    body = text.rstrip().removesuffix(".")
    return body if body[1:2].isupper() else body[:1].lower() + body[1:]
