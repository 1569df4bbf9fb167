"""Thresholds of use cases, and the rules and procedures behind them: what a use case is set to, asset by asset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from nachtwacht.model.content import Catalog, Parameter
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.scope import seconds
from nachtwacht.plan.turn import Side, Turn, turn

_Settings = dict[str, Any]


def thresholds(
    before: CoveragePlan, after: CoveragePlan, catalogs: tuple[Catalog | None, Catalog | None]
) -> Iterator[Turn]:
    """Each threshold that is not what it was. Whether it is sharper is known when the pack says which way that is."""
    old, new = _settings(before, catalogs[0]), _settings(after, catalogs[1])
    together: dict[str, tuple[list[str], Turn]] = {}
    for key in new:
        if key in old:
            for found in _changed(key[0], old[key], new[key], catalogs[1]):
                together.setdefault(repr(found), ([], found))[0].append(key[1])
    for assets, found in together.values():
        yield replace(found, facts={**found.facts, "assets": tuple(assets)})
    yield from _content(before, after, catalogs)


def _settings(plan: CoveragePlan, catalog: Catalog | None) -> dict[tuple[str, str], list[_Settings]]:
    """What each cell is set to, the pack's defaults where the scope says nothing; two entries for one asset both hold."""
    found: dict[tuple[str, str], list[_Settings]] = {}
    possible = {(cell.use_case, cell.asset) for cell in plan.cells if cell.state != "impossible"}
    for case in plan.scope.use_cases:
        defaults = {name: one.default for name, one in _parameters(case.use, catalog).items()}
        for asset in plan.scope.expand(case.on):
            if (case.use, asset) in possible:
                found.setdefault((case.use, asset), []).append({**defaults, **case.settings})
    return found


def _parameters(use: str, catalog: Catalog | None) -> dict[str, Parameter]:
    pack = catalog.packs.get(use) if catalog else None
    return pack.spec.parameters if pack else {}


def _changed(use: str, old: list[_Settings], new: list[_Settings], catalog: Catalog | None) -> Iterator[Turn]:
    parameters = _parameters(use, catalog)
    for name in dict.fromkeys(name for settings in (*old, *new) for name in settings):
        was, becomes = ([_value(settings.get(name)) for settings in held] for held in (old, new))
        if sorted(was, key=repr) != sorted(becomes, key=repr):
            side = _side(parameters.get(name), was, becomes)
            facts = {"use": use, "parameter": name, "value_before": was[0], "value_after": becomes[0]}
            # What cannot be judged is judged by somebody.
            yield replace(turn("threshold", "sharpness", side, **facts), consent=side != "more")


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else value


def _side(parameter: Parameter | None, was: list[Any], becomes: list[Any]) -> Side:
    if parameter is None or not parameter.sharper or len(was) != 1 or len(becomes) != 1:
        return "other"
    if isinstance(was[0], tuple) and isinstance(becomes[0], tuple):
        up, down = not set(becomes[0]) <= set(was[0]), not set(was[0]) <= set(becomes[0])
    else:
        old, new = _number(was[0], parameter), _number(becomes[0], parameter)
        if old is None or new is None:
            return "other"
        up, down = new > old, new < old
    duller = down if parameter.sharper == "higher" else up
    return "less" if duller else "more"


def _number(value: Any, parameter: Parameter) -> float | None:
    if parameter.unit == "duration" and isinstance(value, str):
        try:
            return float(seconds(value))
        except (ValueError, KeyError):
            return None
    return float(value) if isinstance(value, int | float) else None


def _content(
    before: CoveragePlan, after: CoveragePlan, catalogs: tuple[Catalog | None, Catalog | None]
) -> Iterator[Turn]:
    """Packs and procedures that were rewritten, for use cases that are watched before and after."""
    old, new = catalogs
    if old is None or new is None or old is new:
        return
    for use in after.packs:
        one, other = old.packs.get(use), new.packs.get(use)
        if use in before.packs and one is not None and other is not None:
            if (one.rules, one.suricata, one.spec.needs) != (other.rules, other.suricata, other.spec.needs):
                versions = {"version_before": one.spec.version, "version_after": other.spec.version}
                yield turn("rules", "sharpness", use=use, **versions)
            if _steps(old, one.spec.runbook) != _steps(new, other.spec.runbook):
                yield turn("runbook", "response", use=use)


def _steps(catalog: Catalog, runbook: str) -> Iterable[Any]:
    found = catalog.runbooks.get(runbook)
    return found.steps if found else ()
