"""Keys: misspelt, written in another style, given twice, left out, without a value."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bad_edits.bases import Base
from benchmarks.bad_edits.edit import Edit
from benchmarks.bad_edits.mutation.slips import slips, styles
from nachtwacht.document.place import Path

_FREE = ("with",)
"""Keys whose keys are not of the language."""
_OPTIONAL = frozenset(
    [
        "profile",
        "response",
        "exclusions",
        "change_windows",
        "accepted_warnings",
        "known_networks",
        "networks",
        "hosts",
        "identities",
        "cloud",
        "applications",
        "observe_until",
        "note",
        "watched_by",
        "payload_readable",
        "group",
        "network",
        "criticality",
        "never_contain",
        "user",
        "roams",
        "shared_as",
        "regions",
        "severity",
        "with",
        "at_most",
        "undo_after",
        "if_no_answer",
        "lower_to",
        "date",
        "reference",
        "office_hours",
        "wake_from",
    ]
)


def keys(good: Base) -> Iterator[Edit]:
    """Every key of a file, spoilt."""
    for path, place in good.document.keys.items():
        key = str(path[-1])
        if any(step in _FREE for step in path[:-1]):
            continue
        line = good.lines[place.line - 1]
        if not line[place.column - 1 :].startswith(key):
            continue
        for what, word in (*slips(key), *styles(key)):
            text = _with(good, place.line, line[: place.column - 1] + word + line[place.column - 1 + len(key) :])
            if word != key and (*path[:-1], word) not in good.document.keys:
                yield Edit(
                    "typo in a key", f"{good.name}:{place.line} {word} ({what})", good.name, text, (place.line,), (key,)
                )
        yield from _lines(good, path, place.line)


def _lines(good: Base, path: Path, number: int) -> Iterator[Edit]:
    """Edits of whole lines that hold one key and a value: twice, gone, empty."""
    line, key = good.lines[number - 1], str(path[-1])
    entry = line.lstrip().startswith("- ")
    bare = line.lstrip().removeprefix("- ")
    if not bare.startswith(f"{key}:") or bare.split("#")[0].rstrip().endswith(":"):
        return
    twice = [*good.lines[:number], line.replace("- ", "  ", 1) if entry else line, *good.lines[number:]]
    yield Edit("a line twice", f"{good.name}:{number} {key} twice", good.name, "\n".join(twice), (number, number + 1))
    indent = len(line) - len(bare)
    for empty in ("", " null", " ~", ' ""', " []", " {}", " # later"):
        text = _with(good, number, line[:indent] + f"{key}:{empty}")
        harmless = key in ("change_windows", "payload_readable", "note", "with") and empty in (" []", ' ""', " {}")
        yield Edit(
            "without a value", f"{good.name}:{number} {key}:{empty}", good.name, text, (number,), harmless=harmless
        )
    if key not in _OPTIONAL and not entry:
        holder = good.document.position(path[:-1]).line if isinstance(path[-2:-1][0] if path[:-1] else "", int) else 0
        above = good.document.keys[path[:-1]].line if path[:-1] in good.document.keys else (holder or 1)
        gone = [*good.lines[: number - 1], *good.lines[number:]]
        yield Edit(
            "a key left out",
            f"{good.name}:{number} no {key}",
            good.name,
            "\n".join(gone),
            (above,),
            codes=("NW102", "NW405", "NW601"),
        )


def _with(good: Base, number: int, line: str) -> str:
    return "\n".join([*good.lines[: number - 1], line, *good.lines[number:]])
