"""A module made from the template keeps the contract as it comes."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
import test_contract
from cookiecutter.main import cookiecutter
from module_folder import cases_of

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "module"
PROMISES = [
    promise
    for name, promise in vars(test_contract).items()
    if name.startswith("test_") and "folder" in inspect.signature(promise).parameters
]


@pytest.fixture(scope="module", params=["disk_watch", "other_thing"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("modules")
    config = tmp_path_factory.mktemp("config") / "cookiecutter.yaml"
    config.write_text(f"replay_dir: {config.parent}\ncookiecutters_dir: {config.parent}\n", "utf-8")
    context = {"kind": request.param, "serves": "workstation"}
    made = cookiecutter(
        str(TEMPLATE), no_input=True, extra_context=context, output_dir=str(target), config_file=str(config)
    )
    return Path(made)


@pytest.mark.parametrize("promise", PROMISES, ids=lambda each: each.__name__)
def test_made_module_keeps(promise: object, made: Path) -> None:
    wanted = inspect.signature(promise).parameters
    if "case" in wanted:
        for case in cases_of(made):
            promise(made, case)
    elif "name" in wanted:
        for name in ("module.yaml", "steps.py", "checks.py", "README.md"):
            promise(made, name)
    else:
        promise(made)
