"""The people who are called: that a number and an address can be right, that they are different people, in time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nachtwacht.document.nearest import near
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.checks.likeness import slip
from nachtwacht.scope.checks.words import MAIL_DOMAINS, ROLES, SECTORS
from nachtwacht.scope.subject import Subject

_ADDRESS = re.compile(
    r"[^@\s,;:<>()\[\]\\\"]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+\Z", re.IGNORECASE
)
LONGEST_WAIT = 120
"""Minutes until the last contact is called."""


def somebody(subject: Subject) -> Iterator[ScopeFinding]:
    """There is somebody to call."""
    if not subject.scope.contacts:
        yield subject.say("NW220", ("contacts",), "there are no contacts")


def addresses(subject: Subject) -> Iterator[ScopeFinding]:
    """Mail addresses are mail addresses."""
    for index, contact in enumerate(subject.scope.contacts):
        if not is_address(contact.email):
            fix = next((guess for guess in _mail_guesses(contact.email) if is_address(guess)), "")
            yield subject.say("NW210", ("contacts", index, "email"), f"'{contact.email}' is no mail address", fix)


def domains(subject: Subject) -> Iterator[ScopeFinding]:
    """No contact's domain is one letter off from the customer's, another contact's, or a well-known one."""
    used = [_domain(one.email) if is_address(one.email) else "" for one in subject.scope.contacts]
    own = [identity.domain.lower() for identity in subject.scope.assets.identities]
    for index, contact in enumerate(subject.scope.contacts):
        domain = used[index]
        if domain in own or used.count(domain) > 1 or not is_address(contact.email):
            continue
        others = [one for one in used if (one and used.count(one) > 1) or (one and used.index(one) < index)]
        meant = next((one for one in (*own, *others, *MAIL_DOMAINS) if near(domain, one)), "")
        if meant and domain not in MAIL_DOMAINS:
            message = f"'{domain}' looks like a slip of the pen for '{meant}'"
            fix = f"{contact.email.rsplit('@', 1)[0]}@{meant}"
            yield subject.say("NW226", ("contacts", index, "email"), message, fix, about=(contact.name,))


def different(subject: Subject) -> Iterator[ScopeFinding]:
    """No two contacts are the same person, or have the same number."""
    people: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for index, contact in enumerate(subject.scope.contacts):
        same = [
            people.setdefault(word, index) for word in (contact.name.strip().lower(), contact.email.strip().lower())
        ]
        digits = re.sub(r"\D", "", contact.phone).lstrip("0")
        twin = numbers.setdefault(digits, index)
        if min(same) != index:
            line = subject.document.position(("contacts", min(same))).line
            message = f"{contact.name} already stands in line {line}"
            yield subject.say("NW222", ("contacts", index), message, "remove it", about=(contact.name,))
        elif twin != index:
            other = subject.scope.contacts[twin].name
            message = f"{contact.name} and {other} have the same number"
            yield subject.say("NW223", ("contacts", index, "phone"), message, about=(contact.name, other))


def in_time(subject: Subject) -> Iterator[ScopeFinding]:
    """By day and by night the last contact is called within two hours."""
    for hours, words in (("outside_office_hours", "outside office hours"), ("office_hours", "in office hours")):
        called = [(at, one) for at, one in enumerate(subject.scope.contacts) if one.reach in ("always", hours)]
        minutes = sum(contact.wait_minutes for _, contact in called[:-1])
        if minutes > LONGEST_WAIT:
            last = called[-1][1]
            longest = max(called[:-1], key=lambda one: one[1].wait_minutes)
            message = (
                f"{words} {last.name} is only called after {_hours(minutes)}; most of it waiting for {longest[1].name}"
            )
            yield subject.say("NW225", ("contacts", longest[0], "wait_minutes"), message, about=(last.name,))
            return


def usual_words(subject: Subject) -> Iterator[ScopeFinding]:
    """Roles and the sector are not nearly a usual word."""
    for index, contact in enumerate(subject.scope.contacts):
        if meant := slip(contact.role, ROLES):
            message = f"'{contact.role}' looks like a slip of the pen for '{meant}'"
            yield subject.say("NW224", ("contacts", index, "role"), message, meant, about=(contact.role,))
    sector = subject.scope.customer.sector
    if meant := slip(sector, SECTORS):
        message = f"'{sector}' looks like a slip of the pen for '{meant}'"
        yield subject.say("NW224", ("customer", "sector"), message, meant, about=(sector,))


def is_address(text: str) -> bool:
    """Whether a text is one bare mail address."""
    local = text.split("@", maxsplit=1)[0]
    return bool(_ADDRESS.match(text)) and ".." not in local and not local.startswith(".") and not local.endswith(".")


def _mail_guesses(text: str) -> Iterator[str]:
    """What was probably meant: without spaces, brackets and scheme, with a dot for a comma, with one @."""
    plain = re.sub(r"^(?:mailto|e-?mail|mail):|[\s<>\"()]+", "", text.strip(), flags=re.IGNORECASE)
    if framed := re.search(r"<\s*(?:mailto:)?([^<>\s]+)\s*>", text):
        yield framed[1]  # As a mail program copies it: the name, then the address.
    yield plain
    yield re.sub(r"@+", "@", re.sub(r"\.{2,}", ".", plain.replace(",", "."))).strip(".")
    yield re.sub(r"\((?:at|a)\)|\[(?:at|a)\]", "@", re.sub(r"\s+", "", text)).replace(",", ".")
    yield re.sub(r"\s+at\s+", "@", text).replace(",", ".").strip()
    first = re.split(r"[;,\s]+", text.strip())[0]
    yield first


def _domain(email: str) -> str:
    return email.rsplit("@", 1)[-1].strip().lower()


def _hours(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60:02} min"


CHECKS = (somebody, addresses, domains, different, in_time, usual_words)
