"""A document built from the parser's events, one by one; what must not be built from is refused on the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import yaml
from msgspec import Struct

from nachtwacht.document.pasted import meant
from nachtwacht.document.place import finding
from nachtwacht.document.positions import Spot, place
from nachtwacht.document.scalars import NULLS, Scalar, resolve, surprise
from nachtwacht.model.finding import ScopeFinding

DEEPEST = 40
"""Levels of nesting; the scope language needs six."""
MOST_EVENTS = 400_000
"""Of the parser; a scope with ten thousand hosts has half as many."""
MOST_FINDINGS = 200
"""After as many a file is not read on."""


class _Frame(Struct):
    """A mapping or list that is being read, with what stands where in it."""

    data: Any
    spots: Any
    keyed: bool
    key: Any = None
    """Of a mapping: the event of the key whose value comes next."""
    name: str = ""
    """Of that key: what it is in ``data``."""


class Builder:
    """Takes a text's events; what it made of them stands in ``data`` and ``top`` afterwards."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[ScopeFinding] = []
        self.surprises: list[ScopeFinding] = []
        self._around = _Frame([], [], keyed=False)
        self._frame = self._around
        self._frames: list[_Frame] = []

    @property
    def data(self) -> Any:
        """The value of the whole document, None for an empty one."""
        return self._around.data[0] if self._around.data else None

    @property
    def top(self) -> Spot:
        """Where the parts of the document stand, as far as it was read."""
        spots: list[Spot] = self._around.spots
        return spots[0] if spots else (None, None, None)

    def read(self, text: str) -> None:
        """Take every event of the text, up to the end or to what makes no sense to read on after.

        Raises yaml.YAMLError where the text is no YAML.
        """
        loader: Any = yaml.CSafeLoader
        get = loader(text).get_event
        take: dict[type, Callable[[Any], bool]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: lambda _: True,
            yaml.StreamStartEvent: lambda _: True,
            yaml.StreamEndEvent: lambda _: False,
        }
        event = None
        for _ in range(MOST_EVENTS):
            event = get()
            if not take[type(event)](event) or len(self.findings) > MOST_FINDINGS:
                return
        self.say("NW018", event, "the file has more parts than any scope", "check that it is the file that you meant")

    def say(self, code: str, event: Any, message: str, fix: str = "") -> None:
        """Something is wrong where an event begins."""
        self.findings.append(finding(code, place(event, self.file), message, fix))

    def _scalar(self, event: Any) -> bool:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        frame = self._frame
        if frame.keyed and frame.key is None:
            return self._key(frame, event)
        value: Scalar = event.value
        if event.style is None or not event.style:
            value, odd = _plain(event.value)
            if odd is not None:
                self.surprises.append(finding(odd[0], place(event, self.file), *odd[1:]))
        _attach(frame, event, value, None)
        return True

    def _key(self, frame: _Frame, event: Any) -> bool:
        name = event.value
        if not name.isascii() and not event.style and (pasted := meant(name)):
            name = pasted[0]
            self.surprises.append(finding("NW014", place(event, self.file), pasted[1], name))
        if name in frame.data:
            first = place(frame.spots[name][0], self.file).line
            self.say("NW007", event, f"'{name[:80]}' is already given in line {first}", "remove one of the two")
        frame.key, frame.name = event, name
        return True

    def _mapping(self, event: Any) -> bool:
        return self._open(event, _Frame({}, {}, keyed=True))

    def _sequence(self, event: Any) -> bool:
        return self._open(event, _Frame([], [], keyed=False))

    def _open(self, event: Any, inner: _Frame) -> bool:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        frame = self._frame
        if frame.keyed and frame.key is None:
            self.say("NW005", event, "a key must be a single word", "check the brackets and colons here")
            return False
        _attach(frame, event, inner.data, inner.spots)
        self._frames.append(frame)
        self._frame = inner
        if len(self._frames) > DEEPEST:
            self.say("NW011", event, f"nested deeper than {DEEPEST} levels")
            return False
        return True

    def _end(self, event: Any) -> bool:
        self._frame = self._frames.pop()
        return True

    def _alias(self, event: Any) -> bool:
        sign = f"*{event.anchor}"
        self.say("NW008", event, f"{sign[:80]} is an alias", "write the value out, or put it in quotes")
        frame = self._frame
        if frame.keyed and frame.key is None:
            self.say("NW005", event, "a key must be a single word", "check the brackets and colons here")
            return False
        _attach(frame, event, None, None)
        return True

    def _document(self, event: Any) -> bool:
        if self._around.data:
            self.say("NW010", event, "a second document begins here", "remove the line ---")
            return False
        version, tags = event.version, event.tags
        if tags or (version and tuple(version) != (1, 2)):
            what = "%TAG" if tags else f"%YAML {version[0]}.{version[1]}"
            self.say("NW017", event, f"{what} would change what the words of the file mean", "remove that line")
        return True

    def _refuse(self, event: Any) -> None:
        if event.anchor is not None:
            what = f"&{event.anchor}"[:80] + " is an anchor"
        else:
            what = f"{event.tag}"[:80] + " is a tag"
        self.say("NW008", event, what, "remove it, or put the value in quotes")


def _attach(frame: _Frame, event: Any, value: Any, spots: Any) -> None:
    if frame.keyed:
        frame.data[frame.name] = value
        frame.spots[frame.name] = (frame.key, event, spots)
        frame.key = None
    else:
        frame.data.append(value)
        frame.spots.append((None, event, spots))


@lru_cache(maxsize=8192)
def _plain(text: str) -> tuple[Scalar, tuple[str, str, str] | None]:
    """The value of a plain scalar, and the finding about it, if any: code, message, fix."""
    if not text.isascii() and (pasted := meant(text)):
        return pasted[0], ("NW014", pasted[1], f'"{pasted[0]}"')
    odd = surprise(text)
    if text in NULLS:
        return None, ("NW103", "no value stands here; what stands after # is a comment", "")
    if text[-1] in ",;" or (text[-1] == '"' and text.count('"') == 1):
        bare = text.rstrip(',;"').rstrip()
        return text, ("NW105", f"this text ends with {text[-1]}; what is meant so stands in quotes", bare)
    return resolve(text), ("NW009", *odd) if odd is not None else None
