"""``nw explain``: what a scope promises, in plain words; and where each of its values comes from."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from nachtwacht.catalog.content import read_document
from nachtwacht.cli.workspace import accepted, customer_folder, loaded_catalog, loaded_scope, root, today
from nachtwacht.cli.writing import write
from nachtwacht.model.scope import Language, Scope
from nachtwacht.report.explanation import Explanation, explanation

FORMATS = ("text", "markdown", "json", "html")


@click.command("explain", short_help="Say in plain words what a scope promises, for a talk with the customer.")
@click.argument("identity", metavar="ID")
@click.option("--lang", "language", type=click.Choice(("nl", "en")), help="By default the customer's language.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead.")
@click.option(
    "--origin", is_flag=True, help="Show instead where each value comes from: the file, a profile, the language."
)
def command(identity: str, language: Language | None, form: str, output: Path | None, *, origin: bool) -> None:
    """Say what a scope promises: what we watch and what not, what we may do, whom we call, and when.

    \b
    nw explain gouden-aar                                 to read aloud at the customer's table
    nw explain gouden-aar --lang en                       the same in English
    nw explain gouden-aar --format html --output p.html   a page to print
    nw explain gouden-aar --origin                        every value with the line that it comes from

    A scope with warnings is explained; one with errors is not: what is wrong is listed, and the exit status is 1.
    """  # noqa: D301  Click wants the sign itself, before a part that keeps its lines.
    if origin and form not in ("text", "json"):
        raise click.UsageError("--origin is shown as text or json")
    catalog = loaded_catalog()
    scope = loaded_scope(identity, catalog)
    if origin:
        text = _origins(identity, scope, form)
    else:
        said_in: Language = language or scope.customer.language
        text = _formed(explanation(scope, catalog, today=today(), language=said_in), scope, form, said_in)
    if output is None:
        click.echo(text)
    else:
        write(output, text)


def _formed(told: Explanation, scope: Scope, form: str, language: Language) -> str:
    if form == "json":
        from nachtwacht.report.explanation.json import explanation_json

        return explanation_json(told, scope.customer.id, language)
    if form == "html":
        from nachtwacht.report.explanation.html import explanation_html

        return explanation_html(told, language)
    if form == "markdown":
        from nachtwacht.report.explanation.markdown import explanation_markdown

        return explanation_markdown(told)
    from nachtwacht.report.explanation.text import explanation_text

    return explanation_text(told)


def _origins(identity: str, scope: Scope, form: str) -> str:
    from nachtwacht.report.origins import origins_json, origins_text
    from nachtwacht.scope.origin import Layer, origins
    from nachtwacht.scope.profiles import chain

    own = accepted(read_document(customer_folder(identity) / "scope.yaml"), f"the scope of {identity}")
    layers = [Layer(document=own)]
    if scope.profile:
        brought = accepted(chain(scope.profile, root()), f"the profile of {identity}")
        layers += [Layer(document=one, profile=Path(one.file).stem) for one in brought]
    found = [msgspec.structs.replace(one, file=_from_here(one.file)) for one in origins(scope, layers)]
    return origins_json(found, identity) if form == "json" else origins_text(found)


def _from_here(file: str) -> str:
    """As seen from the repository, when it is in it."""
    path = Path(file)
    return str(path.relative_to(root())) if path.is_relative_to(root()) else file
