"""A module folder as the tests use it: its steps, its templates, its cases, and the example site."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml
from jinja2 import DictLoader, Environment, StrictUndefined

from nachtwacht.catalog.modules import read_module
from nachtwacht.model.content import ModuleSpec, Ship
from nachtwacht.model.finding import Rejected
from nachtwacht.model.scope import Scope
from nachtwacht.model.state import Render, Site, Step

MODULES = Path(__file__).resolve().parents[2] / "modules"
EXAMPLE = Path(__file__).with_name("example_scope.yaml")
FOLDERS = sorted(each for each in MODULES.iterdir() if (each / "module.yaml").is_file())


def spec_of(folder: Path) -> ModuleSpec:
    spec = read_module(folder)
    assert not isinstance(spec, Rejected), spec
    return spec


def steps_of(folder: Path) -> Callable[[Site, Render], tuple[Step, ...]]:
    return _load(folder / "steps.py").steps


def checks_of(folder: Path) -> dict[str, Callable[..., None]]:
    found = vars(_load(folder / "checks.py"))
    return {name: value for name, value in found.items() if name.startswith("check_")}


def renderer(folder: Path) -> Render:
    """Renders from memory: whatever reads a file after this was no template."""
    files = folder / "files"
    texts = {str(file.relative_to(files)): file.read_text("utf-8") for file in _files(files)}
    environment = Environment(loader=DictLoader(texts), undefined=StrictUndefined, keep_trailing_newline=True)
    return lambda template, /, **values: environment.get_template(template).render(**values)


def cases_of(folder: Path) -> list[Path]:
    return sorted((folder / "cases").glob("*.yaml"))


def site_of(folder: Path, case: dict[str, Any]) -> Site:
    """The example site with what a case says of it."""
    example = yaml.safe_load(EXAMPLE.read_text("utf-8")) | case.get("site", {})
    scope = msgspec.convert(example.pop("scope"), Scope)
    host = next(each for each in scope.assets.hosts if each.name == case["host"])
    properties = spec_of(folder).settings.get("properties", {})
    defaults = {name: value["default"] for name, value in properties.items() if "default" in value}
    ships = tuple(msgspec.convert(case.get("ships", []), list[Ship]))
    return Site(
        scope=scope,
        host=host,
        address=example["addresses"][host.name],
        settings=defaults | case.get("settings", {}),
        modules=(folder.name,),
        ships=ships,
        **{name: tuple(value) if isinstance(value, list) else value for name, value in example.items()},
    )


def _files(folder: Path) -> Iterator[Path]:
    # pathlib does not walk into a linked folder on its own, and the responder's is one.
    for each in sorted(folder.iterdir()):
        if each.is_dir() and each.name != "__pycache__":
            yield from _files(each)
        elif each.is_file():
            yield each


def _load(file: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"_module_{file.parent.name}_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
