"""The coverage report as one HTML page that needs nothing else: no script, no request, works from a stick."""

from __future__ import annotations

from pathlib import Path

from nachtwacht.report.view import View
from nachtwacht.report.words.coverage import MARKS, WORDS

TEMPLATES = Path(__file__).with_name("templates")


def coverage_html(view: View) -> str:
    """The page. Everything from outside is escaped by the template engine."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    words = WORDS[view.language]
    one, many = words["run"].split("|")
    runs = f"{view.runs} {one if view.runs == 1 else many}"
    return environment.get_template("coverage.html.j2").render(view=view, words=words, marks=MARKS, runs=runs)
