"""Binds packs to a scope: whose assets each rule watches, with which severity, thresholds and names filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from nachtwacht.detect.planned import Planned, planned
from nachtwacht.detect.sigma.fault import Fault
from nachtwacht.detect.sigma.judge import Judge, judge
from nachtwacht.detect.sigma.match import UnknownPlaceholder
from nachtwacht.detect.sigma.parse import parse
from nachtwacht.detect.sigma.rule import Correlation, Rule, RuleFile
from nachtwacht.model.content import Pack, PackSpec
from nachtwacht.model.scope import Exclusion, Scope, Severity, UseCase, seconds

ADMINISTRATORS = ("root", "administrator", "admin")


class Compiled(Struct, frozen=True):
    """A rule and its function."""

    rule: Rule
    judge: Judge
    silent: bool


class Binding(Struct, frozen=True, kw_only=True):
    """One use case of the scope: a pack on some assets. ``key`` is its own even when a pack is used twice."""

    key: str
    pack: PackSpec
    assets: frozenset[str]
    severity: Severity
    rules: tuple[Compiled, ...]
    correlations: tuple[Correlation, ...]
    silent: frozenset[str] = frozenset()
    exclusions: tuple[Exclusion, ...] = ()
    span: int = 0
    """Seconds: the longest time span of its correlations."""

    def watches(self, asset: str, day: date) -> bool:
        """Whether a finding on this asset counts on that day (in the customer's time zone)."""
        return asset in self.assets and not any(
            asset in exclusion.on and exclusion.start <= day.isoformat() <= exclusion.until
            for exclusion in self.exclusions
        )


class Ruleset(Struct, frozen=True, kw_only=True):
    """All use cases of one customer, ready to judge events."""

    scope: Scope
    bindings: tuple[Binding, ...]
    planned: tuple[Planned, ...] = ()


class Loaded(Struct, frozen=True, kw_only=True):
    """What could be loaded, and why the rest could not."""

    rules: Ruleset
    faults: tuple[Fault, ...] = field(default=())


def load_rules(
    packs: Mapping[str, Pack], scope: Scope, watchers: Mapping[str, tuple[str, ...]] | None = None
) -> Loaded:
    """Every use case of the scope with its pack's rules; a faulty rule is left out and said.

    ``watchers``: the SOC's own ``soc_addresses`` and ``soc_keys`` (fingerprints), as rules may name them.
    """
    faults: list[Fault] = []
    bindings: list[Binding] = []
    parsed: dict[str, RuleFile] = {}
    for number, use_case in enumerate(scope.use_cases):
        pack = packs.get(use_case.use)
        if pack is None:
            continue
        if use_case.use not in parsed:
            parsed[use_case.use], wrong = parse({f"{use_case.use}/{name}": text for name, text in pack.rules.items()})
            faults.extend(wrong)
        key = (
            use_case.use
            if use_case.use not in {binding.pack.name for binding in bindings}
            else f"{use_case.use}#{number}"
        )
        values = placeholders(scope) | dict(watchers or {}) | settings(pack.spec, use_case.settings)
        bindings.append(_bind(key, _Material(pack.spec, parsed[use_case.use], values), use_case, scope, faults))
    return Loaded(
        rules=Ruleset(scope=scope, bindings=tuple(bindings), planned=planned(scope)), faults=tuple(sorted(set(faults)))
    )


def check_packs(packs: Mapping[str, Pack]) -> tuple[Fault, ...]:
    """Every fault of the packs' rules, without a scope; placeholders of a scope count as defined."""
    faults: list[Fault] = []
    for name, pack in sorted(packs.items()):
        parsed, wrong = parse({f"{name}/{file}": text for file, text in pack.rules.items()})
        faults.extend(wrong)
        values = dict.fromkeys(SCOPE_PLACEHOLDERS, ()) | settings(pack.spec, {})
        compile_rules(parsed, values, faults)
    return tuple(sorted(set(faults)))


class _Material(Struct, frozen=True):
    spec: PackSpec
    parsed: RuleFile
    values: Mapping[str, Sequence[Any]]


def _bind(key: str, material: _Material, use_case: UseCase, scope: Scope, faults: list[Fault]) -> Binding:
    spec, parsed, values = material.spec, material.parsed, material.values
    rules = compile_rules(parsed, values, faults)
    usable = {compiled.rule.id for compiled in rules} | {item.id for item in parsed.correlations}
    correlations = tuple(_spanned(item, spec, values) for item in parsed.correlations if set(item.rules) <= usable)
    exclusions = tuple(
        replace(item, on=scope.expand(item.on)) for item in scope.exclusions if item.use_case == use_case.use
    )
    return Binding(
        key=key,
        pack=spec,
        assets=frozenset(scope.expand(use_case.on)),
        severity=use_case.severity or spec.severity,
        rules=rules,
        correlations=correlations,
        silent=parsed.silent,
        exclusions=exclusions,
        span=max((item.span for item in correlations), default=0),
    )


def compile_rules(parsed: RuleFile, values: Mapping[str, Sequence[Any]], faults: list[Fault]) -> tuple[Compiled, ...]:
    """The functions of rules whose placeholders are all defined; the others become faults."""
    compiled: list[Compiled] = []
    for rule in parsed.rules:
        try:
            compiled.append(Compiled(rule, judge(rule.condition, values), rule.id in parsed.silent))
        except UnknownPlaceholder as error:
            faults.append(
                Fault(
                    file=rule.file,
                    code="NW908",
                    what=f"{rule.title}: nothing defines the placeholder %{error}%",
                    fix=f"use one of: {', '.join(f'%{name}%' for name in sorted(values))}",
                )
            )
    return tuple(compiled)


def _spanned(correlation: Correlation, spec: PackSpec, values: Mapping[str, Sequence[Any]]) -> Correlation:
    """The scope may set a ``timespan``: it replaces the one in the file that equals the parameter's default."""
    parameter = spec.parameters.get("timespan")
    if parameter is None or seconds(str(parameter.default)) != correlation.span:
        return correlation
    return replace(correlation, span=seconds(str(values["timespan"][0])))


def settings(spec: PackSpec, given: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    """The pack's parameters as placeholder values, the scope's ``with`` before the defaults."""
    chosen = {name: given.get(name, parameter.default) for name, parameter in spec.parameters.items()}
    return {name: tuple(value) if isinstance(value, list | tuple) else (value,) for name, value in chosen.items()}


def placeholders(scope: Scope) -> dict[str, tuple[Any, ...]]:
    """What rules may take from the scope with the modifier ``expand``."""
    return {
        "business_countries": scope.business.countries,
        "administrators": ADMINISTRATORS,
        "networks": tuple(network.cidr for network in scope.assets.networks),
        "hosts": tuple(host.name for host in scope.assets.hosts),
        "crown_jewels": tuple(host.name for host in scope.assets.hosts if host.criticality == "crown_jewel"),
        "users": tuple(host.user for host in scope.assets.hosts if host.user),
        "domains": tuple(identity.domain for identity in scope.assets.identities),
        "mail_servers": tuple(host.name for host in scope.assets.hosts if host.kind == "mail"),
        "soc_addresses": (),
        "soc_keys": (),
    }


SCOPE_PLACEHOLDERS = (
    "business_countries",
    "administrators",
    "networks",
    "hosts",
    "crown_jewels",
    "users",
    "domains",
    "mail_servers",
    "soc_addresses",
    "soc_keys",
)
