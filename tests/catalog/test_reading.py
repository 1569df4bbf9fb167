"""Content folders into values; what is wrong with them as findings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nachtwacht.catalog import read_catalog, root
from nachtwacht.catalog.modules import read_module
from nachtwacht.catalog.packs import read_pack
from nachtwacht.catalog.runbooks import read_runbook
from nachtwacht.model.content import Catalog, ModuleSpec, Pack, Runbook
from nachtwacht.model.finding import Rejected

EXAMPLE = Path(__file__).parents[1] / "scopes" / "catalogue"


@pytest.fixture
def content(tmp_path) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path / "content")


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def findings(content: Path):
    rejected = read_catalog(content)
    assert isinstance(rejected, Rejected)
    return [(found.code, Path(found.file).name, found.line) for found in rejected.findings]


def test_what_is_sold_is_right():
    assert isinstance(read_catalog(root()), Catalog)


def test_the_example(content):
    catalog = read_catalog(content)
    assert isinstance(catalog, Catalog)
    assert set(catalog.profiles) == {"office"}
    pack = catalog.packs["malware_execution"]
    assert list(pack.rules) == ["malware_execution.yml"]
    assert pack.spec.parameters["most"].default == 5
    assert pack.canary.emits[0].argv == ("true", "{token}")


def test_an_empty_repository_has_an_empty_catalogue(tmp_path):
    assert read_catalog(tmp_path) == Catalog(modules={}, packs={}, runbooks={}, profiles={})


MODULE, PACK, RUNBOOK = (
    "modules/linux_endpoint/module.yaml",
    "detection_packs/malware_execution/pack.yaml",
    "runbooks/ask_customer.yaml",
)
MISTAKES = [
    (MODULE, "serves:", "servs:", [("NW101", "module.yaml", 4)]),
    (MODULE, "kind: linux_endpoint", "kind: linux", [("NW902", "module.yaml", 1)]),
    (MODULE, "placed: each", "placed: every", [("NW104", "module.yaml", 5)]),
    (MODULE, "after: []", "after: [laurel]", [("NW903", "module.yaml", 1)]),
    (MODULE, "{source: linux_audit,", "{source: linux_adit,", [("NW903", "module.yaml", 1)]),
    (MODULE, "type: object", "type: text", [("NW906", "module.yaml", 1)]),
    (PACK, "severity: high", "severity: huge", [("NW104", "pack.yaml", 7)]),
    (PACK, "runbook: contain_workstation", "runbook: contain", [("NW903", "pack.yaml", 1)]),
    (PACK, "[{any_of: [linux_audit]}]", "[{any_of: [linux_odit]}]", [("NW903", "pack.yaml", 1)]),
    (PACK, "title: {nl", "title: {ln", [("NW101", "pack.yaml", 3)]),
    ("detection_packs/malware_execution/canary.yaml", "at: asset", "at: nowhere", [("NW104", "canary.yaml", 2)]),
    ("detection_packs/malware_execution/malware_execution.yml", "{User: root}", "{User: root", [("NW904", "malware_execution.yml", 5)]),
    (RUNBOOK, "    to: customer\n", "", [("NW905", "ask_customer.yaml", 8)]),
    (RUNBOOK, "kind: tell", "kind: act", [("NW905", "ask_customer.yaml", 8)] * 3),
    ("runbooks/contain_workstation.yaml", "action: isolate_endpoint", "action: isolate", [("NW903", "contain_workstation.yaml", 1)]),
    ("scopes/profiles/office.yaml", "holidays: NL", "holidays: NO", [("NW009", "office.yaml", 7)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"), MISTAKES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_mistakes(content, file, old, new, expected):
    changed(content / file, old, new)
    assert findings(content) == expected


def test_what_is_missing(content):
    pack = content / "detection_packs" / "malware_execution"
    (pack / "canary.yaml").unlink()
    (pack / "malware_execution.yml").unlink()
    assert [code for code, _, _ in findings(content)] == ["NW901", "NW001"]


def test_all_mistakes_at_once(content):
    for file, old, new, _ in MISTAKES[:1] + MISTAKES[6:7]:
        changed(content / file, old, new)
    assert len(findings(content)) == 2


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.binary(max_size=80), st.text(":-{}[] \nabkind", max_size=80).map(str.encode)))
def test_no_input_makes_a_traceback(text, tmp_path):
    for name in ("module.yaml", "pack.yaml", "canary.yaml", "rule.yml", "runbook.yaml"):
        (tmp_path / name).write_bytes(text)
    assert isinstance(read_module(tmp_path), Rejected | ModuleSpec)
    assert isinstance(read_pack(tmp_path), Rejected | Pack)
    assert isinstance(read_runbook(tmp_path / "runbook.yaml"), Rejected | Runbook)
