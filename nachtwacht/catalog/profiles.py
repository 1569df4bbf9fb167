"""``scopes/profiles/<name>.yaml``: reusable scopes. A profile may extend one other, and is read with that one merged in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nachtwacht.catalog.content import read_document
from nachtwacht.document.nearest import nearest
from nachtwacht.document.place import Place, finding
from nachtwacht.model.finding import Rejected, ScopeFinding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from nachtwacht.document.parsing import Document

EXTENDS = "extends"
_NAMED = re.compile(r"[a-z0-9][a-z0-9_.-]{0,62}\Z")


def read_profiles(folder: Path) -> tuple[dict[str, dict[str, Any]], tuple[ScopeFinding, ...]]:
    """Name -> what the profile brings, with all that it extends merged in and ``extends`` itself gone.

    Beside them every finding; a profile that cannot be resolved is left out. Whether what it brings fits the
    scope language is checked elsewhere (``nachtwacht.scope.profile_checks``).
    """
    files = _files(folder)
    documents, findings = _documents(files)
    found = [*_misnamed(folder), *findings]
    for name, document in documents.items():
        found.extend(_wrong_parent(name, document, documents, files))
    lines = {name: lineage(name, documents) for name in documents}
    resolved = {name: flat(documents[step] for step in line) for name, line in lines.items() if line}
    return resolved, tuple(sorted(found))


def read_chain(name: str, folder: Path) -> tuple[Document, ...] | Rejected:
    """The profile of that name, the one that it extends, and so on: nearest first, each with its places.

    Rejected when there is no such profile, when one of the chain cannot be read, or when it goes in a circle.
    """
    files = _files(folder)
    documents, findings = _documents(files)
    line = lineage(name, documents)
    if line:
        return tuple(documents[step] for step in line)
    known = ", ".join(files) or "none yet"
    message = f"there is no profile '{name}'; there are: {known}"
    wrong = [found for at, document in documents.items() for found in _wrong_parent(at, document, documents, files)]
    absent = () if name in files else (finding("NW107", Place(str(folder)), message, nearest(name, files)),)
    return Rejected(tuple(sorted((*absent, *findings, *wrong))))


def lineage(name: str, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """The names of the profile and of all that it extends, nearest first; nothing when the chain cannot be followed."""
    line: list[str] = []
    step: Any = name
    while step is not None:
        if not isinstance(step, str) or step not in documents or step in line:
            return ()
        line.append(step)
        step = documents[step].data.get(EXTENDS)
    return tuple(line)


def flat(chain: Iterable[Document]) -> dict[str, Any]:
    """What a chain brings, nearest first: the nearest wins, key by key."""
    brought: dict[str, Any] = {}
    for document in chain:
        brought = merge(document.data, brought)
    return {key: value for key, value in brought.items() if key != EXTENDS}


def merge(below: Any, above: Any) -> Any:
    """``above`` over ``below``: mappings are merged key by key, anything else is replaced."""
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{key: merge(below[key], value) if key in below else value for key, value in above.items()}}


def _files(folder: Path) -> dict[str, Path]:
    return {file.name.removesuffix(".yaml"): file for file in sorted(folder.glob("*.yaml"))}


def _documents(files: dict[str, Path]) -> tuple[dict[str, Document], list[ScopeFinding]]:
    documents: dict[str, Document] = {}
    findings: list[ScopeFinding] = []
    for name, file in files.items():
        document = read_document(file)
        if isinstance(document, Rejected):
            findings.extend(document.findings)
        elif document.surprises:
            findings.extend(document.surprises)
        else:
            documents[name] = document
    return documents, findings


def _misnamed(folder: Path) -> Iterator[ScopeFinding]:
    """Files that no ``profile:`` could name, because they would be overlooked in silence."""
    for file in sorted(folder.glob("*.y*ml")):
        if file.suffix != ".yaml" or not _NAMED.match(file.stem):
            fix = re.sub(r"[^a-z0-9_.-]+", "_", file.stem.lower()).strip("_.-") + ".yaml"
            message = f"'{file.name}' cannot be the file of a profile; profiles are named like office_and_cloud.yaml"
            yield finding("NW902", Place(str(file)), message, fix)


def _wrong_parent(
    name: str, document: Document, documents: Mapping[str, Document], files: Mapping[str, Path]
) -> Iterator[ScopeFinding]:
    """What is wrong with the profile that a profile extends; said in the file that names it, and only there."""
    if EXTENDS not in document.data:
        return
    parent, place = document.data[EXTENDS], document.position((EXTENDS,))
    others = [other for other in files if other != name]
    if not isinstance(parent, str):
        yield finding("NW103", place, *_no_name(parent, others))
    elif parent == name:
        yield finding("NW910", place, f"the profile '{name}' extends itself", "remove it")
    elif parent not in files:
        known = ", ".join(others) or "none yet"
        yield finding("NW107", place, f"there is no profile '{parent}'; there are: {known}", nearest(parent, others))
    elif ring := _ring(name, documents):
        yield finding("NW910", place, f"the profile '{name}' extends itself in the end: {' -> '.join(ring)}")


def _no_name(parent: Any, others: list[str]) -> tuple[str, str]:
    """Why a value is not the name of one profile, and what it should be."""
    if isinstance(parent, list) and len(parent) > 1:
        return "a profile extends one other, not several; that one may extend the next", ""
    only = parent[0] if isinstance(parent, list) and len(parent) == 1 else parent
    near = nearest(only, others) if isinstance(only, str) else ""
    return f"'{EXTENDS}' must be the name of one profile; there are: {', '.join(others) or 'none yet'}", near


def _ring(name: str, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """The way from a profile back to itself; nothing when it is in no circle."""
    ring, step = [name], documents[name].data.get(EXTENDS)
    while isinstance(step, str) and step in documents and step not in ring:
        ring.append(step)
        step = documents[step].data.get(EXTENDS)
    return (*ring, name) if step == name else ()
