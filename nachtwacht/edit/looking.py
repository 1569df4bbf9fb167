"""A text as ``nw check`` sees it: what is wrong with it and at which value, and what it would mean for the customer."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path as File
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from nachtwacht.document.place import Path
from nachtwacht.edit.page import Page
from nachtwacht.edit.storing import NAME
from nachtwacht.edit.tree import Mapping, Node, Sequence, plain
from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import Language, Scope
from nachtwacht.plan import plan
from nachtwacht.scope.checking import inspect
from nachtwacht.scope.reach import check_reach


class Ground(Struct, frozen=True, kw_only=True):
    """What every look rests on."""

    folder: File
    catalog: Catalog
    today: date
    language: Language


class Spot(Struct, frozen=True):
    """A finding with the path of the value that it is about; empty when it is about no value of this file."""

    finding: ScopeFinding
    path: Path


class Look(Struct, frozen=True, kw_only=True):
    """A text, understood as far as it can be."""

    text: str
    data: dict[str, Any] | None
    scope: Scope | None
    plan: CoveragePlan | None
    """None while there are errors."""
    spots: tuple[Spot, ...]

    @property
    def errors(self) -> tuple[Spot, ...]:
        """What must be mended."""
        return tuple(spot for spot in self.spots if spot.finding.severity == "error")


def look(ground: Ground, text: str) -> Look:
    """Everything that ``nw check`` says of a text, as if it stood in the customer's folder."""
    with tempfile.TemporaryDirectory(prefix="nachtwacht-") as beside:
        # The very same check of a very same file: its folder has the customer's name, which is checked too.
        file = File(beside) / ground.folder.name / NAME
        file.parent.mkdir()
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        scope, findings = inspect(file, ground.catalog, ground.today)
    own = tuple(msgspec.structs.replace(found, file=str(ground.folder / NAME)) for found in findings)
    page = _page(text)
    paths = _paths(page) if page else {}
    elsewhere = check_reach(ground.folder, scope, ground.catalog, ground.today)
    spots = (
        *(Spot(found, paths.get((found.line, found.column), ())) for found in own),
        *(Spot(found, ()) for found in elsewhere),
    )
    sound = scope is not None and not any(found.severity == "error" for found in own)
    data = plain(page.top) if page else None
    return Look(
        text=text,
        data=data if isinstance(data, dict) else None,
        scope=scope,
        plan=plan(scope, ground.catalog, today=ground.today) if sound and scope is not None else None,
        spots=spots,
    )


def _page(text: str) -> Page | None:
    try:
        return Page(text.removeprefix("\ufeff"))
    except (ValueError, yaml.YAMLError):
        return None


def _paths(page: Page) -> dict[tuple[int, int], Path]:
    """Line and column, both from 1 -> what begins there; of several the outermost."""
    found: dict[tuple[int, int], Path] = {}
    for at, path in _begins(page.top, ()):
        line = page.text.count("\n", 0, at) + 1
        found.setdefault((line, page.column(at) + 1), path)
    return found


def _begins(node: Node, path: Path) -> list[tuple[int, Path]]:
    begins = [(node.start, path)] if path else []
    if isinstance(node, Mapping):
        for pair in node.pairs:
            begins += [(pair.start, (*path, pair.key)), *_begins(pair.value, (*path, pair.key))]
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            begins += _begins(item, (*path, index))
    return begins
