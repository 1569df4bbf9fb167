"""``detection_packs/<name>/`` into a Pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from nachtwacht.catalog.content import misnamed, read_content
from nachtwacht.document.file import read_text
from nachtwacht.document.place import Place, finding
from nachtwacht.model.content import CanarySpec, Pack, PackSpec
from nachtwacht.model.finding import Rejected, ScopeFinding

if TYPE_CHECKING:
    from pathlib import Path


def read_pack(folder: Path) -> Pack | Rejected:
    """The pack in a folder: ``pack.yaml``, ``canary.yaml``, ``*.yml``, ``*.rules`` and ``cases/*.yaml``."""
    spec = read_content(folder / "pack.yaml", PackSpec)
    canary = read_content(folder / "canary.yaml", CanarySpec)
    findings: list[ScopeFinding] = [
        found for part in (spec, canary) if isinstance(part, Rejected) for found in part.findings
    ]
    rules = _texts(sorted(folder.glob("*.yml")), findings)
    suricata = _texts(sorted(folder.glob("*.rules")), findings)
    cases = _texts(sorted((folder / "cases").glob("*.yaml")), findings)
    for name, text in rules.items():
        findings += _not_yaml(folder / name, text)
    if not rules and not suricata:
        findings.append(finding("NW901", Place(str(folder)), "the pack has no rule (*.yml or *.rules)"))
    if isinstance(spec, PackSpec):
        findings += misnamed(folder / "pack.yaml", "pack", spec.name, folder.name)
    if findings or isinstance(spec, Rejected) or isinstance(canary, Rejected):
        return Rejected(tuple(sorted(findings)))
    return Pack(spec=spec, canary=canary, rules=rules, suricata=suricata, cases=cases)


def _texts(files: list[Path], findings: list[ScopeFinding]) -> dict[str, str]:
    """File name -> text; what cannot be read is added to the findings."""
    texts: dict[str, str] = {}
    for file in files:
        text = read_text(file)
        if isinstance(text, Rejected):
            findings.extend(text.findings)
        else:
            texts[file.name] = text
    return texts


def _not_yaml(file: Path, text: str) -> tuple[ScopeFinding, ...]:
    """A rule file may hold several documents, for a correlation beside its rules, but must be YAML."""
    try:
        for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(str(file), mark.line + 1, mark.column + 1) if mark else Place(str(file))
        return (finding("NW904", place, f"the rule cannot be read: {getattr(error, 'problem', error)}"),)
    return ()
