"""``nw plan``: what a scope means for the customer, then the resources behind it."""

from __future__ import annotations

from typing import Any

import click

from nachtwacht.cli.workspace import accepted, customer_folder, lab, loaded_catalog, loaded_scope, today
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.reach import Reach
from nachtwacht.plan import differences, load_plan, plan
from nachtwacht.report.plan import Preview, plan_json, plan_text
from nachtwacht.scope import read_reach


@click.command("plan", short_help="Show what a scope means for the customer, then the resources behind it.")
@click.argument("identity", metavar="ID")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--resources/--no-resources", default=True, help="Ask the engine which resources change (some seconds).")
def command(identity: str, form: str, resources: bool) -> None:  # noqa: FBT001  A flag of the command line.
    """Compare the customer's scope with what stands: coverage, response rights, then resources. Changes nothing."""
    folder = customer_folder(identity)
    catalog = loaded_catalog()
    scope = loaded_scope(identity, catalog)
    reach = accepted(read_reach(folder, lab(), scope, catalog), f"hosts.yaml of {identity}")
    after = plan(scope, catalog, reach=reach, today=today())
    before = load_plan(folder)
    counts, saved = _ask_engine(after, reach) if resources else (None, "")
    preview = Preview(before=before, after=after, change=differences(before, after), resources=counts, saved=saved)
    click.echo(plan_json(preview, catalog) if form == "json" else plan_text(preview, catalog))


def _ask_engine(after: CoveragePlan, reach: Reach) -> tuple[dict[str, int], str]:
    """Counts of resources and the path of the update plan; the engine is heavy and only loaded here."""
    from nachtwacht.provision import preview

    answer: Any = preview(after, reach)
    return dict(answer.resources), str(answer.plan_file)
