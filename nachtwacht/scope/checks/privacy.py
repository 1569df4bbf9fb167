"""The gates of law and agreement, the customer's id, and secrets that do not belong in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from nachtwacht.document.place import Place, finding
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.scope.checks.calendar import day
from nachtwacht.scope.checks.words import PLACEHOLDERS
from nachtwacht.scope.subject import Subject

# What the small letters of a text hold before a pattern is tried at all, in plain words, and the pattern. Patterns end
# somewhere: with an open end, a line of a million letters takes minutes.
_SECRETS = (
    (("private key",), "a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
    (("akia", "asia"), "an AWS access key", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b")),
    (
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "xox", "glpat-"),
        "an access token",
        re.compile(r"\b(?:gh[pousr]_[0-9A-Za-z]{36,}|xox[abprs]-[0-9A-Za-z-]{10,}|glpat-[\w-]{20,})"),
    ),
    (("eyj",), "a JSON web token", re.compile(r"\beyJ[\w-]{10,400}\.eyJ[\w-]{10,}\.")),
    (
        ("://",),
        "a password in an address",
        re.compile(r"\b[a-z][a-z0-9+.-]{0,20}://[^\s/:@]{1,200}:[^\s/@]{3,200}@"),
    ),
    (
        ("hooks.slack.com", "webhook.office.com", "discord.com/api/webhooks"),
        "a webhook",
        re.compile(
            r"(?:hooks\.slack\.com/services|webhook\.office\.com/webhookb2|discord\.com/api/webhooks)/[\w/@-]{12,400}"
        ),
    ),
    (
        ("accountkey=", "sharedaccesskey=", "sig="),
        "a key of Azure",
        re.compile(r"\b(?:AccountKey=|SharedAccessKey=|sig=)[A-Za-z0-9+/%]{30,400}", re.IGNORECASE),
    ),
    (
        ("aiza", "sk_live_", "age-secret-key-", "b3blbnnzac1rzxktdje", "putty-user-key-file"),
        "a key",
        re.compile(
            r"\bAIza[\w-]{35}|\bsk_live_[0-9A-Za-z]{16,}|\bAGE-SECRET-KEY-1[0-9A-Z]{20,}|b3BlbnNzaC1rZXktdjE|PuTTY-User-Key-File"
        ),
    ),
    (
        ("ww", "pw", "passphrase", "wachtzin", "pincode"),
        "a password",
        re.compile(r"\b(?:ww|pw|pwd|passphrase|wachtzin|pincode)\b\s*[:=]\s*[\"']?(?![\"'\s])\S{4,}", re.IGNORECASE),
    ),
    (
        ("password is", "wachtwoord is", "passphrase is", "pincode is"),
        "a password",
        re.compile(
            r"\b(?:password|wachtwoord|passphrase|pincode)\s{1,4}is\s{1,4}[\"']?(?=\S{0,80}[0-9!@#$%^&*])\S{4,}",
            re.IGNORECASE,
        ),
    ),
    (
        ("passw", "wachtwoord", "secret", "api_key", "api-key", "apikey", "token"),
        "a password",
        re.compile(
            r"\b(?:password|passwd|wachtwoord|secret|api[_-]?key|token)\b\s*[:=]\s*[\"']?(?![\"'\s])\S{4,}",
            re.IGNORECASE,
        ),
    ),
)


def works_council(subject: Subject) -> Iterator[ScopeFinding]:
    """The works council agreed, with a day that has passed and a reference; or there is none."""
    council, path = subject.scope.privacy.works_council, ("privacy", "works_council")
    if council.status == "pending":
        yield subject.say("NW601", (*path, "status"), "the works council has not agreed yet")
    elif council.status == "agreed":
        agreed = day(council.date) if council.date else None
        if council.date is None:
            yield subject.say("NW601", path, "it is not said when the works council agreed", "date: …")
        elif agreed and agreed > subject.today:
            yield subject.say("NW601", (*path, "date"), f"the works council only agrees on {agreed}")
        if not (council.reference or "").strip():
            message = "there is no reference to the works council's decision"
            if council.reference is None:
                yield subject.say("NW601", path, message, "reference: …")
            else:
                yield subject.say("NW601", (*path, "reference"), message)


def processor_agreement(subject: Subject) -> Iterator[ScopeFinding]:
    """The processor agreement is named."""
    if subject.scope.privacy.processor_agreement.strip().lower() in PLACEHOLDERS:
        yield subject.say("NW602", ("privacy", "processor_agreement"), "there is no processor agreement yet")


def folder_is_id(subject: Subject) -> Iterator[ScopeFinding]:
    """The customer's folder has the customer's id."""
    file = Path(subject.document.file)
    identity, folder = subject.scope.customer.id, file.resolve().parent.name
    if file.name == "scope.yaml" and identity != folder:
        message = f"the id is '{identity}' but the folder is '{folder}'"
        yield subject.say("NW108", ("customer", "id"), message, folder)


def secrets(text: str, file: str) -> Iterator[ScopeFinding]:
    """Every secret in a file's text, its comments included."""
    small = text.lower()
    likely = [(what, pattern) for sign, what, pattern in _SECRETS if any(part in small for part in sign)]
    for number, line in enumerate(text.splitlines() if likely else (), 1):
        for what, pattern in likely:
            if found := pattern.search(line):
                place = Place(file, number, found.start() + 1)
                yield finding("NW603", place, f"this looks like {what}", "remove it, and replace the secret itself")
                break


CHECKS = (works_council, processor_agreement, folder_is_id)
