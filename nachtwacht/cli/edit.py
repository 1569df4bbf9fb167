"""``nw edit``: the account manager's part of a scope as a form in the browser."""

from __future__ import annotations

import click

from nachtwacht.cli.workspace import customer_folder, loaded_catalog, today
from nachtwacht.model.scope import Language


@click.command("edit", short_help="Edit a scope in the browser: the promise in a form, its meaning beside it.")
@click.argument("identity", metavar="ID")
@click.option("--lang", "language", type=click.Choice(("nl", "en")), help="By default the customer's language.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="By default any that is free.")
@click.option("--open/--no-open", "opens", default=True, help="Open the browser, where there is a display.")
def command(identity: str, language: Language | None, port: int, *, opens: bool) -> int:
    """Show a customer's contacts, hours, countries, use cases, response rights and exclusions in a form over the same file.

    It is served to this machine only. Exit status 1 when something was left unsaved.
    """
    from nachtwacht.edit.editor import Editor
    from nachtwacht.edit.language import language_of
    from nachtwacht.edit.looking import Ground
    from nachtwacht.edit.serving import run

    folder = customer_folder(identity)
    ground = Ground(folder=folder, catalog=loaded_catalog(), today=today(), language=language or language_of(folder))
    editor = Editor(ground)
    run(editor, port, lambda line: click.echo(line, err=True), opens=opens)
    left = sorted({name for names in editor.unsaved.values() for name in names})
    click.echo(
        f"ended; not saved: {', '.join(left)}" if left else "ended; everything that was saved is in the file", err=True
    )
    return 1 if left else 0
