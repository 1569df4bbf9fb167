"""What a plain YAML scalar means, by the core schema of YAML 1.2.2 (section 10.3.2), and where YAML 1.1 differs."""

from __future__ import annotations

import re

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,15}\Z")
_OCTAL = re.compile(r"0o[0-7]{1,20}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,40}|[0-9]{1,40}(\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?\Z")

_ONCE_BOOLEAN = re.compile(r"(?:y|yes|n|no|on|off)\Z", re.IGNORECASE)
_ONCE_SIXTIES = re.compile(r"[-+]?[0-9]{1,2}(?::[0-5]?[0-9]){1,2}\Z")
_ONCE_OCTAL = re.compile(r"[-+]?0[0-9_]+\Z")
_ONCE_GROUPED = re.compile(r"[-+]?[0-9]+(?:_[0-9]+)+\Z")
_NOT_A_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)\Z")

Scalar = str | int | float | bool | None


def resolve(text: str) -> Scalar:
    """The value of a plain scalar; what is no null, boolean or number is the text itself."""
    if text in NULLS:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.match(text):
        return int(text)
    if _HEXADECIMAL.match(text) or _OCTAL.match(text):
        return int(text, 0)
    return _decimal(text) if _FLOAT.match(text) else text


def _decimal(text: str) -> float | str:
    number = float(text)
    return number if number not in (float("inf"), float("-inf")) else text


def surprise(text: str) -> tuple[str, str] | None:
    """Why readers disagree about a plain scalar, and what to write instead; None when they agree."""
    if _ONCE_BOOLEAN.match(text):
        return f"without quotes some readers take {text} for {_boolean(text)}", f'"{text}"'
    if _ONCE_SIXTIES.match(text):
        return f"without quotes some readers take {text} for a number of minutes or seconds", f'"{text}"'
    if _ONCE_OCTAL.match(text):
        return f"some readers take {text} for an octal number", text.lstrip("+-0_") or "0"
    if _ONCE_GROUPED.match(text):
        return f"some readers take {text} for a number, others for a text", text.replace("_", "")
    if _NOT_A_NUMBER.match(text):
        return f"{text} is not a number that can be counted with", ""
    return None


def _boolean(text: str) -> str:
    return "true" if text.lower() in ("y", "yes", "on") else "false"
