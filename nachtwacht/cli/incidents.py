"""``nw incidents``: what happened, what was decided, what was done; and an analyst's own words."""

from __future__ import annotations

import getpass
import json
import sys
from typing import Any

import click

from nachtwacht.cli.workspace import accepted, customer_folder, lab, loaded_catalog, loaded_scope
from nachtwacht.model.failure import Failure
from nachtwacht.model.layout import CONFIG, SOFTWARE
from nachtwacht.model.reach import Reach
from nachtwacht.model.scope import Scope

SAY = {"approve": "REQUEST", "deny": "REQUEST", "undo": "REQUEST", "extend": "REQUEST", "decide": "INCIDENT VERDICT"}


@click.command("incidents", short_help="What happened, what was decided, what was done.")
@click.argument("identity", metavar="ID")
@click.argument("words", nargs=-1, metavar="[INCIDENT | VERB …]")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--canaries", is_flag=True, help="List the incidents of canaries as well.")
@click.option(
    "--by", type=click.Choice(("analyst", "customer")), default="analyst", help="approve, deny: whose word it is."
)
@click.option("--name", help="Whose name is written beside a decision; by default this account's.")
def command(identity: str, words: tuple[str, ...], form: str, by: str, name: str | None, *, canaries: bool) -> int:
    r"""List a customer's incidents, show one, or say what you decide.

    \b
    nw incidents ID                            all, newest first
    nw incidents ID INC-0007                   one, with everything about it
    nw incidents ID decide INC-0007 false_positive    or true_positive
    nw incidents ID approve INC-0007-R2        or deny; --by customer --name "A. Molenaar" for the customer's word
    nw incidents ID undo INC-0007-R1           take a response back now
    nw incidents ID extend INC-0007-R1         as long again as the permission allows
    nw incidents ID stories [INC-0007]         the letters, whole
    """
    if by == "customer" and not name:
        raise click.UsageError('the customer\'s word needs a name: --name "A. Molenaar"')
    verb, arguments = spoken(words, by, name or getpass.getuser(), canaries=canaries)
    folder, catalog = customer_folder(identity), loaded_catalog()
    scope = loaded_scope(identity, catalog)
    from nachtwacht.scope import read_reach

    reach = accepted(read_reach(folder, lab(), scope, catalog), f"hosts.yaml of {identity}")
    answer = ask(reach, scope, verb, arguments)
    if form == "json":
        (whole,) = answer.values() if verb in ("incidents", "stories") else (answer,)
        click.echo(json.dumps(whole, indent=2, ensure_ascii=False))
    else:
        _print(verb, answer, scope)
    return 0


def spoken(words: tuple[str, ...], by: str, name: str, *, canaries: bool = False) -> tuple[str, dict[str, Any]]:
    """The runtime's verb and its arguments for the words of the command line; UsageError for others."""
    if not words:
        return "incidents", {"canaries": canaries}
    verb, *rest = words
    if verb == "stories" and len(rest) <= 1:
        return "stories", {"id": rest[0]} if rest else {}
    if verb == "decide" and len(rest) == 2:  # noqa: PLR2004 - incident and verdict
        return "decide", {"id": rest[0], "verdict": rest[1].replace("-", "_"), "name": name}
    if verb in SAY and verb != "decide" and len(rest) == 1:
        return verb, {"id": rest[0], "by": by, "name": name}
    if verb in SAY:
        raise click.UsageError(f"write: nw incidents ID {verb} {SAY[verb]}")
    if not rest:
        return "incident", {"id": verb}
    raise click.UsageError(f"'{verb}' is no incident and none of: {', '.join((*SAY, 'stories'))}")


def ask(reach: Reach, scope: Scope, verb: str, arguments: dict[str, Any]) -> Any:
    """Ask the customer's runtime on its own host; a Failure with its words when it says no."""
    from nachtwacht.provision import ssh

    customer, host = scope.customer.id, runtime_host(scope)
    program = ["env", f"PYTHONPATH={SOFTWARE}/runtime", "python3", "-m", "nachtwacht", "runtime", "ctl"]
    connection = ssh.connect(reach, host)
    try:
        said = ["--config", f"{CONFIG}/{customer}/runtime.json", verb, json.dumps(arguments)]
        ran = ssh.run(connection, [*program, *said])
    finally:
        connection.close()
    if ran.status == 0:
        return json.loads(ran.out)
    raise refused(ran.err, host, customer)


def runtime_host(scope: Scope) -> str:
    """The host that the customer's runtime is on."""
    for host in scope.assets.hosts:
        if host.kind == "runtime":
            return host.name
    raise Failure("the scope has no host of kind 'runtime'", mend="add one to assets.hosts and provision it", status=1)


def refused(said: str, host: str, customer: str) -> Failure:
    """The runtime's own words, ``nw: WHAT`` and ``fix: MEND``, or what else came back."""
    what, found, mend = said.strip().removeprefix("nw: ").rpartition("\n  fix: ")
    if found:
        return Failure(what, mend=mend, status=1)
    last = said.strip().splitlines()[-1:] or ["it said nothing"]
    return Failure(
        f"{host}: the runtime's own command failed: {last[0]}",
        mend=f"provision it (nw provision {customer}), or look at journalctl -u nachtwacht-runtime@{customer} there",
        status=1,
    )


def _print(verb: str, answer: dict[str, Any], scope: Scope) -> None:
    from rich.console import Console

    from nachtwacht.report.incidents import incident_list, incident_page

    console, timezone = Console(file=sys.stdout, highlight=False, soft_wrap=False), scope.customer.timezone
    if verb == "incidents":
        incident_list(console, answer["incidents"], timezone)
    elif verb == "stories":
        for letter in answer["stories"]:
            click.echo(
                f"To: {letter['recipient']}\nSubject: {letter['subject']}\nState: {letter['state']}\n\n{letter['text']}\n"
            )
    else:
        incident_page(console, answer, timezone)
