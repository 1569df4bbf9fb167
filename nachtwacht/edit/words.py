"""The words of the form, in both languages of its readers: no key of the file, and no jargon."""

from __future__ import annotations

from nachtwacht.edit.wording.dutch import DUTCH
from nachtwacht.edit.wording.english import ENGLISH
from nachtwacht.model.scope import Language

WORDS: dict[Language, dict[str, str]] = {"nl": DUTCH, "en": ENGLISH}
