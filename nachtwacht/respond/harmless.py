"""What an attacker wrote (subjects, names, addresses) made fit for a letter: one line, short, nothing to click on."""

from __future__ import annotations

import re

MOST_CHARACTERS = 120
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_NAME = re.compile(r"^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*\.?$", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def harmless(value: str) -> str:
    """The value on one line of at most 120 characters; the dots of host names and links in brackets, ``evil[.]example``."""
    flat = " ".join(_UNSEEN.sub(" ", value).split()).lstrip("#- ")
    if len(flat) > MOST_CHARACTERS:
        flat = flat[: MOST_CHARACTERS - 1].rstrip() + "…"
    if _NAME.match(flat):
        return _bracketed(flat)
    return _URL.sub(lambda link: _bracketed(link.group()), flat)


def _bracketed(text: str) -> str:
    return text.replace("http", "hxxp", 1).replace(".", "[.]") if "://" in text else text.replace(".", "[.]")
