"""The runbooks as they lie beside the runtime, read anew when they change; a faulty one is kept apart with its reason."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from nachtwacht.model.content import PackSpec, Runbook
from nachtwacht.respond.actions import ACTIONS
from nachtwacht.respond.check_runbook import check_runbook


def read_runbooks(folder: Path, packs: Mapping[str, PackSpec]) -> tuple[dict[str, Runbook], dict[str, str]]:
    """Sound runbooks by name, and for each faulty one why nothing is done by it."""
    sound: dict[str, Runbook] = {}
    faulty: dict[str, str] = {}
    for file in sorted(folder.glob("*.yaml")):
        name = file.name.removesuffix(".yaml")
        runbook = _read(file)
        if isinstance(runbook, str):
            faulty[name] = runbook
            continue
        findings = check_runbook(runbook, packs, ACTIONS, file.read_text(encoding="utf-8"))
        if findings:
            faulty[name] = "; ".join(
                f"{one.file}:{one.line}: {one.code} {one.message} (fix: {one.fix})" for one in findings
            )
        else:
            sound[name] = runbook
    return sound, faulty


def signature(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Changes when a runbook does."""
    files = sorted(folder.glob("*.yaml"))
    return tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)


def _read(file: Path) -> Runbook | str:
    """The runbook, or why it is none."""
    import yaml

    try:
        runbook = msgspec.convert(yaml.load(file.read_text(encoding="utf-8"), _loader()), Runbook)  # noqa: S506 - a safe one
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        return (
            f"runbooks/{file.name}: {' '.join(str(error).split())} (fix: mend that place and run `nw provision` again)"
        )
    if runbook.name != file.name.removesuffix(".yaml"):
        return f"runbooks/{file.name}: its name is '{runbook.name}' (fix: name and file are one word)"
    return runbook


@functools.cache
def _loader() -> type[Any]:
    """PyYAML's safe loader with YAML 1.2's booleans (10.3.2 of its core schema): ``on`` is a key, not the value true."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Every plain ``true`` or ``false`` is a boolean, and nothing else."""

    kept = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Loader.yaml_implicit_resolvers = kept
    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
    return Loader
