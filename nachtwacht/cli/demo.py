"""``nw demo``: the whole way once, with the verbs as a person would type them and real attacks between."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import click
import msgspec

from nachtwacht.cli.opened import opened
from nachtwacht.cli.telling import teller
from nachtwacht.cli.workspace import customers_folder, lab, root
from nachtwacht.demo import workspace
from nachtwacht.demo.diary import Diary
from nachtwacht.demo.walk import Acts, walk
from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress
from nachtwacht.verify.ground import Ground
from nachtwacht.verify.over_ssh import OverSsh


@click.command("demo", short_help="Walk the whole way once, with a real attack.")
@click.option(
    "--keep", is_flag=True, help="Leave customer and laboratory standing; go on with the verbs that it prints."
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(form: str, *, keep: bool) -> int:
    """Walk the whole way once, on seven real hosts that are made on this machine.

    The laboratory comes up; a customer is checked, planned, provisioned and verified; a phishing mail and a reverse
    shell really happen, are answered within what the customer permits, undone after twenty seconds, and told to the
    customer in Dutch; the report is written; everything is taken back, and nothing is left.
    """
    folder = workspace.folder(lab().parent)
    workspace.lay(root() / "customers" / workspace.CUSTOMER, folder)
    os.environ["NACHTWACHT_CUSTOMERS"] = str(folder.parent)
    diary, tell = Diary(), teller()
    problem: Failure | None = None
    with contextlib.redirect_stdout(sys.stderr):
        try:
            walk(_acts(folder, tell), diary, keep=keep)
        except Failure as failure:
            problem = failure
    click.echo(msgspec.json.format(msgspec.json.encode(diary), indent=2).decode() if form == "json" else table(diary))
    if keep:
        click.echo(
            f"still standing; go on with NACHTWACHT_CUSTOMERS={customers_folder()} ./nw incidents gouden-aar", err=True
        )
    if problem:
        raise problem
    return 0


def _acts(folder: Path, tell: Progress) -> Acts:
    identity = folder.name
    report = folder / "evidence" / "report.html"
    confirm = ("--confirm", identity)
    return Acts(
        check=lambda: verb("check", identity),
        plan=lambda: verb("plan", identity, "--no-resources"),
        provision=lambda: verb("provision", identity, *confirm),
        again=lambda: verb("provision", identity, "--yes"),
        verify=lambda: verb("verify", identity),
        report=lambda: _report(identity, report),
        retire=lambda: verb("retire", identity, *confirm),
        ground=lambda: _ground(identity),
        tell=tell,
    )


def verb(*words: str) -> None:
    """Run a verb as a person would type it; a Failure when it does not end with 0."""
    from nachtwacht.cli import program

    click.echo(click.style(f"\n$ nw {' '.join(words)}", bold=True), err=True)
    status = program.main(args=list(words), prog_name="nw", standalone_mode=False)
    if status:
        raise Failure(f"nw {' '.join(words)} ended with {status}", mend="the lines above say why")


def _report(identity: str, target: Path) -> Path:
    verb("report", identity)
    verb("report", identity, "--format", "html", "--output", str(target))
    return target


def _ground(identity: str) -> Ground:
    customer = opened(identity)
    return OverSsh(customer.reach, identity, customer.ground.runtime_host)


def table(diary: Diary) -> str:
    """Steps and attacks with their seconds, as a table."""
    lines = ["", f"{'step':<42} {'seconds':>8}"]
    lines += [f"{step.name:<42} {step.seconds:>8.1f}{'' if step.ok else '  FAILED'}" for step in diary.steps]
    lines.append(f"{'together':<42} {sum(step.seconds for step in diary.steps):>8.1f}")
    for attack in diary.attacks:
        undone = attack.undone_at - attack.emitted_at
        lines.append(
            f"{attack.use_case}: finding after {attack.finding_at - attack.emitted_at:.1f} s, "
            f"enforced after {attack.seconds:.1f} s, undone after {undone:.1f} s"
        )
    lines.append(f"report: {diary.report}" if diary.report else "no report was written")
    return "\n".join(lines)
