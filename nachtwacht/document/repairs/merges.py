"""A merge of two versions that nobody finished: both are still in the file, between the marks of the tool."""

from __future__ import annotations

from nachtwacht.document.repairs.repair import Line, Repair

_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def merges(lines: list[Line]) -> list[Repair]:
    """Each unfinished merge, with the first of the two versions kept so that the rest can be read."""
    found: list[Repair] = []
    begin: int | None = None
    keep = True
    mended: list[str] = []
    for line in lines:
        mark = next((mark for mark in _MARKS if line.text.startswith(mark)), "")
        if mark == "<<<<<<<":
            begin, keep, mended = line.number, True, [""]
        elif mark and begin is not None:
            keep = False
            mended.append("")
            if mark == ">>>>>>>":
                found.append(_unfinished(begin, line.number, tuple(mended)))
                begin = None
        elif mark:
            message = "this line was left behind by a merge of two versions"
            found.append(Repair(line.number, 0, message, "remove the line", ("",), "NW015"))
        elif begin is not None:
            mended.append(line.text if keep else "")
    if begin is not None:
        message = "a merge of two versions begins here and does not end"
        found.append(Repair(begin, 0, message, "remove the line", ("",), "NW015"))
    return found


def _unfinished(begin: int, end: int, mended: tuple[str, ...]) -> Repair:
    message = f"two versions of the file were merged and nobody chose between them (lines {begin + 1} to {end + 1})"
    fix = "keep one of the two versions and remove the lines with <<<<<<<, ======= and >>>>>>>"
    return Repair(begin, 0, message, fix, mended, "NW015")
