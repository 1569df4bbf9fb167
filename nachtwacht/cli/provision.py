"""``nw provision``: bring a customer's watch up to its scope, exactly as reviewed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from nachtwacht.cli.opened import Opened, opened, sound_content
from nachtwacht.cli.telling import teller
from nachtwacht.model.failure import Failure
from nachtwacht.plan import differences, load_plan, save_plan
from nachtwacht.report.plan import Outlook, Resources, plan_text

if TYPE_CHECKING:
    from nachtwacht.provision.deployment import Preview


@click.command("provision", short_help="Bring a customer's watch up to its scope.")
@click.argument("identity", metavar="ID")
@click.option("--yes", is_flag=True, help="Approve, where no coverage is lost and no response right is widened.")
@click.option("--confirm", metavar="ID", default="", help="Approve anything; the customer's id, typed.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(identity: str, form: str, confirm: str, *, yes: bool) -> int:
    """Show what will be done, ask, and do exactly that. A second run with nothing to do does nothing and says so."""
    if confirm and confirm != identity:
        raise Failure(
            f"--confirm says {confirm}, but the customer is {identity}", mend=f"--confirm {identity}", status=2
        )
    os.environ.setdefault("GRPC_VERBOSITY", "ERROR")  # the engine's library else tells of every fork
    customer = opened(identity)
    sound_content(customer)
    from nachtwacht.provision.deployment import Approval
    from nachtwacht.provision.provisioning import Session
    from nachtwacht.provision.telling import deployment_json, deployment_text
    from nachtwacht.provision.workplace import open_workplace

    place = open_workplace(customer.folder, customer.root, customer.catalog, customer.reach, os.environ, teller())
    with place.alone():
        session = Session(customer.plan, place)
        preview = session.preview()
        if preview.resources.changes:
            by = _consent(customer, preview, yes=yes, confirm=confirm)
            done = session.provision(preview, Approval(customer=identity, plan_hash=preview.plan_hash, by=by))
            save_plan(customer.folder, customer.plan)
        else:
            done = session.provision(preview, Approval(customer=identity, plan_hash=preview.plan_hash, by="nobody"))
    click.echo(deployment_json(done) if form == "json" else deployment_text(done))
    return 0 if done.whole else 3


def _consent(customer: Opened, preview: Preview, *, yes: bool, confirm: str) -> str:
    """Who approved; a Failure when nobody did. What loses coverage or widens rights needs the customer's id."""
    before = load_plan(customer.folder)
    change = differences(before, customer.plan)
    outlook = Outlook(before=before, after=customer.plan, change=change, resources=_resources(preview))
    click.echo(plan_text(outlook, customer.catalog), err=True)
    identity = customer.folder.name
    if confirm == identity:
        return "--confirm"
    if yes and not change.needs_consent:
        return "--yes"
    if yes or not sys.stdin.isatty():
        wanted = f"--confirm {identity}" if change.needs_consent else "--yes"
        why = "it loses coverage or widens response rights" if change.needs_consent else "nobody approved it"
        raise Failure(f"nothing was done: {why}", mend=f"look at the plan above, then add {wanted}", status=2)
    if change.needs_consent:
        typed = click.prompt(f"This loses coverage or widens response rights. Type {identity} to approve", err=True)
        agreed = typed.strip() == identity
    else:
        agreed = click.confirm("Do this?", err=True)
    if not agreed:
        raise Failure("nothing was done: not approved", mend="run the same command again when it is", status=2)
    return "typed"


def _resources(preview: Preview) -> Resources:
    found = preview.resources
    return Resources(
        create=found.create,
        update=found.update,
        delete=found.delete,
        same=found.same,
        changes=tuple((change.op, change.name) for change in preview.changes),
        unreachable=tuple(f"{one.what}; fix: {one.mend}" for one in preview.failed),
    )
