"""The explanation as one HTML page to print and to take along: no script, no request, works from a stick."""

from __future__ import annotations

from nachtwacht.report.coverage_html import TEMPLATES
from nachtwacht.report.explanation.explaining import Explanation


def explanation_html(explained: Explanation, language: str) -> str:
    """The page. Everything from outside is escaped by the template engine."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("explanation.html.j2").render(explained=explained, language=language)
