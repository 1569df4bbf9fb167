"""Settings of use cases: a value that would switch the use case off, or that means nothing, is refused."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from typing import TypeGuard

from nachtwacht.document.place import Path
from nachtwacht.model.content import Parameter
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import is_duration, seconds
from nachtwacht.scope.subject import Subject

_DOMAIN = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z", re.IGNORECASE)
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}\Z")
"""As OpenSSH writes it: unpadded Base64 of 32 bytes (``ssh-keygen -l``)."""


def values_fit(subject: Subject) -> Iterator[ScopeFinding]:
    """Every value in ``with`` has the shape that the pack asks for, and is not beyond what makes sense."""
    for index, case in enumerate(subject.scope.use_cases):
        pack = subject.catalog.packs.get(case.use)
        for key, value in case.settings.items() if pack else ():
            parameter = pack.spec.parameters.get(key) if pack else None
            if parameter is None or not isinstance(value, type(parameter.default)):
                continue  # Told by the check of names.
            path = ("use_cases", index, "with", key)
            if isinstance(value, tuple):
                for entry, text in enumerate(value):
                    yield from _wrong(subject, (*path, entry), text, parameter)
            else:
                yield from _wrong(subject, path, value, parameter)


def _wrong(subject: Subject, path: Path, value: object, parameter: Parameter) -> Iterator[ScopeFinding]:
    fits, wanted = _SHAPES.get(parameter.shape, (lambda _: True, ""))
    if not fits(str(value)):
        yield subject.say("NW217", path, f"'{value}' is no {wanted}")
    elif parameter.at_most is not None and _measure(value) > parameter.at_most:
        most = f"{parameter.at_most} seconds" if parameter.shape == "duration" else parameter.at_most
        yield subject.say("NW218", path, f"{value} is more than makes sense here; at most {most}")
    elif _is_number(value) and _is_number(parameter.default) and value <= 0 < parameter.default:
        message = f"{value} is no threshold: it would be passed always, or never"
        yield subject.say("NW218", path, message, str(-value) if value else "")


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _measure(value: object) -> float:
    if isinstance(value, int | float):
        return float(value)
    return float(seconds(str(value))) if is_duration(str(value)) else 0.0


def _is_address(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return not address.is_unspecified


_SHAPES: dict[str, tuple[Callable[[str], object], str]] = {
    "address": (_is_address, "single IP address"),
    "domain": (_DOMAIN.match, "domain name"),
    "key_fingerprint": (_FINGERPRINT.match, "fingerprint of a key, such as ssh-keygen -l prints (SHA256:…)"),
}

CHECKS = (values_fit,)
