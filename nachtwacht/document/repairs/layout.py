"""Lines that begin at the wrong place, and dashes that are missing or too many."""

from __future__ import annotations

import re

from nachtwacht.document.repairs.repair import Line, Repair, Repairs

_DASHED = re.compile(r"^(\s*)-(\s*)(?=\S)")
_KEY = re.compile(r"\s*[A-Za-z_]+\s*:")


def tabs(line: Line) -> Repairs:
    """Tabs before the text or around the colon, each as two, four or eight spaces."""
    if "\t" in line.text:
        column = line.text.index("\t")
        for unlikely, width in enumerate((2, 1, 4, 8)):
            mended = line.text.replace("\t", " " * width)
            yield Repair(
                line.number, column, "a tab is used to indent or align", "use spaces", (mended,), "NW006", unlikely - 9
            )


def indentation(line: Line, lines: list[Line]) -> Repairs:
    """The line, alone or with the lines below it that belong to it, at each depth that its neighbours have."""
    if line.blank or "\t" in line.text[: line.indent]:
        return
    for depth in _depths(line, lines):
        words = f"{depth} space{'' if depth == 1 else 's'}" if depth else "no space"
        message = f"this line begins with {line.indent or 'no'} spaces, which fits none of the lines around it"
        fix = f"begin the line with {words}"
        shift = depth - line.indent
        odd = 0 if depth % 2 == 0 else 1
        alone = (" " * depth + line.text.lstrip(),)
        yield Repair(line.number, line.indent, message, fix, alone, unlikely=3 + odd + _far(line, depth))
        block = _block(line, lines)
        if len(block) > 1 and all(one.blank or one.indent + shift >= 0 for one in block):
            moved = tuple(_moved(one, shift) for one in block)
            fix = f"begin lines {line.number + 1} to {block[-1].number + 1} with {words}"
            yield Repair(line.number, line.indent, message, fix, moved, unlikely=4 + odd)


def dash(line: Line) -> Repairs:
    """A list entry without its dash, or a dash that belongs to nothing."""
    text, indent = line.text, line.indent
    if found := _DASHED.match(text):
        rest = text[found.end() :]
        if not found[2]:
            message = "a space is missing after the dash"
            yield line.instead(f"{found[1]}- {line.code[found.end() :]}", indent, message)
        without = f"{found[1]}  {line.code[found.end() :]}"
        yield line.instead(without, indent, "a dash too many", unlikely=3)
        if rest.startswith("-"):
            yield line.instead(f"{found[1]}- {line.code[found.end() :].lstrip('- ')}", indent, "a dash too many")
        elif found[1] != "":
            yield line.instead(f"{found[1]}{line.code[found.end() :]}", indent, "a dash too many", unlikely=4)
    elif _KEY.match(text) or text.lstrip().startswith("{"):
        for depth in (indent - 2, indent):
            if depth >= 0:
                mended = f"{' ' * depth}- {line.code.lstrip()}"
                message = "the dash with which an entry begins is missing"
                yield line.instead(mended, indent, message, unlikely=3)


def _depths(line: Line, lines: list[Line]) -> list[int]:
    """Depths of the lines around, nearest first, each also as it would be after a dash."""
    around = [one for one in lines[max(0, line.number - 12) : line.number + 12] if not one.blank and one is not line]
    around.sort(key=lambda one: (abs(one.number - line.number), one.number))
    depths: list[int] = []
    for one in around:
        depths.append(one.indent)
        if one.text.lstrip().startswith("- ") or (one.number < line.number and one.code.endswith(":")):
            depths.append(one.indent + 2)
    return [depth for depth in dict.fromkeys(depths) if depth != line.indent]


def _far(line: Line, depth: int) -> int:
    """0 when the move is a small one, which is what a slip of the finger makes; more when it is not."""
    return abs(depth - line.indent) // 3


def _block(line: Line, lines: list[Line]) -> list[Line]:
    """The line and those that follow at its depth or deeper."""
    block = [line]
    for one in lines[line.number + 1 :]:
        if not one.blank and one.indent < line.indent:
            break
        block.append(one)
    while block[-1].blank:
        block.pop()
    return block


def _moved(line: Line, shift: int) -> str:
    return line.text if line.blank else " " * (line.indent + shift) + line.text.lstrip()
