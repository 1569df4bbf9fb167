"""Reads correlations: which rules they speak of, in what order rules must be known, and which rules stay silent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sigma import correlations as parsed
from sigma.correlations import SigmaCorrelationRule, SigmaExtendedCorrelationCondition, SigmaRuleReference

from nachtwacht.detect.sigma import rule as ours
from nachtwacht.detect.sigma.fault import Fault

Chain = tuple[str, int, SigmaCorrelationRule]


def relate(
    chains: list[Chain], rules: Mapping[str, ours.Rule], faults: list[Fault]
) -> tuple[tuple[ours.Correlation, ...], frozenset[str]]:
    """Correlations so ordered that each comes after those it builds on, and the ids that only serve them."""
    known = {name: rule.id for rule in rules.values() for name in (rule.id, rule.name) if name}
    done: list[ours.Correlation] = []
    waiting = list(chains)
    while waiting:
        ready = [chain for chain in waiting if all(word in known for word in _words(chain[2]))]
        if not ready:
            break
        for chain in ready:
            waiting.remove(chain)
            correlation = _correlation(chain, known)
            known |= {name: correlation.id for name in (correlation.id, correlation.name) if name}
            done.append(correlation)
    faults.extend(_unknown(chain, known) for chain in waiting)
    silent = {identity for item in done if not item.generate for identity in item.rules}
    return tuple(done), frozenset(silent)


def _words(chain: SigmaCorrelationRule) -> list[str]:
    if chain.rules is not None:
        return [reference.reference for reference in chain.rules]
    condition = chain.condition
    return condition.get_referenced_rules() if isinstance(condition, SigmaExtendedCorrelationCondition) else []


def _unknown(chain: Chain, known: Mapping[str, str]) -> Fault:
    file, line, correlation = chain
    missing = [word for word in _words(correlation) if word not in known]
    return Fault(
        file=file,
        line=line,
        what=f"the correlation builds on {', '.join(missing)}, which is no usable rule here",
        fix=f"name one of: {', '.join(sorted(name for name in known if '-' not in name)) or 'the rules of this pack'}",
    )


def _correlation(chain: Chain, known: Mapping[str, str]) -> ours.Correlation:
    file, line, correlation = chain
    condition = correlation.condition
    plain: Any = None if isinstance(condition, SigmaExtendedCorrelationCondition) else condition
    fields = (plain.fieldref or ()) if plain else ()
    return ours.Correlation(
        id=str(correlation.id or correlation.name or f"{file}:{line}"),
        name=correlation.name or "",
        title=correlation.title,
        level=correlation.level.name.lower() if correlation.level else "",
        tags=tuple(str(tag) for tag in correlation.tags),
        file=file,
        kind=correlation.type.name.lower(),  # type: ignore[arg-type]
        rules=tuple(known[word] for word in _words(correlation)),
        group_by=tuple(correlation.group_by or ()),
        span=correlation.timespan.seconds,
        aliases=_aliases(correlation, known),
        operator=plain.op.name.lower() if plain else "gte",
        count=plain.count if plain else 0,
        fields=(fields,) if isinstance(fields, str) else tuple(fields),
        percentile=(plain.percentile if plain else None) or 50,
        wanted=None if plain else _wanted(condition.parsed, known),  # type: ignore[union-attr]
        generate=correlation.generate,
    )


def _aliases(correlation: SigmaCorrelationRule, known: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {
        alias.alias: {
            known.get(reference.reference, reference.reference): field for reference, field in alias.mapping.items()
        }
        for alias in correlation.aliases
    }


def _wanted(condition: Any, known: Mapping[str, str]) -> ours.Wanted:
    if isinstance(condition, SigmaRuleReference):
        return ours.Named(known[condition.reference])
    nodes = tuple(_wanted(item, known) for item in condition.args)
    if isinstance(condition, parsed.CorrelationConditionNOT):
        return ours.NotNamed(nodes[0])
    return ours.AllNamed(nodes) if isinstance(condition, parsed.CorrelationConditionAND) else ours.SomeNamed(nodes)
