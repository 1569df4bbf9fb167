"""Where the parser stumbled, told as what the writer did and where: the finding for a text that is no YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nachtwacht.document.place import Place, finding

if TYPE_CHECKING:
    import yaml

    from nachtwacht.model.finding import ScopeFinding


def stumble(error: yaml.YAMLError, text: str, file: str, long_quote: Any = None) -> ScopeFinding:
    """What is wrong with the text. ``long_quote`` is the last quoted scalar that went over the end of its line."""
    return _forgotten_quote(error, file, long_quote) or _syntax(error, text, file)


def _forgotten_quote(error: yaml.YAMLError, file: str, long_quote: Any) -> ScopeFinding | None:
    """The parser stumbles where the next quote stands; the writer looks for where the first one was opened."""
    mark, opened = getattr(error, "problem_mark", None), None
    if "quoted scalar" in str(getattr(error, "context", "")):
        opened = getattr(error, "context_mark", None)
    elif long_quote is not None and mark is not None and mark.line - long_quote.end_mark.line <= 1:
        opened = long_quote.start_mark
    if opened is None:
        return None
    place = Place(file, opened.line + 1, opened.column + 1)
    return finding("NW005", place, "the quote that opens here is not closed on this line", "close it")


def _syntax(error: yaml.YAMLError, text: str, file: str) -> ScopeFinding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    lines = text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    indent = written[: len(written) - len(written.lstrip())]
    if "\t" in indent or written[column - 1 : column] == "\t":
        return finding("NW006", Place(file, line, column), "a tab is used to indent or align", "use spaces")
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    context = getattr(error, "context", None)
    return finding("NW005", Place(file, line, column), f"{context}: {problem}" if context else str(problem))
