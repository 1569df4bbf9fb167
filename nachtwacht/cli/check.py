"""``nw check``: every mistake in scope files, with its place and its mend."""

from __future__ import annotations

from pathlib import Path

import click

from nachtwacht.catalog import read_catalog
from nachtwacht.cli.telling import counter
from nachtwacht.cli.workspace import customer_folder, customers, customers_folder, root, shown, today
from nachtwacht.cli.writing import write
from nachtwacht.document.codes import CODES
from nachtwacht.document.nearest import nearest
from nachtwacht.model.content import Catalog
from nachtwacht.model.failure import Failure
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
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead.")
@click.option("--explain", metavar="CODE", help="Say what a code such as NW203 means, and nothing else.")
def command(
    ids: tuple[str, ...],
    form: str,
    content: bool | None,  # noqa: FBT001  A flag of the command line.
    output: Path | None,
    explain: str | None,
) -> int:
    """Check the scopes of the customers that are named, or of all. Exit status 1 when there are errors."""
    if explain is not None:
        click.echo(_explained(explain))
        return 0
    folders = [customer_folder(identity) for identity in (ids or customers())]
    catalog = read_catalog(root())
    findings = catalog.findings if isinstance(catalog, Rejected) else _check(folders, catalog, everybody=not ids)
    if not isinstance(catalog, Rejected) and (content if content is not None else not ids):
        from nachtwacht.pipeline import check_content

        findings = tuple(sorted((*findings, *check_content(catalog, root()))))
    text = render(shown(findings), len(folders), form)
    if output is None:
        click.echo(text)
    else:
        write(output, text)
    return 1 if errors(findings) else 0


def _explained(name: str) -> str:
    code = CODES.get(name.upper())
    if code is None:
        raise Failure(
            f"there is no code '{name}'", mend=nearest(name.upper(), CODES) or "see docs/reference/README.md", status=2
        )
    return f"{code.code} ({code.severity}): {code.title}\n\n{code.why}\nHow to mend it: {code.mend}"


def _check(folders: list[Path], catalog: Catalog, *, everybody: bool) -> tuple[ScopeFinding, ...]:
    done = check_customers(folders, catalog, today(), told=counter("customers checked"))
    known = [one.claims for one in done if one.claims is not None]
    own = (found for one in done for found in one.findings)
    between = (*check_across(known), *check_register(customers_folder(), known, today()))
    if not everybody:
        click.echo("only compared with the customers named; nw check compares all of them", err=True)
    return tuple(sorted((*check_profiles(root(), catalog), *own, *between)))
