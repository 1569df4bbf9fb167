"""``nw check``: every mistake in scope files, with its place and its mend."""

from __future__ import annotations

from pathlib import Path

import click

from nachtwacht.catalog import read_catalog
from nachtwacht.cli.telling import counter
from nachtwacht.cli.workspace import customer_folder, customers, customers_folder, root, shown, today
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.report.findings import FORMATS, errors, render
from nachtwacht.scope.across import check_across
from nachtwacht.scope.many import check_customers
from nachtwacht.scope.profile_checks import check_profiles
from nachtwacht.scope.register import check_register


@click.command("check", short_help="Check scope files; every mistake with its place and its mend.")
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--content/--no-content",
    default=None,
    help="Also try to understand every rule and runbook (half a second more). By default when no customer is named.",
)
def command(ids: tuple[str, ...], form: str, content: bool | None) -> int:  # noqa: FBT001  A flag of the command line.
    """Check the scopes of the customers that are named, or of all. Exit status 1 when there are errors."""
    folders = [customer_folder(identity) for identity in (ids or customers())]
    catalog = read_catalog(root())
    findings = catalog.findings if isinstance(catalog, Rejected) else _check(folders, catalog, everybody=not ids)
    if not isinstance(catalog, Rejected) and (content if content is not None else not ids):
        from nachtwacht.pipeline import check_content

        findings = tuple(sorted((*findings, *check_content(catalog, root()))))
    click.echo(render(shown(findings), len(folders), form))
    return 1 if errors(findings) else 0


def _check(folders: list[Path], catalog: Catalog, *, everybody: bool) -> tuple[ScopeFinding, ...]:
    done = check_customers(folders, catalog, today(), told=counter("customers checked"))
    known = [one.claims for one in done if one.claims is not None]
    own = (found for one in done for found in one.findings)
    between = (*check_across(known), *check_register(customers_folder(), known, today()))
    if not everybody:
        click.echo("only compared with the customers named; nw check compares all of them", err=True)
    return tuple(sorted((*check_profiles(root(), catalog), *own, *between)))
