"""Measures how many bad edits are found, on the right line, with the right mend.

python -m benchmarks.bad_edits [THEME] [-v]
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable

from benchmarks.bad_edits.judge import Verdict, judge
from benchmarks.bad_edits.mutation import mutations
from benchmarks.bad_edits.tables import by_hand


def main(arguments: list[str]) -> int:
    """Print the table; with -v also every edit that is not found or not mended."""
    wanted = [word for word in arguments if not word.startswith("-")]
    begun = time.monotonic()
    edits = [edit for edit in (*by_hand(), *mutations()) if not wanted or any(word in edit.theme for word in wanted)]
    verdicts = list(judge(edits))
    _table(verdicts)
    print(f"{time.monotonic() - begun:.0f} s")
    if "-v" in arguments:
        for verdict in verdicts:
            _shown(verdict)
    return 0


def _table(verdicts: Iterable[Verdict]) -> None:
    themes: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        themes[verdict.edit.theme].append(verdict)
        themes["ALL"].append(verdict)
    heads = ("theme", "edits", "found", "knowable", "mended", "unsettled", "accepted", "tracebacks")
    print("{:40} {:>6} {:>7} {:>8} {:>7} {:>9} {:>8} {:>10}".format(*heads))
    for theme, found in sorted(themes.items(), key=lambda pair: (pair[0] == "ALL", pair[0])):
        knowable = [one for one in found if one.knowable]
        share = sum(one.found or one.edit.harmless for one in found) / len(found)
        mended = sum(one.fixed for one in knowable) / len(knowable) if knowable else 1
        print(
            f"{theme:40} {len(found):6} {share:7.1%} {len(knowable):8} {mended:7.1%} "
            f"{sum(bool(one.unsettled) for one in found):9} {sum(one.accepted for one in found):8} "
            f"{sum(bool(one.traceback) for one in found):10}"
        )


def _shown(verdict: Verdict) -> None:
    edit = verdict.edit
    wrong = [
        "traceback" if verdict.traceback else "",
        "ACCEPTED" if verdict.accepted else "",
        "not found" if not verdict.found and not edit.harmless else "",
        "not mended" if verdict.knowable and verdict.found and not verdict.fixed else "",
        "unsettled" if verdict.unsettled else "",
    ]
    if any(wrong):
        print(
            "-", ", ".join(filter(None, wrong)), "|", edit.theme, "|", edit.name, "| wanted", edit.lines, edit.fixes[:3]
        )
        if verdict.traceback:
            print(verdict.traceback.splitlines()[-1])
        for found in verdict.findings[:4]:
            print(f"     {found.line}:{found.column} {found.code} {found.message[:150]} | fix {found.fix!r}")


sys.exit(main(sys.argv[1:]))
