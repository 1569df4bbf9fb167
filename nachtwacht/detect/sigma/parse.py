"""Reads Sigma files with pySigma; what is wrong comes back as faults beside the rules that are right."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from sigma.collection import SigmaCollection
from sigma.correlations import SigmaCorrelationRule
from sigma.exceptions import SigmaError
from sigma.filters import SigmaFilter
from sigma.rule import SigmaRule

from nachtwacht.detect.sigma import encodings
from nachtwacht.detect.sigma import rule as ours
from nachtwacht.detect.sigma.fault import Fault
from nachtwacht.detect.sigma.relate import relate
from nachtwacht.detect.sigma.translate import Untranslatable, node_of

Document = SigmaRule | SigmaCorrelationRule | SigmaFilter


def parse(files: Mapping[str, str]) -> tuple[ours.RuleFile, tuple[Fault, ...]]:
    """Rules of all files (name -> YAML text) and every fault. A faulty rule is left out, the others stay."""
    encodings.teach()
    faults: list[Fault] = []
    documents: list[tuple[str, int, Document]] = []
    for name, text in files.items():
        documents.extend(_documents(name, text, faults))
    filters = [document for _, _, document in documents if isinstance(document, SigmaFilter)]
    rules: dict[str, ours.Rule] = {}
    chains: list[tuple[str, int, SigmaCorrelationRule]] = []
    for name, line, document in documents:
        if isinstance(document, SigmaCorrelationRule):
            chains.append((name, line, document))
        elif isinstance(document, SigmaRule):
            for found in _rule(name, line, _filtered(document, filters), faults):
                if found.id in rules:
                    faults.append(_twice(name, line, found.id))
                else:
                    rules[found.id] = found
    correlations, silent = relate(chains, rules, faults)
    return ours.RuleFile(rules=tuple(rules.values()), correlations=correlations, silent=silent), tuple(sorted(faults))


def _documents(name: str, text: str, faults: list[Fault]) -> Iterable[tuple[str, int, Document]]:
    try:
        nodes = list(yaml.compose_all(text, yaml.CSafeLoader))
        dicts = list(yaml.load_all(text, yaml.CSafeLoader))
    except yaml.YAMLError as error:
        faults.append(_yaml_fault(name, error))
        return
    shared: list[Any] = []
    for node, value in zip(nodes, dicts, strict=True):
        if value is None:
            continue
        line = node.start_mark.line + 1 if node is not None else 1
        if not isinstance(value, dict):
            faults.append(Fault(file=name, line=line, what="a rule is a mapping of keys", fix="title: …"))
        elif "action" in value:
            shared.append(value)
        else:
            yield from ((name, line, document) for document in _one(name, line, [*shared, value], faults))


def _one(name: str, line: int, dicts: list[Any], faults: list[Fault]) -> list[Document]:
    try:
        collection = _collection(dicts, every_error=True)
    except Exception:  # noqa: BLE001  pySigma stumbles over some mistakes while it gathers all of them.
        try:
            _collection(dicts, every_error=False)
        except Exception as error:  # noqa: BLE001  Odd documents raise KeyError and the like.
            faults.append(_fault(name, line, error))
        return []
    faults.extend(_fault(name, line, wrong) for wrong in collection.errors)
    return [] if collection.errors else [*collection.rules, *collection.filters]


def _collection(dicts: list[Any], *, every_error: bool) -> SigmaCollection:
    """PySigma changes what it reads: it gets a copy."""
    return SigmaCollection.from_dicts(
        copy.deepcopy(dicts), collect_errors=every_error, collect_filters=True, resolve_references=False
    )


def _filtered(rule: SigmaRule, filters: list[SigmaFilter]) -> SigmaRule:
    for item in filters:
        applied = item.apply_on_rule(rule)
        rule = applied if isinstance(applied, SigmaRule) else rule
    return rule


def _rule(name: str, line: int, rule: SigmaRule, faults: list[Fault]) -> Iterable[ours.Rule]:
    try:
        nodes = tuple(node_of(condition.parsed) for condition in rule.detection.parsed_condition)
    except (SigmaError, Untranslatable) as error:
        faults.append(_fault(name, line, error))
        return
    source = rule.logsource
    yield ours.Rule(
        id=str(rule.id or rule.name or f"{name}:{line}"),
        name=rule.name or "",
        title=rule.title,
        level=rule.level.name.lower() if rule.level else "",
        tags=tuple(str(tag) for tag in rule.tags),
        file=name,
        source=ours.LogSource(source.product or "", source.service or "", source.category or ""),
        condition=nodes[0] if len(nodes) == 1 else ours.Some(nodes),
    )


def _fault(name: str, line: int, error: Exception) -> Fault:
    said = " ".join(str(error).split()) or type(error).__name__
    return Fault(file=name, line=line, what=f"not a valid Sigma rule: {said}", fix=_mend(said))


def _mend(said: str) -> str:
    for word, mend in _MENDS.items():
        if word in said.lower():
            return mend
    return "see the Sigma specification, or take templates/detection_pack as an example"


_MENDS = {
    "modifier": "use a modifier of Sigma 2.1, such as contains, startswith, endswith, all, re, cidr",
    "not defined in detections": "name a selection that stands under `detection`",
    "selection that does not exist": "name a selection that stands under `detection`",
    "condition": "write `condition:` as words of `detection` joined by and, or, not, 1 of, all of",
    "log source": "logsource: {product: linux, category: process_creation}",
    "identifier": "id: a UUID, for example from `uuidgen`",
    "regular expression": "mend the expression, and mind that a backslash is written once in single quotes",
    "timespan": "timespan: 15m",
}


def _yaml_fault(name: str, error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return Fault(
        file=name,
        line=mark.line + 1 if mark else 1,
        column=mark.column + 1 if mark else 1,
        code="NW904",
        what=f"not valid YAML: {' '.join(problem.split())}",
        fix="mend this line; indent with spaces, and put text with ': ' or a leading % * [ { in quotes",
    )


def _twice(name: str, line: int, identity: str) -> Fault:
    return Fault(file=name, line=line, what=f"the id {identity} is already used by another rule", fix="id: a new UUID")
