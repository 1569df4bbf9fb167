"""What ``check`` says of a bad edit, held against what it should say."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from benchmarks.bad_edits.bases import TODAY, base, catalog
from benchmarks.bad_edits.edit import Edit
from benchmarks.bad_edits.paste import pasted
from nachtwacht.document.parsing import parse
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.scope import check, load_scope


class Verdict(Struct, frozen=True):
    """What became of one edit."""

    edit: Edit
    findings: tuple[ScopeFinding, ...] = ()
    traceback: str = ""
    on_line: tuple[ScopeFinding, ...] = ()
    """The findings on a line that should be named, with a code that is right."""
    fixed: bool = False
    """Whether one of them has the right mend."""
    unsettled: str = ""
    """The file after the right mend was pasted, when the finding is still there."""
    accepted: bool = False
    """Whether the file is taken for another promise than the good one, without a finding anywhere."""

    @property
    def found(self) -> bool:
        """Whether the right line was named."""
        return bool(self.on_line)

    @property
    def knowable(self) -> bool:
        """Whether there is a right mend."""
        return bool(self.edit.fixes)


def judge(edits: Iterable[Edit]) -> Iterator[Verdict]:
    """A verdict for each edit."""
    with tempfile.TemporaryDirectory(prefix="nw-edits-") as folder:
        file = Path(folder) / "some.yaml"
        for edit in edits:
            yield _verdict(edit, file)


def _verdict(edit: Edit, file: Path) -> Verdict:
    try:
        findings = _new(edit.text, edit.base, file)
    except Exception:  # noqa: BLE001  A traceback is what is being counted.
        return Verdict(edit, traceback=traceback.format_exc())
    on_line = tuple(
        found for found in findings if found.line in edit.lines and (not edit.codes or found.code in edit.codes)
    )
    right = [found for found in on_line if any(_same(found.fix, fix) for fix in edit.fixes)]
    unsettled = _unsettled(edit, right[0], file) if right else ""
    accepted = not findings and not edit.harmless and _scope(edit.text, file) != _good(edit.base)
    return Verdict(edit, findings, "", on_line, bool(right), unsettled, accepted)


def _new(text: str, name: str, file: Path) -> tuple[ScopeFinding, ...]:
    """Findings that the good file does not have."""
    known = {(found.code, found.message) for found in _of_good(name)}
    return tuple(found for found in _check(text, file) if (found.code, found.message) not in known)


def _check(text: str, file: Path) -> tuple[ScopeFinding, ...]:
    file.write_text(text, "utf-8", newline="")
    return check(file, catalog(), TODAY)


def _scope(text: str, file: Path) -> Any:
    file.write_text(text, "utf-8", newline="")
    loaded = load_scope(file, catalog(), TODAY)
    return None if isinstance(loaded, Rejected) else loaded


@cache
def _of_good(name: str) -> tuple[ScopeFinding, ...]:
    with tempfile.TemporaryDirectory(prefix="nw-edits-") as folder:
        return _check(base(name).text, Path(folder) / "some.yaml")


@cache
def _good(name: str) -> Any:
    with tempfile.TemporaryDirectory(prefix="nw-edits-") as folder:
        return _scope(base(name).text, Path(folder) / "some.yaml")


def _unsettled(edit: Edit, right: ScopeFinding, file: Path) -> str:
    """The text after pasting the mend, when that did not take the finding away."""
    text = pasted(edit.text, right)
    if text is None:
        return ""
    after = {(found.code, found.line, found.column) for found in _new(text, edit.base, file)}
    return text if (right.code, right.line, right.column) in after else ""


def _same(fix: str, wanted: Any) -> bool:
    if fix == wanted:
        return True
    return bool(fix) and _value(fix) == (_value(wanted) if isinstance(wanted, str) else wanted)


@cache
def _value(text: str) -> Any:
    document = parse(f"v: {text}\n", "fix")
    return text if isinstance(document, Rejected) else document.data.get("v", text)
