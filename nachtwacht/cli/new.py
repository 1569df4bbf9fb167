"""``nw new``: a customer, a module, a detection pack or a runbook, made from plain questions or a file of answers."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import click
import msgspec

from nachtwacht.cli.workspace import accepted, customers_folder, loaded_catalog, root, today
from nachtwacht.make.kinds import KINDS, Kind
from nachtwacht.make.questions import Question, questions
from nachtwacht.model.failure import Failure
from nachtwacht.scope.across import alike

_OBSERVED = timedelta(days=30)
"""For how long we only report, unless another day is agreed."""


@click.command("new", short_help="Make a new customer, module, detection pack or runbook from a template.")
@click.argument("what", type=click.Choice(tuple(KINDS)))
@click.option("--no-input", "silent", is_flag=True, help="Ask nothing: the answers come from --answers.")
@click.option("--answers", type=click.Path(path_type=Path), metavar="FILE", help="A file of answers, in YAML.")
@click.option("--print-answers", "prints", is_flag=True, help="Print a file of answers to fill in, and make nothing.")
def command(what: str, answers: Path | None, *, silent: bool, prints: bool) -> int:
    """Make it whole and check it, or make nothing. Exit status 1 when the check finds errors in what was made."""
    from nachtwacht.make.answers import from_file, to_fill_in
    from nachtwacht.make.rendering import make

    kind = KINDS[what]
    template = root() / "templates" / kind.template
    asked = tuple(_offered(question) for question in _questions(what, template))
    if prints:
        click.echo(to_fill_in(asked))
        return 0
    if silent != (answers is not None):
        raise Failure("--no-input and --answers FILE go together", mend="give both, or none to be asked", status=2)
    into = customers_folder() if what == "customer" else root() / kind.into
    judge = _Judge(what, kind, into)
    given = from_file(answers, asked, judge) if answers is not None else {one.key: _ask(one, judge) for one in asked}
    made = make(kind, template, into, given)
    click.echo(f"made {os.path.relpath(made)}")
    return _checked(what, made)


class _Judge:
    """Judges an answer; the name of what is made must also be free."""

    def __init__(self, what: str, kind: Kind, into: Path) -> None:
        self.what, self.kind, self.into = what, kind, into
        self.gone = _gone(into) if what == "customer" else frozenset[str]()

    def __call__(self, question: Question, answer: str) -> str:
        from nachtwacht.make.judging import judged, named

        if question.key != self.kind.key:
            return judged(question, answer)
        name = judged(question, answer) if self.what == "customer" else named(answer)
        if os.path.lexists(self.into / (name + self.kind.suffix)):
            raise ValueError(f"there is already a {self.what} '{name}'; choose another name")
        if alike(name) in self.gone:
            raise ValueError(f"'{name}' was the id of a customer of before; it is never used again")
        return name


def _gone(folder: Path) -> frozenset[str]:
    from nachtwacht.scope.register import retired_ids

    return frozenset(alike(one) for one in accepted(retired_ids(folder), "the register of retired customers"))


def _questions(what: str, template: Path) -> tuple[Question, ...]:
    asked = questions(template)
    if what != "customer":
        return asked
    profiles = tuple(sorted(loaded_catalog().profiles))
    return tuple(msgspec.structs.replace(one, choices=profiles) if one.key == "profile" else one for one in asked)


def _offered(question: Question) -> Question:
    """With a day that is not past by the time somebody answers."""
    days = {"observe_until": today() + _OBSERVED, "date": today()}
    day = days.get(question.key)
    return question if day is None else msgspec.structs.replace(question, default=day.isoformat())


def _ask(question: Question, judge: _Judge) -> str:
    """Asked until the answer can be used."""

    def judged(answer: str) -> str:
        try:
            return judge(question, answer)
        except ValueError as error:
            raise click.UsageError(str(error)) from None

    choices = f" ({', '.join(question.choices)})" if question.choices else ""
    answer: str = click.prompt(question.hint + choices, default=question.default, value_proc=judged)
    return answer


def _checked(what: str, made: Path) -> int:
    """The same check as ``nw check``, and what comes next."""
    from nachtwacht.cli.check import command as check

    if what == "customer":
        status: int = click.get_current_context().invoke(check, ids=(made.name,), form="text", content=False)
        click.echo(f"next: write down hosts and use cases (nw edit {made.name}), then nw explain {made.name}")
        return status
    from nachtwacht.model.finding import Rejected
    from nachtwacht.pipeline import check_content

    catalog = loaded_catalog()
    found = check_content(catalog, root())
    accepted(Rejected(found) if found else None, "the content")
    click.echo("it is sound as it is; next: write what it does, and prove it with ./nw test")
    return 0
