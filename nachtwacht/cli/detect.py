"""``nw detect``: run Sigma rules over events in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click


@click.command("detect")
@click.option(
    "--rules",
    "paths",
    type=click.Path(path_type=Path),
    multiple=True,
    required=True,
    help="File or folder; may be repeated.",
)
@click.argument("more", nargs=-1, type=click.Path(path_type=Path))
@click.option("--events", type=click.File("rb"), required=True, help="One JSON object a line; - for standard input.")
@click.option(
    "--input",
    "kind",
    type=click.Choice(["auto", "flat", "evtx", "eve", "cloudtrail"]),
    default="auto",
    show_default=True,
    help="Format of the events.",
)
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE[,VALUE]", help="What a %placeholder% stands for.")
def command(
    paths: tuple[Path, ...], more: tuple[Path, ...], events: BinaryIO, kind: str, settings: tuple[str, ...]
) -> int:
    """Print a line of JSON for each rule that fires: {"rule", "title", "level", "event"}.

    What cannot be used is told on standard error, and the rest goes on. Exit status: 0; 1 when a rule or an event could not be used.
    """
    import orjson

    from nachtwacht.detect.inputs.reading import read_events
    from nachtwacht.detect.stream import Rules, defaults, read_rules, run

    rules = Rules(read_rules((*paths, *more)), {**defaults((*paths, *more)), **dict(_values(settings))})
    for fault in rules.faults:
        click.echo(str(fault), err=True)
    bad: list[str] = []
    for hit in run(rules, read_events(events, kind, bad)):
        sys.stdout.buffer.write(orjson.dumps({name: getattr(hit, name) for name in hit.__struct_fields__}) + b"\n")
    sys.stdout.buffer.flush()
    for said in bad:
        click.echo(f"{said}; it was left out", err=True)
    # A placeholder that only a scope can fill is no mistake of the rule.
    return 1 if bad or any(fault.code != "NW908" for fault in rules.faults) else 0


def _values(settings: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for setting in settings:
        name, found, value = setting.partition("=")
        if not found or not name:
            raise click.UsageError(f"--set {setting!r}: write NAME=VALUE, for example business_countries=NL,BE")
        yield name, tuple(value.split(","))
