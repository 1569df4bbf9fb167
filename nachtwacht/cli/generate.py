"""``nw generate``: everything in the repository that is made from something else."""

from __future__ import annotations

import click

from nachtwacht.cli.workspace import root
from nachtwacht.report.generated import generated


@click.command("generate", short_help="Make the generated files anew (schema, reference).")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 when a file is stale.")
def command(only_check: bool) -> int:  # noqa: FBT001  A flag of the command line.
    """Make the JSON Schema and the reference pages anew."""
    top = root()
    texts = generated(top)
    stale = [file for file, text in texts.items() if not file.is_file() or file.read_text("utf-8") != text]
    for file in stale:
        if not only_check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(texts[file], "utf-8")
        click.echo(f"{'stale' if only_check else 'made'}: {file.relative_to(top)}")
    if only_check and stale:
        click.echo("fix: ./nw generate", err=True)
        return 1
    return 0
