"""``nw report``: what is proven for a customer, and since when."""

from __future__ import annotations

import time
from pathlib import Path

import click

from nachtwacht.cli.workspace import accepted, customer_folder, lab, loaded_catalog, loaded_scope, today
from nachtwacht.cli.writing import write
from nachtwacht.plan import plan
from nachtwacht.report.coverage import coverage_view
from nachtwacht.report.coverage_html import coverage_html
from nachtwacht.report.coverage_json import coverage_json
from nachtwacht.report.coverage_text import coverage_text
from nachtwacht.scope import read_reach
from nachtwacht.verify.evidence import load
from nachtwacht.verify.matrix import cover

FORMATS = ("text", "json", "html")


@click.command("report", short_help="The coverage report: what is proven, for whom, since when.")
@click.argument("identity", metavar="ID")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--lang", "language", type=click.Choice(("nl", "en")), help="By default the customer's language.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead.")
def command(identity: str, form: str, language: str | None, output: Path | None) -> int:
    """Show the coverage matrix with its evidence. Exit status 1 when a cell failed."""
    text, failed = coverage(identity, form, language)
    if output is None:
        click.echo(text)
    else:
        write(output, text)
    return 1 if failed else 0


def coverage(identity: str, form: str, language: str | None) -> tuple[str, bool]:
    """The report of a customer in one of ``FORMATS``, and whether a cell of it failed."""
    folder, catalog, now = customer_folder(identity), loaded_catalog(), time.time()
    scope = loaded_scope(identity, catalog)
    reach = accepted(read_reach(folder, lab(), scope, catalog), f"hosts.yaml of {identity}")
    planned, evidence = plan(scope, catalog, reach=reach, today=today()), load(folder)
    report = cover(planned, evidence, now=now)
    view = coverage_view(planned, catalog, evidence, now=now, language=language or scope.customer.language)
    failed = any(cell.state == "failed" for cell in report.cells)
    if form == "json":
        return coverage_json(view, report), failed
    return (coverage_html if form == "html" else coverage_text)(view), failed
