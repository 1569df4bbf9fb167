"""``nw diff``: what a change of a scope means for the customer; the gate for CI."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nachtwacht.cli.workspace import (
    accepted,
    customers,
    customers_folder,
    from_here,
    loaded_catalog,
    root,
    shown,
    today,
)
from nachtwacht.document.nearest import nearest
from nachtwacht.model.failure import Failure
from nachtwacht.model.finding import Rejected, ScopeFinding
from nachtwacht.model.scope import Language, Scope

if TYPE_CHECKING:
    from nachtwacht.model.content import Catalog
    from nachtwacht.report.difference_forms import Edit
    from nachtwacht.scope.before import Before


@click.command("diff", short_help="Say what a change of a scope means for the customer; the gate for CI.")
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option("--base", "base", metavar="REV", default="HEAD", show_default=True, help="Compare with this revision.")
@click.option("--accept", is_flag=True, help="The customer agreed: exit with 0 also where consent is needed.")
@click.option("--lang", "language", type=click.Choice(("en", "nl")), default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(("text", "json", "markdown", "github")), default="text")
def command(ids: tuple[str, ...], base: str, language: Language, form: str, *, accept: bool) -> int:
    """Say what the edits since a revision mean, of the customers that are named or of all that change.

    Exit status 1 when less is watched than before, or more may be done, unless --accept; or when a file has errors.
    """
    from nachtwacht.report.difference_forms import rendered
    from nachtwacht.scope.before import lay_out

    day, now = today(), loaded_catalog()
    with tempfile.TemporaryDirectory(prefix="nachtwacht-") as folder:
        laid = lay_out(root(), customers_folder(), base, environment=os.environ, now=now, folder=Path(folder).resolve())
        before = accepted(laid, f"the catalogue at {base}")
        chosen = _chosen(ids, before)
        found = [_edit(one, before, now, day, language, accept=accept) for one in chosen]
    edits = [edit for edit in found if not isinstance(edit, Rejected)]
    wrong = tuple(sorted(one for edit in found if isinstance(edit, Rejected) for one in edit.findings))
    told = [edit for edit in edits if ids or not edit.meaning.nothing or edit.notes]
    click.echo(rendered(told, len(edits) - len(told), form, language))
    _tell(wrong)
    return 1 if wrong or (not accept and any(edit.meaning.needs_consent for edit in edits)) else 0


def _chosen(ids: tuple[str, ...], before: Before) -> list[str]:
    """The customers that are named, or all that there are and were."""
    known = sorted({*customers(), *before.customers})
    for identity in ids:
        if identity not in known:
            near = nearest(identity, known)
            mend = f"nw diff {near}" if near else f"use one of: {', '.join(known) or 'none yet'}"
            what = f"there is no customer '{identity}', neither now nor at {before.revision.named}"
            raise Failure(what, mend=mend, status=2)
    return list(dict.fromkeys(ids)) or known


def _edit(
    identity: str, before: Before, now: Catalog, day: date, language: Language, *, accept: bool
) -> Edit | Rejected:
    """What changes for one customer; Rejected when the file has errors now."""
    from nachtwacht.plan import plan
    from nachtwacht.report.difference import meaning
    from nachtwacht.report.difference_forms import Edit
    from nachtwacht.scope.before import scope_before

    file = customers_folder() / identity / "scope.yaml"
    new = _now(file, now, day)
    if isinstance(new, Rejected):
        return new
    old = scope_before(before, identity, day)
    if isinstance(old, Rejected):
        _refuse(old, identity, before, accept=accept)
        old = None
    plans = (plan(old, before.catalog, today=day) if old else None, plan(new, now, today=day) if new else None)
    found = meaning(*plans, now, language, today=day, catalog_before=before.catalog)
    scope = new or old
    name = scope.customer.name if scope else identity
    notes = _notes(before.file(identity), file, old, new, language) if found.nothing else ()
    return Edit(customer=identity, name=name, file=from_here(file), meaning=found, notes=notes)


def _now(file: Path, catalog: Catalog, day: date) -> Scope | Rejected | None:
    from nachtwacht.scope import load_scope

    return load_scope(file, catalog, day) if file.parent.is_dir() else None


def _refuse(old: Rejected, identity: str, before: Before, *, accept: bool) -> None:
    """Without a readable base everything is new, when somebody says so; else a Failure."""
    if not accept:
        from nachtwacht.report.findings.text import lines

        named = before.revision.named
        listed = "\n".join(lines(old.findings))
        what = f"the scope of {identity} at {named} cannot be read, so there is nothing to compare with\n{listed}"
        mend = "compare with an earlier revision: --base REV; or take all of it as new: --accept"
        raise Failure(what, mend=mend, status=1)


def _notes(was: Path, file: Path, old: Scope | None, new: Scope | None, language: Language) -> tuple[str, ...]:
    """Why nothing changes although the file did."""
    if old is None or new is None or was.read_bytes() == file.read_bytes():
        return ()
    from nachtwacht.document.file import read_text
    from nachtwacht.document.parsing import parse
    from nachtwacht.report.words.difference_notes import note

    texts = [read_text(one) for one in (was, file)]
    data = [parse(text, "") for text in texts if isinstance(text, str)]
    one, other = (None if isinstance(found, Rejected) else found.data for found in data)
    return (note(one, other, language),) if one is not None and other is not None else ()


def _tell(wrong: tuple[ScopeFinding, ...]) -> None:
    if wrong:
        from nachtwacht.report.findings.text import lines

        click.echo("\n".join(lines(shown(wrong))), err=True)
