"""YAML text to a document: values by YAML 1.2, the place of every value and key, and every surprise as a finding.

Works on the parser's events and not on its objects, so that depth, anchors and duplicate keys are seen before
anything is built from them.
"""

from __future__ import annotations

from typing import Any

import yaml
from msgspec import Struct, field

from nachtwacht.document.place import Path, Place, finding
from nachtwacht.document.scalars import resolve, surprise
from nachtwacht.document.stumbles import stumble
from nachtwacht.model.finding import Rejected, ScopeFinding

DEEPEST = 40
"""Levels of nesting; the scope language needs six."""


class Document(Struct, frozen=True):
    """A mapping with the place of each of its parts."""

    file: str
    data: dict[str, Any]
    places: dict[Path, Place]
    """Where each value begins."""
    keys: dict[Path, Place]
    """Where the key of each value begins."""
    raw: dict[Path, str]
    """Text of each plain scalar, as written."""
    surprises: tuple[ScopeFinding, ...] = ()
    """Values that other YAML readers would read otherwise."""

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


class _Frame(Struct):
    """A mapping or list that is being read."""

    path: Path
    value: dict[str, Any] | list[Any]
    key: str | None = None


class _Builder(Struct):
    file: str
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    raw: dict[Path, str] = field(default_factory=dict)
    findings: list[ScopeFinding] = field(default_factory=list)
    surprises: list[ScopeFinding] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    documents: int = 0
    top: Any = None
    long_quote: Any = None
    """The last quoted scalar that goes over the end of its line: in a scope mostly a quote that was forgotten."""

    def place(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def say(self, code: str, mark: Any, message: str, fix: str = "") -> None:
        self.findings.append(finding(code, self.place(mark), message, fix))


def parse(text: str, file: str) -> Document | Rejected:
    """The document in a text, or everything that is wrong with the text as YAML."""
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if not _take(builder, event):
                break
    except yaml.YAMLError as error:
        builder.findings.append(stumble(error, text, file, builder.long_quote))
    if not builder.findings and not isinstance(builder.top, dict):
        what = "the file is empty" if builder.top is None else "the file has no keys at its top"
        builder.findings.append(finding("NW010", Place(file), what, "begin with: version: 1"))
    if builder.findings:
        return Rejected(tuple(sorted(builder.findings)))
    return Document(file, builder.top, builder.places, builder.keys, builder.raw, tuple(builder.surprises))


def _take(builder: _Builder, event: Any) -> bool:
    """Add one event; False when reading on would make no sense."""
    if isinstance(event, yaml.DocumentStartEvent):
        builder.documents += 1
        if builder.documents > 1:
            builder.say("NW010", event.start_mark, "a second document begins here", "remove the line ---")
            return False
    elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
        builder.frames.pop()
    elif isinstance(event, yaml.NodeEvent):
        return _node(builder, event)
    return True


def _node(builder: _Builder, event: Any) -> bool:
    _refuse_references(builder, event)
    if _expects_key(builder):
        return _take_key(builder, event)
    path = _next_path(builder)
    builder.places[path] = builder.place(event.start_mark)
    if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        return _open(builder, event, path)
    _attach(builder, _scalar(builder, event, path))
    return True


def _refuse_references(builder: _Builder, event: Any) -> None:
    anchor, tag = event.anchor, getattr(event, "tag", None)
    if isinstance(event, yaml.AliasEvent):
        builder.say("NW008", event.start_mark, f"*{anchor} is an alias", "write the value out, or put it in quotes")
    elif anchor is not None:
        builder.say("NW008", event.start_mark, f"&{anchor} is an anchor", "remove it, or put the value in quotes")
    elif tag is not None:
        builder.say("NW008", event.start_mark, f"{tag} is a tag", "remove it, or put the value in quotes")


def _expects_key(builder: _Builder) -> bool:
    frame = builder.frames[-1] if builder.frames else None
    return frame is not None and isinstance(frame.value, dict) and frame.key is None


def _take_key(builder: _Builder, event: Any) -> bool:
    if not isinstance(event, yaml.ScalarEvent):
        builder.say("NW005", event.start_mark, "a key must be a single word", "check the brackets and colons here")
        return False
    frame = builder.frames[-1]
    key, path = event.value, (*frame.path, event.value)
    if key in frame.value:
        first = builder.keys[path].line
        builder.say("NW007", event.start_mark, f"'{key}' is already given in line {first}", "remove one of the two")
    builder.keys[path] = builder.place(event.start_mark)
    frame.key = key
    return True


def _next_path(builder: _Builder) -> Path:
    if not builder.frames:
        return ()
    frame = builder.frames[-1]
    return (*frame.path, len(frame.value) if isinstance(frame.value, list) else frame.key or "")


def _open(builder: _Builder, event: Any, path: Path) -> bool:
    value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
    _attach(builder, value)
    builder.frames.append(_Frame(path, value))
    if len(builder.frames) > DEEPEST:
        builder.say("NW011", event.start_mark, f"nested deeper than {DEEPEST} levels")
        return False
    return True


def _attach(builder: _Builder, value: Any) -> None:
    if not builder.frames:
        builder.top = value
        return
    frame = builder.frames[-1]
    if isinstance(frame.value, list):
        frame.value.append(value)
    else:
        frame.value[frame.key or ""] = value
        frame.key = None


def _scalar(builder: _Builder, event: Any, path: Path) -> Any:
    if isinstance(event, yaml.AliasEvent):
        return None
    text: str = event.value
    if event.style:  # Quoted and block scalars are texts.
        if event.style in "'\"" and event.end_mark.line > event.start_mark.line:
            builder.long_quote = event
        return text
    builder.raw[path] = text
    odd = surprise(text)
    if odd is not None:
        builder.surprises.append(finding("NW009", builder.place(event.start_mark), *odd))
    return resolve(text)
