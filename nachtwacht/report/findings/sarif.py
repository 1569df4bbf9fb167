"""Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for code hosts and editors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from nachtwacht import __version__
from nachtwacht.document.codes import CODES
from nachtwacht.model.finding import ScopeFinding


def render(findings: Sequence[ScopeFinding], customers: int) -> str:
    """One run; each code that occurs is a rule with its reason and its mend."""
    codes = sorted({found.code for found in findings})
    driver = {"name": "nachtwacht", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, codes.index(found.code)) for found in findings],
        "properties": {"customers": customers},
    }
    return json.dumps({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(name: str) -> dict[str, Any]:
    code = CODES[name]
    return {
        "id": name,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.why},
        "help": {"text": code.mend, "markdown": f"**Why it matters.** {code.why}\n\n**How to mend it.** {code.mend}"},
        "defaultConfiguration": {"level": code.severity},
    }


def _result(found: ScopeFinding, rule: int) -> dict[str, Any]:
    region = {"startLine": found.line, "startColumn": found.column}
    address = {"uri": quote(found.file, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}
    place = {"artifactLocation": address, "region": region}
    print_of = f"{found.code}\0{found.file}\0{found.message}".encode(errors="surrogateescape")
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": found.severity,
        "message": {"text": f"{found.message}. Fix: {found.fix}" if found.fix else found.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"nachtwacht/v1": hashlib.sha256(print_of).hexdigest()},
        "suppressions": [{"kind": "inSource", "justification": found.accepted}] if found.accepted else [],
    }
