"""``nw test``: the checks of the code, the tests without a laboratory, then those with one."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

import nachtwacht

ROOT = Path(nachtwacht.__file__).resolve().parent.parent


class Stage(NamedTuple):
    """One program of the test run; ``argv`` starts after the Python interpreter."""

    name: str
    argv: tuple[str, ...]


STATIC = (
    Stage("ruff", ("-m", "ruff", "check", "--quiet")),
    Stage("format", ("-m", "ruff", "format", "--check", "--quiet")),
    Stage(
        "mypy",
        (
            "-m",
            "mypy",
        ),
    ),
    Stage("layers", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
    Stage("vulture", ("-m", "vulture")),
    Stage("dependencies", ("-m", "deptry", ".")),
    Stage("generated files", ("-m", "nachtwacht", "generate", "--check")),
)
QUICK = Stage("tests without a laboratory", ("-m", "pytest", "-q", "-n", "2", "-m", "not lab"))
# The laboratory's tests build on one another's hosts: file order, not a random one.
LAB = Stage("tests in the laboratory", ("-m", "pytest", "-q", "-p", "no:randomly", "-m", "lab", "--durations=15"))


def run(stage: Stage, extra: tuple[str, ...] = ()) -> bool:
    """Run one stage with its output on the terminal; whether it passed."""
    click.echo(click.style(f"== {stage.name}", bold=True), err=True)
    begun = time.monotonic()
    done = subprocess.run([sys.executable, *stage.argv, *extra], cwd=ROOT, check=False)
    took = time.monotonic() - begun
    click.echo(f"   {'passed' if done.returncode == 0 else 'FAILED'} in {took:.1f} s", err=True)
    return done.returncode == 0


def stages(*, static: bool, quick: bool, lab: bool) -> tuple[Stage, ...]:
    """What was asked for, in order; everything when nothing was."""
    everything = not (static or quick or lab)
    return (
        *(STATIC if static or everything else ()),
        *((QUICK,) if quick or everything else ()),
        *((LAB,) if lab or everything else ()),
    )


@contextlib.contextmanager
def _laboratory_as_it_was(*, used: bool) -> Iterator[None]:
    """A laboratory that the tests brought up is taken down again; one that stood before is left standing."""
    if not used:
        yield
        return
    from nachtwacht import lab as laboratory
    from nachtwacht.cli.telling import teller

    stood = laboratory.status().state == "up"
    try:
        yield
    finally:
        if not stood:
            laboratory.down(teller())


@click.command()
@click.option(
    "--static", is_flag=True, help="Only the checks of the code: ruff, mypy, layers, vulture, generated files."
)
@click.option("--quick", is_flag=True, help="Only the tests without a laboratory.")
@click.option("--lab", is_flag=True, help="Only the tests in the laboratory.")
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def command(*, static: bool, quick: bool, lab: bool, pytest_arguments: tuple[str, ...]) -> int:
    """Run the project's tests.

    Without options: everything. What follows -- goes to pytest, for example: nw test --quick -- -k permit
    """
    chosen = stages(static=static, quick=quick, lab=lab)
    with _laboratory_as_it_was(used=LAB in chosen):
        failed = [stage.name for stage in chosen if not run(stage, pytest_arguments if "pytest" in stage.argv else ())]
    if failed:
        click.echo(f"nw test: failed: {', '.join(failed)}", err=True)
        return 1
    click.echo(f"nw test: all {len(chosen)} stages passed", err=True)
    return 0
