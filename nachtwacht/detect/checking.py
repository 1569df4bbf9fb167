"""What ``nw check`` says of detection packs' rules: every mistake with file, line and mend."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nachtwacht.detect.ruleset import check_packs
from nachtwacht.model.content import Pack
from nachtwacht.model.finding import ScopeFinding


def check_rules(packs: Mapping[str, Pack], folder: Path) -> tuple[ScopeFinding, ...]:
    """Findings of all packs' rules; ``folder`` is the one that the packs lie in. Needs no network and no scope."""
    return tuple(
        ScopeFinding(
            file=str(folder / fault.file),
            line=fault.line,
            column=fault.column,
            code=fault.code,
            message=fault.what,
            fix=fault.fix,
        )
        for fault in check_packs(packs)
    )
