"""Edits written by hand, in tables: tests/scope/edits/<theme>.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.bad_edits.bases import ROOT, base
from benchmarks.bad_edits.edit import Edit
from nachtwacht.document.parsing import parse
from nachtwacht.model.finding import Rejected

FOLDER = ROOT / "tests" / "scope" / "edits"


def by_hand() -> Iterator[Edit]:
    """Every edit of every table."""
    for file in sorted(FOLDER.glob("*.yaml")):
        document = parse(file.read_text("utf-8"), str(file))
        if isinstance(document, Rejected):
            raise TypeError(document)
        for number, row in enumerate(document.data.get("edits", ()), 1):
            yield _edit(file.stem.replace("_", " "), number, row, document.data.get("base", "every_key"))


def _edit(theme: str, number: int, row: dict[str, Any], name: str) -> Edit:
    """One row: ``replace`` and ``by`` (texts; the first place counts), ``at`` when another line must be named."""
    good = base(row.get("base", name)).text
    old, new = row["replace"], row["by"]
    if old not in good:
        raise ValueError(f"{theme} {number}: {old!r} is not in {name}")
    at = good.index(old) if "after" not in row else good.index(old, good.index(row["after"]))
    text = good[:at] + new + good[at + len(old) :]
    begin = at + next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    lines = [text.count("\n", 0, min(begin, len(text))) + 1]
    if "at" in row:
        places = row["at"] if isinstance(row["at"], list) else [row["at"]]
        lines = [
            text.count("\n", 0, text.index(place, max(0, at - 400) if row.get("near") else 0)) + 1 for place in places
        ]
    fix = row.get("fix")
    codes = row.get("code", [])
    return Edit(
        theme,
        f"{theme} {number}: {old.strip()[:30]!r} -> {new.strip()[:50]!r}",
        row.get("base", name),
        text,
        tuple(lines),
        tuple(fix if isinstance(fix, list) and row.get("any") else [fix]) if fix is not None else (),
        tuple(codes if isinstance(codes, list) else [codes]),
        row.get("harmless", False),
    )
