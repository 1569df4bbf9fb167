"""The names that an editor offers: those in the catalogue, and those of places in the world.

Names of the catalogue are the only ones that ``check`` accepts, so the schema accepts no others. Places are offered
and not imposed: which of them a machine knows depends on its time zone database and its calendars.
"""

from __future__ import annotations

from typing import Any

from nachtwacht.model.content import Catalog
from nachtwacht.scope.checks.places import calendars, countries
from nachtwacht.scope.checks.zones import zones


def with_names(schema: dict[str, Any], catalog: Catalog) -> dict[str, Any]:
    """The schema with the names in the catalogue, and no others."""
    parts = schema["$defs"]
    use_cases = {name: pack.spec.purpose.en for name, pack in sorted(catalog.packs.items())}
    profiles = {name: f"scopes/profiles/{name}.yaml" for name in sorted(catalog.profiles)}
    for part, key, names in (
        ("UseCase", "use", use_cases),
        ("Exclusion", "use_case", use_cases),
        ("Permission", "allow", _actions(catalog)),
        ("Scope", "profile", profiles),
        ("Scope", "extends", profiles),
    ):
        if key in parts[part]["properties"] and names:
            _only(parts[part]["properties"][key], names)
    return schema


def _actions(catalog: Catalog) -> dict[str, str]:
    """Each action of a module -> on which kinds of host it can be done."""
    return {action: f"Can be done on: {', '.join(sorted(kinds))}." for action, kinds in sorted(catalog.actions.items())}


def _only(value: dict[str, Any], names: dict[str, str]) -> None:
    target = next((kind for kind in value.get("anyOf", []) if kind != {"type": "null"}), value)
    target["enum"] = list(names)
    target["x-words"] = names


def with_places(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with countries, calendars of holidays and time zones on offer."""
    parts = schema["$defs"]
    lands = _snippets(countries())
    parts["Business"]["properties"]["countries"]["items"]["defaultSnippets"] = lands
    parts["KnownNetwork"]["properties"]["country"]["defaultSnippets"] = lands
    parts["OfficeHours"]["properties"]["holidays"]["defaultSnippets"] = _snippets(_calendars())
    parts["Customer"]["properties"]["timezone"]["defaultSnippets"] = _snippets(_time_zones())
    return schema


def _snippets(names: dict[str, str]) -> list[dict[str, str]]:
    """Offered by an editor; nothing else is refused."""
    return [{"label": name, "description": said, "body": name} for name, said in names.items()]


def _time_zones() -> dict[str, str]:
    """Time zone -> the country in which that is the time."""
    return {zone: countries().get(code, code) for zone, code in sorted(zones().items())}


def _calendars() -> dict[str, str]:
    """Countries whose public holidays are known -> their names."""
    return {code: f"Public holidays of {countries()[code]}." for code in sorted(calendars())}
