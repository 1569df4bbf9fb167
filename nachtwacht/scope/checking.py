"""From a file to a Scope, or to every finding about it at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from nachtwacht.document.conform import conform
from nachtwacht.document.file import read_text
from nachtwacht.document.parsing import Document, parse
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.model.scope import Scope
from nachtwacht.scope.accepting import accept
from nachtwacht.scope.checks import MEANING, NAMES
from nachtwacht.scope.checks.privacy import secrets
from nachtwacht.scope.profiles import through_profile, with_profile
from nachtwacht.scope.subject import Subject


def load_scope(file: Path, catalog: Catalog, today: date) -> Scope | Rejected:
    """The scope in a file; Rejected with every finding, warnings included, when one of them is an error."""
    scope, findings = inspect(file, catalog, today)
    if scope is None or any(found.severity == "error" for found in findings):
        return Rejected(findings)
    return scope


def check(file: Path, catalog: Catalog, today: date) -> tuple[ScopeFinding, ...]:
    """Every finding about a file, errors and warnings, in the order of the file."""
    return inspect(file, catalog, today)[1]


def inspect(file: Path, catalog: Catalog, today: date) -> tuple[Scope | None, tuple[ScopeFinding, ...]]:
    """The scope, or None when the language of its file is wrong; and every finding, whatever its severity."""
    seen = examine(file, catalog, today)
    return None if seen.wrong else seen.scope, seen.findings


class Examined(Struct, frozen=True):
    """A file with all that is known of it."""

    findings: tuple[ScopeFinding, ...]
    document: Document | None = None
    """Profile merged in; None when the file is no document."""
    scope: Scope | None = None
    """As it was meant, when that can be known."""
    wrong: bool = True
    """Whether the language of the file is wrong, so that the scope is only a guess."""


def examine(file: Path, catalog: Catalog, today: date) -> Examined:
    """The scope in a file, and every finding about it."""
    text = read_text(file, own_folder=True)
    if isinstance(text, Rejected):
        return Examined(text.findings)
    found = set(secrets(text, str(file)))
    document = parse(text, str(file))
    if isinstance(document, Rejected):
        return Examined(tuple(sorted(found.union(document.findings))))
    whole, unknown_profile = with_profile(document, catalog)
    scope, wrong = _typed(whole)
    found.update(unknown_profile, wrong, _undisputed(document, wrong))
    if scope is not None:
        found.update(_meaning(Subject(whole, scope, catalog, today), wrong))
    return Examined(tuple(sorted(through_profile(whole, found))), whole, scope, bool(wrong))


def _typed(document: Document) -> tuple[Scope | None, tuple[ScopeFinding, ...]]:
    """The scope, and what is wrong with the language of the file.

    When every mistake has a mend that can be known, the mended scope comes along, so that the names in it are
    checked in the same run.
    """
    scope = conform(document, Scope)
    return (_mended(document, scope.findings), scope.findings) if isinstance(scope, Rejected) else (scope, ())


def _meaning(subject: Subject, wrong: tuple[ScopeFinding, ...]) -> Iterator[ScopeFinding]:
    """What the checks find. A misspelt name is reported once, and not again for each of its consequences."""
    misnamed = tuple(found for check in NAMES for found in check(subject))
    meant = _mended(subject.document, (*wrong, *misnamed)) if misnamed else None
    if meant is not None:
        subject = Subject(subject.document, meant, subject.catalog, subject.today)
    yield from accept(subject, (*misnamed, *(found for check in MEANING for found in check(subject))))


def _mended(document: Document, findings: tuple[ScopeFinding, ...]) -> Scope | None:
    from nachtwacht.document.mending import mended

    scope = conform(mended(document, findings), Scope)
    return None if isinstance(scope, Rejected) else scope


def _undisputed(document: Document, wrong: tuple[ScopeFinding, ...]) -> set[ScopeFinding]:
    """Surprises of YAML where nothing else is wrong: one finding a place is enough."""
    places = {(found.line, found.column) for found in wrong}
    return {found for found in document.surprises if (found.line, found.column) not in places}
