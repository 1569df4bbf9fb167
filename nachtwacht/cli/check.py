"""``nw check``: every mistake in scope files, with its place and its mend."""

from __future__ import annotations

from pathlib import Path

import click

from nachtwacht.catalog import read_catalog
from nachtwacht.cli.workspace import customer_folder, customers, root, shown, today
from nachtwacht.model.content import Catalog
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.model.scope import Scope
from nachtwacht.report.findings import FORMATS, errors, render
from nachtwacht.scope.across import check_across
from nachtwacht.scope.checking import inspect
from nachtwacht.scope.profile_checks import check_profiles
from nachtwacht.scope.reach import check_reach


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
    findings = catalog.findings if isinstance(catalog, Rejected) else _check(folders, catalog)
    if not isinstance(catalog, Rejected) and (content if content is not None else not ids):
        from nachtwacht.pipeline import check_content

        findings = tuple(sorted((*findings, *check_content(catalog, root()))))
    click.echo(render(shown(findings), len(folders), form))
    return 1 if errors(findings) else 0


def _check(folders: list[Path], catalog: Catalog) -> tuple[ScopeFinding, ...]:
    findings: list[ScopeFinding] = [*check_profiles(root(), catalog)]
    scopes: list[tuple[Path, Scope]] = []
    for folder in folders:
        file = folder / "scope.yaml"
        scope, found = inspect(file, catalog, today())
        findings.extend((*found, *check_reach(folder, scope, catalog)))
        if scope is not None:
            scopes.append((file, scope))
    return tuple(sorted((*findings, *check_across(scopes))))
