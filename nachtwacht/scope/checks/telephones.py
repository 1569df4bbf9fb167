"""Telephone numbers, by the numbering plans of the world's countries (libphonenumber's tables)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.checks.zones import home
from nachtwacht.scope.subject import Subject

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber


def numbers(subject: Subject) -> Iterator[ScopeFinding]:
    """Every contact's number carries its country and is as long as a number there can be."""
    own = home(subject)
    for index, contact in enumerate(subject.scope.contacts):
        path = ("contacts", index, "phone")
        code, message, fix = judged(contact.phone, own)
        if code:
            yield subject.say(code, path, message, fix, about=(contact.name,) if code == "NW221" else ())


def judged(text: str, home: str) -> tuple[str, str, str]:
    """Code, sentence and mend for a number as written by somebody in ``home`` (ISO 3166-1); three empties when right."""
    number = _read(text, "") if text.strip().startswith("+") else None
    if number is None:
        meant = _read(text, home)
        fix = _written(meant) if meant is not None and _right(meant) else ""
        lacks = "lacks its country" if fix and not text.strip().startswith(("+", "00")) else "is no telephone number"
        return "NW210", f"'{text}' {lacks}", fix
    if _strange(text):
        return "NW210", f"'{text}' is no telephone number", _written(number) if _right(number) else ""
    if _right(number):
        return "", "", ""
    if _long_enough(number):
        return "NW221", f"no telephone can have the number '{text}'", ""
    return "NW210", f"'{text}' has too few or too many digits for its country", ""


def _strange(text: str) -> bool:
    return not set(text) <= set("+0123456789 ().-/")


def _read(text: str, home: str) -> PhoneNumber | None:
    # Three hundredths of a second, only for scopes with contacts.
    import phonenumbers

    try:
        return phonenumbers.parse(text, home or None)
    except phonenumbers.NumberParseException:
        return None


def _right(number: PhoneNumber) -> bool:
    import phonenumbers

    return phonenumbers.is_valid_number(number)


def _long_enough(number: PhoneNumber) -> bool:
    import phonenumbers

    kinds = (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE)
    return any(phonenumbers.is_possible_number_for_type(number, kind) for kind in kinds)


def _written(number: PhoneNumber) -> str:
    import phonenumbers

    return f'"{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)}"'


CHECKS = (numbers,)
