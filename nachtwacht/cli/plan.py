"""``nw plan``: what a scope means for the customer, then the resources behind it."""

from __future__ import annotations

import os

import click

from nachtwacht.cli.opened import Opened, opened
from nachtwacht.cli.telling import teller
from nachtwacht.plan import differences, load_plan
from nachtwacht.report.plan import Outlook, Resources, plan_json, plan_text


@click.command("plan", short_help="Show what a scope means for the customer, then the resources behind it.")
@click.argument("identity", metavar="ID")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--resources/--no-resources", default=True, help="Ask the engine which resources change (some seconds).")
def command(identity: str, form: str, *, resources: bool) -> None:
    """Compare a customer's scope with what stands: coverage, response rights, then resources. Changes nothing."""
    os.environ.setdefault("GRPC_VERBOSITY", "ERROR")  # The engine's library else tells of every fork.
    customer = opened(identity)
    before = load_plan(customer.folder)
    outlook = Outlook(
        before=before,
        after=customer.plan,
        change=differences(before, customer.plan),
        resources=_ask_engine(customer) if resources else None,
    )
    click.echo(plan_json(outlook, customer.catalog) if form == "json" else plan_text(outlook, customer.catalog))


def _ask_engine(customer: Opened) -> Resources:
    """What the engine would do; it is heavy and only loaded here. The update plan is saved for ``provision``."""
    from nachtwacht.provision.provisioning import Session
    from nachtwacht.provision.workplace import open_workplace

    place = open_workplace(customer.folder, customer.root, customer.catalog, customer.reach, os.environ, teller())
    with place.alone():
        found = Session(customer.plan, place).preview()
    return Resources(
        create=found.resources.create,
        update=found.resources.update,
        delete=found.resources.delete,
        same=found.resources.same,
        changes=tuple((change.op, change.name) for change in found.changes),
        unreachable=tuple(f"{one.host or one.resource}: {one.what}; fix: {one.mend}" for one in found.failed),
        saved=str(found.plan_file),
    )
