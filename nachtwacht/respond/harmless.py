"""What an attacker wrote (subjects, names, addresses) made fit for a letter: one line, short, nothing to click on."""

from __future__ import annotations

import re

MOST_CHARACTERS = 120
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_NAME = re.compile(r"^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*\.?$", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def harmless(value: str, *, brackets: bool = True) -> str:
    """The value on one line of at most 120 characters; the dots of links in brackets, ``hxxps://evil[.]example``.

    ``brackets``: a value that is a host name as a whole gets them too; not for names of people and programs.
    """
    flat = " ".join(_UNSEEN.sub(" ", value).split()).lstrip("#- ")
    if len(flat) > MOST_CHARACTERS:
        flat = flat[: MOST_CHARACTERS - 1].rstrip() + "…"
    if brackets and _NAME.match(flat):
        return _bracketed(flat)
    return _URL.sub(lambda link: _bracketed(link.group()), flat)


def _bracketed(text: str) -> str:
    return text.replace("http", "hxxp", 1).replace(".", "[.]") if "://" in text else text.replace(".", "[.]")
