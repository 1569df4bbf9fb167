"""Findings as JUnit XML: one test case a finding that fails when it is an error and is skipped when the file accepts it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from nachtwacht.model.finding import ScopeFinding


def render(findings: Sequence[ScopeFinding], customers: int) -> str:
    """One suite; without findings one case that passes, because an empty suite counts as not run."""
    errors = sum(1 for found in findings if found.severity == "error")
    accepted = sum(1 for found in findings if found.accepted)
    attributes = {"name": "nw check", "tests": str(max(len(findings), 1)), "failures": str(errors), "errors": "0"}
    attributes["skipped"] = str(accepted)
    suite = ET.Element("testsuite", attributes)
    for found in findings:
        name = f"{found.file}:{found.line}:{found.column}"
        case = ET.SubElement(suite, "testcase", {"classname": found.code, "name": _clean(name)})
        if found.accepted:
            ET.SubElement(case, "skipped", {"message": _clean(found.accepted)})
        kind = "failure" if found.severity == "error" else "system-out"
        part = ET.SubElement(case, kind, {"message": _clean(found.message)} if kind == "failure" else {})
        part.text = _clean(f"{found.message}\nfix: {found.fix}" if found.fix else found.message)
    if not findings:
        ET.SubElement(suite, "testcase", {"classname": "nachtwacht", "name": f"{customers} customers"})
    return ET.tostring(suite, encoding="unicode", xml_declaration=True)


def _clean(text: str) -> str:
    """Without the control characters that XML 1.0 (section 2.2) has no way to write."""
    return "".join(letter if _writable(letter) else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _writable(letter: str) -> bool:
    return letter in "\t\n" or " " <= letter < "\ud800" or "\ue000" <= letter < "\ufffe" or letter > "\uffff"
