"""``nw runtime``: the detection and response process of one customer, and how to speak to it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_CONFIG = click.option(
    "--config", type=click.Path(path_type=Path, dir_okay=False), required=True, help="runtime.json of the customer."
)


@click.group("runtime")
def command() -> None:
    """The detection and response process of one customer."""


@command.command()
@_CONFIG
def serve(config: Path) -> None:
    """Run until SIGTERM; SIGHUP reads scope and packs again."""
    from nachtwacht.runtime.notify import take_address
    from nachtwacht.runtime.serve import serve as run

    run(config, take_address())


@command.command()
@_CONFIG
@click.argument("verb")
@click.argument("words", nargs=-1)
@click.option("--wait", type=float, help="hops: seconds to wait.")
@click.option("--until", help="hops: wait for this hop only.")
@click.option("--most", type=int, help="findings, unparsed: how many, the newest first.")
def ctl(config: Path, verb: str, words: tuple[str, ...], **options: float | str | None) -> None:
    """Ask a running runtime: health, canary (signed text on standard input), hops TOKEN, findings, events, unparsed,
    reload; and the responder's verbs with a JSON object."""  # noqa: D205, D209
    import orjson

    from nachtwacht.detect.context import read_config
    from nachtwacht.runtime.control import ask

    arguments = _arguments(verb, words)
    arguments |= {name: value for name, value in options.items() if value is not None}
    result = ask(read_config(config).socket, verb, arguments, timeout=float(options["wait"] or 0) + 60)
    click.echo(orjson.dumps(result, option=orjson.OPT_INDENT_2).decode())


def _arguments(verb: str, words: tuple[str, ...]) -> dict[str, object]:
    import orjson

    if verb == "canary":
        return {"text": words[0] if words else sys.stdin.read()}
    if verb == "hops":
        return {"token": words[0] if words else ""}
    if not words:
        return {}
    try:
        value = orjson.loads(words[0])
    except orjson.JSONDecodeError as error:
        raise click.UsageError(f"{words[0]!r} is no JSON object: {error}") from error
    if not isinstance(value, dict):
        raise click.UsageError(f"{words[0]!r} is no JSON object")
    return value
