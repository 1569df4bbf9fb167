"""What every module promises, whoever wrote it."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml
from expectation import unmet
from module_folder import FOLDERS, cases_of, checks_of, renderer, site_of, spec_of, steps_of

from nachtwacht.model.state import HostState, Leave, Play, Step
from nachtwacht.report.module_page import module_readme

every_module = pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: each.name)
every_case = pytest.mark.parametrize(
    ("folder", "case"),
    [(folder, case) for folder in FOLDERS for case in cases_of(folder)],
    ids=lambda each: each.stem,
)
SECRET = re.compile(r"PRIVATE KEY|password\s*[=:]\s*\S|secret\s*[=:]\s*\S|BEGIN OPENSSH", re.IGNORECASE)
OURS = (
    "/etc/nachtwacht",
    "/opt/nachtwacht",
    "/var/lib/nachtwacht",
    "/var/log/nachtwacht",
    "/usr/local/lib/nachtwacht",
    "/run/nachtwacht",
)
NEVER_RESTARTED = ("nachtwacht-responses.service",)
"""Units that must not be restarted when their file changes, because that would undo what they hold."""
DISPLACED = ("/etc/audit/plugins.d/laurel.conf",)
"""Files of others that a module replaces; the undo puts them back."""


@pytest.mark.parametrize("name", ["module.yaml", "steps.py", "checks.py", "README.md"])
@every_module
def test_is_whole(folder: Path, name: str) -> None:
    assert (folder / name).is_file()
    assert cases_of(folder), "a module has at least one case"


@every_module
def test_says_what_it_is(folder: Path) -> None:
    spec = spec_of(folder)
    assert spec.kind == folder.name
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", spec.version)
    assert spec.serves
    assert spec.purpose.nl.endswith(".")
    assert spec.purpose.en.endswith(".")
    assert set(spec.after) <= {each.name for each in FOLDERS}


@every_module
def test_settings_have_valid_defaults(folder: Path) -> None:
    schema = spec_of(folder).settings
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema.get("additionalProperties", False) is False, "a misspelt setting must be an error"
    defaults = {name: value["default"] for name, value in schema.get("properties", {}).items()}
    jsonschema.Draft202012Validator(schema).validate(defaults)
    assert all(value.get("description", "").endswith(".") for value in schema.get("properties", {}).values())


@every_case
def test_case(folder: Path, case: Path) -> None:
    document = yaml.safe_load(case.read_text("utf-8"))
    assert document["about"].endswith(".")
    jsonschema.Draft202012Validator(spec_of(folder).settings).validate(document.get("settings", {}))
    assert unmet(document["expect"], _steps(folder, document)) == []


@every_case
def test_steps_are_pure(folder: Path, case: Path) -> None:
    document = yaml.safe_load(case.read_text("utf-8"))
    site, render, steps = site_of(folder, document), renderer(folder), steps_of(folder)
    first = steps(site, render)
    with nothing_outside():
        second = steps(site, render)
    assert first == second


@every_case
def test_everything_has_an_undo(folder: Path, case: Path) -> None:
    for step in _steps(folder, yaml.safe_load(case.read_text("utf-8"))):
        if isinstance(step.do, Play):
            assert step.undo is not None, f"{step.name} is a Play without an undo"
            assert (folder / "role").is_dir()
        if isinstance(step.undo, Leave):
            assert len(step.undo.because) > 10


@every_case
def test_stays_in_its_own_places(folder: Path, case: Path) -> None:
    for state in _states(folder, case):
        for file in state.files:
            ours = file.path.startswith(OURS) or "nachtwacht" in file.path.rsplit("/", 1)[1]
            assert ours or file.path in DISPLACED, f"{file.path} does not look like ours"
        for table in state.tables:
            assert table.name.startswith("nachtwacht")


@every_case
def test_units_that_are_ours_bring_their_file(folder: Path, case: Path) -> None:
    states = _states(folder, case)
    files = {file.path.rsplit("/", 1)[1] for state in states for file in state.files}
    for state in states:
        for unit in state.units:
            if unit.name.startswith("nachtwacht"):
                assert re.sub(r"@[^.]+", "@", unit.name) in files or unit.name in files
                fresh = set(unit.restart_on) & {each.path for each in state.files}
                assert fresh or unit.name in NEVER_RESTARTED, f"{unit.name} would run an old file"


@every_case
def test_no_secret_is_in_a_step(folder: Path, case: Path) -> None:
    text = msgspec.json.encode(_steps(folder, yaml.safe_load(case.read_text("utf-8")))).decode()
    assert not SECRET.search(text)


@every_case
def test_ships_what_it_says(folder: Path, case: Path) -> None:
    """A log that is shipped lies in a folder that the module makes and that the undo empties."""
    states = _states(folder, case)
    purged = {each.path for state in states for each in state.directories if each.purge}
    for ship in spec_of(folder).ships:
        if ship.how == "file":
            assert ship.path.rsplit("/", 1)[0] in purged


@every_module
def test_checks_can_be_read_by_an_auditor(folder: Path) -> None:
    checks = checks_of(folder)
    assert checks
    for name, check in checks.items():
        assert list(inspect.signature(check).parameters) == ["host", "site"], name
        sentence = (inspect.getdoc(check) or "").split("\n", 1)[0]
        assert sentence.endswith("."), name
        assert len(sentence.split()) >= 5, name


@every_module
def test_page_is_not_stale(folder: Path) -> None:
    assert (folder / "README.md").read_text("utf-8") == module_readme(folder), "fix: ./nw generate"


def test_the_forbidden_is_noticed() -> None:
    """Proves the guard: a step that reads a file would not pass."""
    with pytest.raises(AssertionError, match="open"), nothing_outside():
        Path(__file__).read_text("utf-8")


def _steps(folder: Path, document: dict[str, Any]) -> tuple[Step, ...]:
    return steps_of(folder)(site_of(folder, document), renderer(folder))


def _states(folder: Path, case: Path) -> list[HostState]:
    steps = _steps(folder, yaml.safe_load(case.read_text("utf-8")))
    return [step.do for step in steps if isinstance(step.do, HostState)]


_guarded = False
_hooked = False
_FORBIDDEN = ("open", "socket.", "subprocess.", "os.system", "os.exec", "os.listdir", "os.scandir", "shutil.")


@contextmanager
def nothing_outside() -> Iterator[None]:
    """Within it, reading or writing a file, opening a socket and starting a program are errors."""
    global _guarded, _hooked  # noqa: PLW0603 an audit hook cannot be taken away, only be told to look away
    if not _hooked:
        sys.addaudithook(_look)
        _hooked = True
    _guarded = True
    try:
        yield
    finally:
        _guarded = False


def _look(event: str, _arguments: Any) -> None:
    if _guarded and event.startswith(_FORBIDDEN):
        raise AssertionError(f"{event} in a pure function")
