"""The generated part of a module's README: what it serves and supplies, its settings, its checks."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from nachtwacht.catalog.modules import read_module
from nachtwacht.model.content import ModuleSpec, Ship
from nachtwacht.model.failure import Failure
from nachtwacht.model.finding import Rejected

BEGIN = "<!-- generated: facts -->"
END = "<!-- end -->"


def module_readme(folder: Path) -> str:
    """The text of ``README.md`` with what stands between the two marks made anew; prose outside of them stays."""
    file = folder / "README.md"
    text = file.read_text("utf-8")
    if BEGIN not in text or END not in text:
        raise Failure(
            f"{file}: the marks of the generated part are missing", mend=f"add a line {BEGIN} and a line {END}"
        )
    spec = read_module(folder)
    if isinstance(spec, Rejected):
        raise Failure(f"{folder}: {spec.findings[0].message}", mend=spec.findings[0].fix or "see ./nw check")
    head, rest = text.split(BEGIN, 1)
    return f"{head}{BEGIN}\n{facts(spec, checks(folder))}{END}{rest.split(END, 1)[1]}"


def checks(folder: Path) -> dict[str, str]:
    """Name -> first sentence of every check, read without running the file."""
    tree = ast.parse((folder / "checks.py").read_text("utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("check_")]
    return {node.name: (ast.get_docstring(node) or "").split("\n", 1)[0] for node in found}


def facts(spec: ModuleSpec, checked: dict[str, str]) -> str:
    """The tables of one module."""
    rows = {
        "serves": ", ".join(spec.serves),
        "supplies": ", ".join(spec.supplies),
        "ships": ", ".join(_ship(ship) for ship in spec.ships),
        "lets the host": ", ".join(spec.actions),
        "comes after": ", ".join(spec.after),
    }
    about = "\n".join(f"| {name} | {value} |" for name, value in rows.items() if value)
    settings = "\n".join(_setting(name, value) for name, value in spec.settings.get("properties", {}).items())
    proofs = "\n".join(f"- {sentence}" for sentence in checked.values())
    table = f"\n| setting | values | default | meaning |\n|---|---|---|---|\n{settings}\n" if settings else ""
    return f"\n| {spec.kind} | {spec.version} |\n|---|---|\n{about}\n{table}\nWhat the checks prove:\n\n{proofs}\n\n"


def _ship(ship: Ship) -> str:
    where = f"`{ship.path}`" if ship.how == "file" else f"journal of {', '.join(ship.units) or 'everything'}"
    return f"{ship.source} from {where}"


def _setting(name: str, value: dict[str, Any]) -> str:
    default = f"`{str(value['default']).lower() if isinstance(value['default'], bool) else value['default']}`"
    empty = default == "``"
    return f"| `{name}` | {_values(value)} | {'empty' if empty else default} | {value.get('description', '')} |"


def _values(value: dict[str, Any]) -> str:
    if "enum" in value:
        return ", ".join(f"`{each}`" for each in value["enum"])
    if "minimum" in value:
        return f"{value['minimum']} to {value['maximum']}"
    return {"string": "text", "boolean": "true or false", "integer": "whole number"}.get(value.get("type", ""), "value")
