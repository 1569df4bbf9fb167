"""An event as the rules see it: every value as text, made once and kept while the event is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Text(NamedTuple):
    """One value as text: as written, and in lower case."""

    raw: str
    low: str


def text_of(value: Any) -> str:
    """A value as Sigma compares it: ``true``, ``3389`` and text are all text, so that 3389 equals "3389"."""
    if isinstance(value, str):
        return value
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class View:
    """The fields of one event, by name, or by a dotted path into nested values."""

    __slots__ = ("_every", "_texts", "fields")

    def __init__(self, fields: Mapping[str, Any]) -> None:
        """``fields`` is not copied and must not change while the view is in use."""
        self.fields = fields
        self._texts: dict[str, tuple[Text, ...]] = {}
        self._every: tuple[Text, ...] | None = None

    def texts(self, name: str) -> tuple[Text, ...]:
        """All values of a field as text; empty when the field is missing or null."""
        found = self._texts.get(name)
        if found is None:
            found = self._texts[name] = tuple(_texts(self._value(name)))
        return found

    def every(self) -> tuple[Text, ...]:
        """All values of the event as text, nested ones too: where keywords look."""
        if self._every is None:
            self._every = tuple(_texts(self.fields))
        return self._every

    def _value(self, name: str) -> Any:
        if name in self.fields:
            return self.fields[name]
        value: Any = self.fields
        for step in name.split("."):
            if not isinstance(value, Mapping) or step not in value:
                return None
            value = value[step]
        return value


def _texts(value: Any) -> Iterator[Text]:
    if value is None:
        return
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    else:
        raw = text_of(value)
        yield Text(raw, raw.lower())
