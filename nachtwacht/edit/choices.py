"""What can be chosen in the form, in the reader's words: countries, assets, use cases, actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nachtwacht.model.content import Catalog, PackSpec
from nachtwacht.model.scope import Language, Scope
from nachtwacht.report.words.response import PHRASES
from nachtwacht.scope.checks.places import calendars, countries
from nachtwacht.scope.sources import kinds_of

Choice = dict[str, Any]


def choices(scope: Scope | None, catalog: Catalog, language: Language) -> dict[str, Any]:
    """Everything that the form offers. Without a scope that can be read there are no names to choose from."""
    return {
        "countries": _countries(language),
        "holidays": _calendars(language),
        "names": list(_names(scope, language)) if scope else [],
        "use_cases": [_use_case(pack.spec, language) for pack in catalog.packs.values()],
        "actions": [{"value": action, "kinds": sorted(kinds)} for action, kinds in sorted(catalog.actions.items())],
    }


def _countries(language: Language) -> list[Choice]:
    from babel import Locale

    names = Locale.parse(language).territories
    return _sorted({"value": code, "label": str(names[code])} for code in countries())


def _calendars(language: Language) -> list[Choice]:
    """Countries whose public holidays are known; names are those of the countries."""
    return [choice for choice in _countries(language) if choice["value"] in calendars()]


def _names(scope: Scope, language: Language) -> Iterable[Choice]:
    """Groups first, each with its members, then every asset."""
    kinds = kinds_of(scope)
    groups: dict[str, list[str]] = {}
    for host in scope.assets.hosts:
        if host.group:
            groups.setdefault(host.group, []).append(host.name)
    for group, members in groups.items():
        listed = sorted({kinds[name] for name in members})
        yield {"value": group, "label": group, "members": members, "kinds": listed, "group": True}
    for name, kind in kinds.items():
        word = PHRASES[language].get(f"kind {kind}", kind.replace("_", " ")).split("|")[0]
        yield {"value": name, "label": name, "note": word, "kinds": [kind], "group": False}


def _use_case(spec: PackSpec, language: Language) -> Choice:
    parameters = [
        {
            "name": name,
            "purpose": parameter.purpose.of(language),
            "unit": parameter.unit if isinstance(parameter.unit, str) else parameter.unit.of(language),
            "default": parameter.default,
        }
        for name, parameter in spec.parameters.items()
    ]
    return {
        "value": spec.name,
        "label": spec.title.of(language),
        "purpose": spec.purpose.of(language),
        "severity": spec.severity,
        "kinds": list(spec.serves),
        "parameters": parameters,
    }


def _sorted(found: Iterable[Choice]) -> list[Choice]:
    return sorted(found, key=lambda choice: choice["label"].casefold())
