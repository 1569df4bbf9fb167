"""How many edits that nobody had in mind are found, on the right line, with the right mend.

python -m benchmarks.unseen_edits [-v]
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from nachtwacht.catalog import read_catalog, root
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.scope.checking import inspect

TODAY = date(2026, 11, 24)
HERE = Path(__file__).parent


def findings(text: str, customer: str, catalog: Catalog, at: Path) -> list[ScopeFinding]:
    """What is found in a text, without the warnings that it accepts itself."""
    file = at / customer / "scope.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return [found for found in inspect(file, catalog, TODAY)[1] if not found.accepted]


def main() -> None:
    """Print the table, and the misses when asked."""
    catalog = read_catalog(root())
    if isinstance(catalog, Rejected):
        raise SystemExit("the catalogue is not right; see ./nw check")
    print(f"{'customer':<14}{'edits':>7}{'found':>7}{'line':>7}{'mends':>7}{'right':>7}")
    for table in sorted(HERE.glob("*.yaml")):
        rows = yaml.safe_load(table.read_text("utf-8"))
        with tempfile.TemporaryDirectory() as folder:
            counts, missed = _tried(rows, table.stem, catalog, Path(folder))
        print(f"{table.stem:<14}{len(rows):>7}" + "".join(f"{count:>7}" for count in counts))
        if "-v" in sys.argv:
            print(*missed, sep="\n")


def _tried(rows: list[dict[str, Any]], customer: str, catalog: Catalog, at: Path) -> tuple[list[int], list[str]]:
    text = (root() / "customers" / customer / "scope.yaml").read_text("utf-8")
    usual = {(found.code, found.message) for found in findings(text, customer, catalog, at)}
    counts, missed = [0, 0, 0, 0], []
    for row in rows:
        if row["old"] not in text:
            raise SystemExit(f"{customer}: '{row['name']}' changes what is not in the file any more")
        changed = text.replace(row["old"], row["new"], 1)
        found = [f for f in findings(changed, customer, catalog, at) if (f.code, f.message) not in usual]
        there = bool(found) and (
            row.get("anywhere", False) or bool(_lines(text, changed, row) & {f.line for f in found})
        )
        right = any(row.get("fix", "\0") in one.fix for one in found)
        for index, hit in enumerate((bool(found), there, "fix" in row, right)):
            counts[index] += hit
        if not there or ("fix" in row and not right):
            missed.append(f"  {row['name']}: {[(f.line, f.code, f.fix) for f in found][:3]}")
    return counts, missed


def _lines(text: str, changed: str, row: dict[str, Any]) -> set[int]:
    """The line that was named, and the first that differs."""
    pairs = enumerate(zip(text, changed, strict=False))
    differs = next((index for index, (one, other) in pairs if one != other), len(changed))
    named = text.count("\n", 0, text.index(row["old"])) + 1 + row.get("lines_below", 0)
    return {named, changed.count("\n", 0, differs) + 1}


if __name__ == "__main__":
    main()
