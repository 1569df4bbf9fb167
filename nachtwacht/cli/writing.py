"""``--output``: what a verb says, into a file."""

from __future__ import annotations

from pathlib import Path

import click

from nachtwacht.model.failure import Failure


def write(output: Path, text: str) -> None:
    """Write a text with a last line end; its folder is made. A Failure of status 2 when it cannot be written."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text + "\n", "utf-8")
    except OSError as error:
        raise Failure(f"{output} cannot be written: {error.strerror}", mend="name another file", status=2) from error
    click.echo(f"written: {output}", err=True)
