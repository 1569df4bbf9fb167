"""``nw retire``: take everything back, search for what is left, certify."""

from __future__ import annotations

import os
import time

import click

from nachtwacht.cli.opened import opened
from nachtwacht.cli.telling import teller
from nachtwacht.cli.workspace import accepted, customers_folder, today
from nachtwacht.model.failure import Failure
from nachtwacht.model.scope import Scope


@click.command("retire", short_help="Take everything back, and prove that nothing is left.")
@click.argument("identity", metavar="ID")
@click.option("--confirm", metavar="ID", default="", help="The customer's id, typed: this ends the watch.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(identity: str, form: str, confirm: str) -> int:
    """Undo everything in reverse, search every host for what is left, and file a certificate of removal."""
    os.environ.setdefault("GRPC_VERBOSITY", "ERROR")  # the engine's library else tells of every fork
    customer = opened(identity)
    if confirm != identity:
        raise Failure(f"this ends the watch of {identity}", mend=f"nw retire {identity} --confirm {identity}", status=2)
    from nachtwacht.provision import openssh, passphrase
    from nachtwacht.provision.retiring import retire
    from nachtwacht.provision.telling import removal_json, removal_text
    from nachtwacht.provision.workplace import open_workplace

    began = time.monotonic()
    place = open_workplace(customer.folder, customer.root, customer.catalog, customer.reach, os.environ, teller())
    with place.alone():
        done = retire(place)
        if done.whole:
            passphrase.forget(identity, os.environ)
            openssh.close_shared(openssh.control_folder(customer.reach))
            _register(customer.plan.scope)
    seconds = round(time.monotonic() - began, 1)
    click.echo(removal_json(done, seconds) if form == "json" else removal_text(done, seconds))
    return 0 if done.whole else 3


def _register(scope: Scope) -> None:
    """The customer is put in the register of the retired, so that nobody else gets its id; once, however often we retire."""
    from nachtwacht.scope.register import NAME, Retired, with_retired

    gone = Retired(
        id=scope.customer.id,
        name=scope.customer.name,
        contract=scope.customer.contract,
        retired_on=today().isoformat(),
    )
    text = accepted(with_retired(customers_folder(), gone), f"everything was taken back, but customers/{NAME}")
    file = customers_folder() / NAME
    fresh = file.with_name(f".{NAME}.new")
    fresh.write_text(text, "utf-8")
    fresh.replace(file)
