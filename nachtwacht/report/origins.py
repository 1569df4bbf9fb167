"""Where each value of a scope comes from, as a table, and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from nachtwacht.scope.origin import Origin


def origins_text(found: Sequence[Origin]) -> str:
    """One line a value: path, value, and where it is written."""
    rows = [(one.path, _written(one.value), _where(one)) for one in found]
    first, second = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
    return "\n".join(f"{path:<{first}}  {value:<{min(second, 44)}}  {where}" for path, value, where in rows)


def origins_json(found: Sequence[Origin], customer: str) -> str:
    """The same as one JSON document."""
    return msgspec.json.encode({"customer": customer, "values": list(found)}).decode()


def _written(value: Any) -> str:
    if isinstance(value, str) and value.isprintable() and value.strip() == value != "":
        return value
    return msgspec.json.encode(value).decode()


def _where(one: Origin) -> str:
    if one.source == "language":
        return "default of the language"
    place = f"{one.file}:{one.line}"
    return f"profile {one.profile}, {place}" if one.profile else place
