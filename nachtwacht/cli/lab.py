"""``nw lab``: the laboratory on this machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import click

from nachtwacht.model.failure import Failure

_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")


@click.group()
def command() -> None:
    """Real Debian hosts with systemd and sshd on private networks, on this machine, in seconds. Needs root."""


@command.command()
@click.option("--no-audit", is_flag=True, help="Add no audit rules to this machine's kernel.")
@_FORMAT
def up(*, no_audit: bool, form: str) -> None:
    """Bring it up; the first time it makes the hosts' image. One that stands is left as it is."""
    from nachtwacht import lab
    from nachtwacht.cli.telling import teller

    if not no_audit and lab.status().state != "up":
        click.echo(
            "Audit: adds rules to this machine's kernel for started programs and outgoing connections of the "
            "laboratory's own processes, from now until `nw lab down` (leave them out with --no-audit).",
            err=True,
        )
    with _interruption_first():
        laboratory = lab.up(teller(), audit=not no_audit)
    if form == "json":
        _json(laboratory)
        return
    for name, address in laboratory.hosts.items():
        click.echo(f"  {name:<10} {address}")
    click.echo("Go in with: nw lab ssh HOST")


@contextmanager
def _interruption_first() -> Iterator[None]:
    """Ctrl-C reaches our programs too: a failure of theirs that follows from it is told, and is an interruption."""
    came: list[int] = []

    def note(number: int, _: object) -> None:
        came.append(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    except Failure as failure:
        if not came:
            raise
        click.echo(f"nw: {failure.what}", err=True)
        raise KeyboardInterrupt from failure
    finally:
        signal.signal(signal.SIGINT, before)


@command.command()
@_FORMAT
def status(form: str) -> int:
    """Say how it is; ends with 1 when it is not wholly up."""
    from nachtwacht import lab

    now = lab.status()
    whole = now.state == "up" and all(host.running for host in now.hosts)
    if form == "json":
        _json(now)
        return 0 if whole else 1
    click.echo(f"laboratory: {now.state}")
    if now.state != "down":
        for host in now.hosts:
            click.echo(f"  {host.name:<10} {host.address:<15} {'running' if host.running else 'off'}")
        click.echo(f"  audit relay: {'running' if now.relay else 'off'} {_counts(now.relay_counts)}".rstrip())
    if now.state == "broken":
        click.echo("  fix: nw lab down")
    return 0 if whole else 1


@command.command(context_settings={"ignore_unknown_options": True})
@click.argument("host")
@click.argument("words", metavar="[COMMAND]...", nargs=-1, type=click.UNPROCESSED)
def ssh(host: str, words: tuple[str, ...]) -> None:
    """Log in to HOST, or run COMMAND there."""
    from nachtwacht import lab

    call = lab.ssh_command(host, list(words))
    os.execvp(call[0], call)  # noqa: S606 - becomes ssh: terminal, signals and exit status are its own


@command.command()
@click.argument("host")
def reset(host: str) -> None:
    """Make HOST anew, as it was after `up`, with the same keys and addresses."""
    from nachtwacht import lab
    from nachtwacht.cli.telling import teller

    lab.reset(host, teller())


@command.command()
@_FORMAT
def down(form: str) -> None:
    """Take everything away, also what an interrupted `up` left."""
    from nachtwacht import lab
    from nachtwacht.cli.telling import teller

    changed = lab.down(teller())
    if form == "json":
        _json({"changed": changed})


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {what}" for what, number in counts.items())


def _json(value: object) -> None:
    import msgspec

    click.echo(msgspec.json.encode(value))
