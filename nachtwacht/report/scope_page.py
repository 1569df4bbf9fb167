"""``docs/reference/scope.md``: the scope language key by key, in reading order, with a whole example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nachtwacht.document.codes import CODES
from nachtwacht.scope.schema import scope_schema

EXAMPLE = Path("customers") / "gouden-aar" / "scope.yaml"
"""The example that is shown whole, in the repository."""

_CHECKED: dict[str, str] = {
    "customer": "NW108 NW205",
    "service": "NW109 NW110 NW207",
    "contacts": "NW210",
    "business": "NW206 NW211",
    "assets": "NW201 NW7",
    "use_cases": "NW202 NW203 NW208 NW3",
    "response": "NW4",
    "exclusions": "NW5 NW209",
    "change_windows": "NW109 NW503",
    "privacy": "NW6",
}
"""Top-level key -> codes, or the beginnings of codes, of what ``check`` looks at there."""

_INTRO = """# The scope language, version 1

Every key of `customers/<id>/scope.yaml`, in the order in which one reads the file. A star marks what must be there;
everything but `customer` may come from the profile instead. What is written here is what an editor shows as well, from
`scopes/scope.schema.json`. `./nw check ID` says what is wrong in a file and how to mend it: [all codes](README.md).

- Times are written in quotes, `"08:00"`, and are times of the customer's own clock.
- Days are written `2026-11-30`; spans of time `15m`, `4h` or `7d`.
- A list is written `[a, b]`, or one entry a line with a dash before it.

"""


def scope_page(root: Path) -> str:
    """The text of the page. ``root`` is the repository, whose example customer is shown."""
    parts = scope_schema()["$defs"]
    sections = "\n".join(_section(path, name, parts) for path, name in _in_order(parts, "Scope", ""))
    example = (root / EXAMPLE).read_text("utf-8") if (root / EXAMPLE).is_file() else ""
    whole = f"\n## A whole example\n\nFrom `{EXAMPLE.as_posix()}`.\n\n```yaml\n{example}```\n" if example else ""
    return f"{_INTRO}{sections}{whole}"


def _in_order(parts: dict[str, Any], name: str, path: str) -> Iterator[tuple[str, str]]:
    """Path of a part in the file, and its name; each before the parts in it."""
    yield path, name
    for key, value in parts[name]["properties"].items():
        inner = _part(value)
        if inner:
            yield from _in_order(parts, inner, f"{path}.{key}" if path else key)


def _section(path: str, name: str, parts: dict[str, Any]) -> str:
    part = parts[name]
    required = part.get("required", ())
    rows = "\n".join(_row(path, key, value, key in required) for key, value in part["properties"].items())
    words = "".join(_words(key, value) for key, value in part["properties"].items())
    heading = f"`{path}`" if path else "The file"
    head = "| key | kind | meaning | when it is left out | example |\n|---|---|---|---|---|\n"
    return f"## {heading}\n\n{_prose(part.get('description', ''))}\n\n{head}{rows}\n{words}{_checked(path)}"


def _row(path: str, key: str, value: dict[str, Any], required: bool) -> str:  # noqa: FBT001  A fact about the key.
    example = value.get("examples", [None])[0]
    shown = "" if example is None else f"`{_yaml(example)}`"
    unit = f" *{value['x-unit']}*" if "x-unit" in value else ""
    left_out = "" if required else _left_out(value)
    kind = _kind(value, f"{path}.{key}" if path else key)
    return (
        f"| `{key}`{' *' if required else ''} | {kind} | {_prose(value['description'])}{unit} | {left_out} | {shown} |"
    )


def _left_out(value: dict[str, Any]) -> str:
    if "default" not in value:
        return "the profile must say it"
    default = value["default"]
    return "nothing is set" if default is None or default in ((), [], {}, "") else f"`{_yaml(default)}`"


def _kind(value: dict[str, Any], path: str) -> str:
    if _part(value):
        anchor = re.sub(r"[^a-z0-9_-]", "", path)
        return f"list of [entries](#{anchor})" if "items" in value else f"[keys](#{anchor})"
    if "anyOf" in value:
        return " or ".join(_kind(kind, path) for kind in value["anyOf"] if kind.get("type") != "null")
    if "enum" in value:
        return ("one of " if len(value["enum"]) > 1 else "") + ", ".join(f"`{word}`" for word in value["enum"])
    if value.get("type") == "array":
        return f"list of {_kind(value['items'], path)}"
    kinds = {"string": "text", "integer": "whole number", "boolean": "`true` or `false`", "object": "keys and values"}
    return kinds.get(value.get("type", ""), "value")


def _words(key: str, value: dict[str, Any]) -> str:
    """What each word of a choice means."""
    choices = [value, *value.get("anyOf", ()), value.get("items", {})]
    meanings: dict[str, str] = next((choice["x-words"] for choice in choices if "x-words" in choice), {})
    if not meanings or key == "days":
        return ""
    rows = "\n".join(f"- `{word}`: {meaning}" for word, meaning in meanings.items())
    return f"\n**`{key}`**\n\n{rows}\n"


def _checked(path: str) -> str:
    starts = tuple(_CHECKED.get(path, "").split())
    found = [code for code in CODES.values() if starts and code.code.startswith(starts)]
    if not found:
        return ""
    listed = "\n".join(f"- [{code.code}]({code.code}.md) {code.title}" for code in found)
    return f"\nWhat `check` finds here, beside keys and words that it does not know:\n\n{listed}\n"


def _part(value: dict[str, Any]) -> str:
    return str(value.get("$ref") or value.get("items", {}).get("$ref", "")).rpartition("/")[2]


def _prose(text: str) -> str:
    return text.replace("``", "`")


def _yaml(example: Any) -> str:
    """A value as it is written in a scope: on one line, texts in quotes where YAML would read something else."""
    if isinstance(example, bool):
        return str(example).lower()
    if isinstance(example, list):
        return f"[{', '.join(_yaml(item) for item in example)}]"
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {_yaml(item)}" for key, item in example.items()) + "}"
    text = str(example)
    if isinstance(example, int):
        return text
    return f'"{text}"' if text[:1] == "+" or (text[:1].isdigit() and (":" in text or text.isdigit())) else text
