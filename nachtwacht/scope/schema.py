"""The JSON Schema of a customer's file, made from the typed model; ``editor.py`` makes of it what is committed.

It differs from the schema that a whole scope must fit in one way: what a profile can bring is not required.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nachtwacht.document.conform import schema_of
from nachtwacht.model.scope import Scope

ALWAYS = ("customer",)
"""What no profile brings (a profile has a version of its own)."""


def scope_schema() -> dict[str, Any]:
    """JSON Schema 2020-12, with a description and an example of every key."""
    schema = schema_of(Scope)
    parts: dict[str, dict[str, Any]] = schema["$defs"]
    for name in sorted(_from_profiles(parts, "Scope")):
        parts[name].pop("required", None)
    parts["Scope"]["required"] = list(ALWAYS)
    return {
        "$schema": schema["$schema"],
        "title": "Scope of a customer",
        "description": "customers/<id>/scope.yaml: what is watched for a customer, and what may be done about it.",
        "$ref": schema["$ref"],
        "$defs": parts,
    }


def _from_profiles(parts: dict[str, dict[str, Any]], name: str) -> Iterator[str]:
    """Parts that a profile may bring in pieces: what is reached by keys only, and not by entries of a list."""
    yield name
    for key, value in parts[name]["properties"].items():
        reference = value.get("$ref", "")
        if reference and key != "customer":
            yield from _from_profiles(parts, reference.rsplit("/", 1)[1])
