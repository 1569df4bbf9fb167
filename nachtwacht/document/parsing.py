"""YAML text to a document: values by YAML 1.2, where each value and key stands, and every surprise as a finding.

Works on the parser's events and not on its objects, so that depth, anchors and duplicate keys are seen before
anything is built from them. Where things stand is worked out only when somebody asks (see ``positions``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from msgspec import Struct

from nachtwacht.document import positions
from nachtwacht.document.building import Builder
from nachtwacht.document.comments import cut_short
from nachtwacht.document.letters import odd_letters
from nachtwacht.document.pasted import indented
from nachtwacht.document.place import Path, Place, finding
from nachtwacht.model.finding import Rejected, ScopeFinding


class Document(Struct, frozen=True):
    """A mapping with the place of each of its parts."""

    file: str
    data: dict[str, Any]
    places: Mapping[Path, Place]
    """Where each value begins."""
    keys: Mapping[Path, Place]
    """Where the key of each value begins."""
    raw: Mapping[Path, str]
    """Text of each plain scalar, as written."""
    surprises: tuple[ScopeFinding, ...] = ()
    """Values that other YAML readers would read otherwise, and signs that do not belong in the text."""

    def position(self, path: Path) -> Place:
        """Where the value stands, or the nearest part around it that is written in this file."""
        for length in range(len(path), 0, -1):
            place = self.places.get(path[:length])
            if place is not None and length == len(path):
                return place
            key = self.keys.get(path[:length]) or place
            if key is not None:
                return key
        return Place(self.file)

    def key(self, path: Path) -> Place:
        """Where the key of a value stands."""
        return self.keys.get(path) or self.position(path)


def parse(text: str, file: str) -> Document | Rejected:
    """The document in a text, or everything that is wrong with the text as YAML."""
    text, odd = odd_letters(text, file)
    text, pasted = indented(text, file)
    builder = Builder(file)
    findings = builder.findings
    try:
        builder.read(text)
    except yaml.YAMLError:
        findings.extend(_stumbles(text, file))
    if not findings and not isinstance(builder.data, dict):
        what = "the file is empty" if builder.data is None else "the file has no keys at its top"
        findings.append(finding("NW010", Place(file), what, "begin with: version: 1"))
    besides = (*odd, *pasted, *cut_short(text, builder.top, file))
    if findings:
        return Rejected(tuple(sorted((*findings, *besides))))
    top = builder.top
    return Document(
        file,
        builder.data,
        positions.places(top, file),
        positions.keys(top, file),
        positions.raw(top),
        (*besides, *builder.surprises),
    )


def _stumbles(text: str, file: str) -> tuple[ScopeFinding, ...]:
    from nachtwacht.document.stumbles import stumbles  # Only wanted when there is a mistake.

    return stumbles(text, file).findings
