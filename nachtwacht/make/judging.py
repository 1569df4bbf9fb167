"""One answer judged: each sort of answer has a function that gives it as the file wants it, or says what is wrong."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import date

from nachtwacht.document.nearest import did_you_mean, nearest
from nachtwacht.make.questions import Question
from nachtwacht.model.scope.forms import SLUG
from nachtwacht.scope.checks import telephones
from nachtwacht.scope.checks.people import is_address
from nachtwacht.scope.checks.places import countries

_SLUG = re.compile(SLUG)
_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_ROLE = re.compile(r"[a-z][a-z0-9_]*")
_UNSAFE = frozenset('"\\{}%#`')
_LONGEST = 100
_SMALLEST_PREFIX, _LARGEST_PREFIX = 8, 27


def judged(question: Question, answer: str) -> str:
    """The answer as the file wants it; a ValueError with a sentence about what is wrong."""
    answer = answer.strip()
    if not answer:
        raise ValueError("an answer is needed here")
    if not answer.isprintable():
        raise ValueError("one line of ordinary letters and signs is wanted, without line breaks")
    if question.choices:
        return _choice(question, answer)
    return _JUDGES.get(question.key, _line)(answer)


def _choice(question: Question, answer: str) -> str:
    if answer in question.choices:
        return answer
    near = nearest(answer, question.choices)
    raise ValueError(f"'{answer}' is none of: {', '.join(question.choices)}{did_you_mean(near)}")


def _line(answer: str) -> str:
    if len(answer) > _LONGEST:
        raise ValueError(f"at most {_LONGEST} letters; these are {len(answer)}")
    return answer


def _words(answer: str) -> str:
    """Words that also stand in program text and in templates, where some signs would mean something."""
    found = sorted(_UNSAFE.intersection(answer))
    if found:
        raise ValueError(f"write it without {' '.join(found)}")
    return _line(answer)


def _sentence(answer: str) -> str:
    if not answer.endswith("."):
        raise ValueError("write a whole sentence, with a full stop at its end")
    return _words(answer)


def _shaped(shape: re.Pattern[str], wanted: str) -> Callable[[str], str]:
    def judge(answer: str) -> str:
        if shape.fullmatch(answer) is None:
            raise ValueError(f"'{answer}' cannot be used: {wanted}")
        return answer

    return judge


def _timezone(answer: str) -> str:
    from zoneinfo import available_timezones

    zones = available_timezones()
    if answer in zones:
        return answer
    near = nearest(answer, sorted(zones))
    raise ValueError(f"there is no time zone '{answer}'{did_you_mean(near)}")


def _country(answer: str) -> str:
    from babel import Locale

    territories = (Locale.parse(language).territories for language in ("en", "nl"))
    names = {name.casefold(): code for one in territories for code, name in one.items() if code in countries()}
    code = answer.upper() if answer.upper() in countries() else names.get(answer.casefold(), "")
    if code:
        return code
    near = nearest(answer.casefold(), sorted(names))
    raise ValueError(f"there is no country '{answer}'" + (f"; did you mean {names[near]} ({near})?" if near else ""))


def _day(answer: str) -> str:
    try:
        return date.fromisoformat(answer).isoformat()
    except ValueError:
        raise ValueError(f"'{answer}' is no day; write it as 2026-11-30") from None


def _mail(answer: str) -> str:
    if not is_address(answer):
        raise ValueError(f"'{answer}' cannot be used: a mail address is wanted, like a.jansen@example.nl")
    return answer


def _phone(answer: str) -> str:
    code, message, _ = telephones.judged(answer, "")
    if code == "NW210":
        raise ValueError(f"{message}; write it with a country, as +31 20 555 0100")
    return answer


def _network(answer: str) -> str:
    try:
        network = ipaddress.IPv4Network(answer)
    except ValueError as error:
        raise ValueError(f"'{answer}' is no range of addresses like 10.20.0.0/24: {error}") from None
    if not _SMALLEST_PREFIX <= network.prefixlen <= _LARGEST_PREFIX:
        raise ValueError(f"the range is from /{_SMALLEST_PREFIX} to /{_LARGEST_PREFIX}, like 10.20.0.0/24")
    if not str(network.network_address).endswith((".0",)):
        raise ValueError("the range begins at an address that ends in .0, like 10.20.0.0/24")
    return str(network)


_snake = _shaped(_SNAKE, "lower-case letters, digits and underscores, and a letter first")
_JUDGES: dict[str, Callable[[str], str]] = {
    "id": _shaped(_SLUG, "3 to 40 lower-case letters, digits and hyphens, and a letter first"),
    "kind": _snake,
    "rule": _snake,
    "runbook": _snake,
    "contact_role": _shaped(_ROLE, "lower-case letters, digits and underscores, like it_manager"),
    "contact_email": _mail,
    "contact_phone": _phone,
    "timezone": _timezone,
    "country": _country,
    "observe_until": _day,
    "date": _day,
    "network": _network,
    "program": _shaped(
        re.compile(r"(/[A-Za-z0-9._+-]+)+"), "the whole path of a program is wanted, like /usr/bin/tool"
    ),
    "technique": _shaped(re.compile(r"T[0-9]{4}(\.[0-9]{3})?"), "an ATT&CK technique is wanted, like T1204.002"),
    "tactic": _shaped(re.compile(r"[a-z]+([_-][a-z]+)*"), "an ATT&CK tactic is wanted, like execution"),
    "author": _words,
    **dict.fromkeys(("title_nl", "title_en"), _words),
    **dict.fromkeys(("purpose_nl", "purpose_en"), _sentence),
}


def named(answer: str) -> str:
    """The name of a module, pack or runbook, or a ValueError."""
    return _snake(answer.strip())
