"""The JSON Schemas that editors read: the same rules, with meanings, examples, completion and entries to start from.

They refuse nothing that ``check`` accepts. What they add to the rules are the names in the catalogue (use cases,
actions, profiles), which ``check`` asks for as well, and keywords of the YAML language server
(``enumDescriptions``, ``patternErrorMessage``, ``defaultSnippets``), which validators ignore.
"""

from __future__ import annotations

import json
import re
from typing import Any

from nachtwacht.document.conform import schema_of
from nachtwacht.model.content import Catalog
from nachtwacht.model.reach import Reach
from nachtwacht.scope.offers import with_names, with_places
from nachtwacht.scope.profile_checks import profile_schema
from nachtwacht.scope.samples import with_samples
from nachtwacht.scope.schema import scope_schema

_WIDTH = 120
_OURS = ("x-form", "x-words")
"""Keywords that only this program reads."""


_TITLES = {
    "scope": ("Scope of a customer", "What is watched for a customer, and what may be done about it."),
    "profile": ("Profile", "What a service brings, for many customers to build on."),
    "hosts": ("Reach of a customer's hosts", "How they are reached; the engineers' file."),
}


def editor_schemas(catalog: Catalog) -> dict[str, str]:
    """File name in ``scopes/`` -> text of a JSON Schema 2020-12, as it is committed."""
    schemas = {"scope": with_places(scope_schema()), "profile": profile_schema(), "hosts": schema_of(Reach)}
    for name in ("scope", "profile"):
        schemas[name] = with_samples(with_names(schemas[name], catalog))
    return {
        f"{name}.schema.json": _written(_titled(_for_people(schemas[name]), *_TITLES[name])) + "\n" for name in _TITLES
    }


def _titled(schema: dict[str, Any], title: str, description: str) -> dict[str, Any]:
    return {
        "$schema": schema["$schema"],
        "title": title,
        "description": description,
        "$ref": schema["$ref"],
        "$defs": schema["$defs"],
    }


def _written(value: Any, indent: str = "") -> str:
    """JSON with what is short on one line, so that a change of it is one line as well."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or (indent and len(indent) + len(flat) <= _WIDTH):
        return flat
    inner = indent + "  "
    if isinstance(value, list):
        entries = ",\n".join(inner + _written(part, inner) for part in value)
        return f"[\n{entries}\n{indent}]"
    entries = ",\n".join(f"{inner}{json.dumps(key)}: {_written(part, inner)}" for key, part in value.items())
    return f"{{\n{entries}\n{indent}}}"


def _for_people(part: Any) -> Any:
    """A schema without what only programs read, and with everything that is worth reading in the description."""
    if isinstance(part, list):
        return [_for_people(item) for item in part]
    if not isinstance(part, dict):
        return part
    shown = {key: _for_people(value) for key, value in _plain(part).items() if key not in _OURS}
    if "x-words" in part:
        described = [part["x-words"].get(word, "As if the line were not there.") for word in shown["enum"]]
        shown["enumDescriptions"] = described
    if isinstance(shown.get("title"), str):
        shown["title"] = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", shown["title"]).capitalize()
    if isinstance(shown.get("description"), str):
        shown["description"] = _described(shown["description"], part)
    if "x-form" in part:
        shown["patternErrorMessage"] = part["x-form"]
    if shown.get("default", ...) is None:
        del shown["default"]
    return shown


def _plain(part: dict[str, Any]) -> dict[str, Any]:
    """Of a value that may be left empty: one schema instead of a choice of two, which editors show better."""
    kinds = part.get("anyOf", [])
    if len(kinds) != 2 or {"type": "null"} not in kinds:  # noqa: PLR2004  A value, or nothing.
        return part
    value = next(kind for kind in kinds if kind != {"type": "null"})
    rest = {key: content for key, content in part.items() if key != "anyOf"}
    if "enum" in value:
        part.setdefault("x-words", value.get("x-words", {}))
        return {**value, **rest, "enum": [*value["enum"], None]}
    if "x-form" in value:
        part.setdefault("x-form", value["x-form"])
    return {**value, **rest, "type": [value["type"], "null"]}


def _described(text: str, part: dict[str, Any]) -> str:
    unit = f" ({part['x-unit']})." if "x-unit" in part else ""
    return re.sub(r"``([^`]*)``", r"`\1`", text.removesuffix(".") + unit if unit else text)
