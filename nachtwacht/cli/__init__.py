"""The command line: one thin file a verb, imported only when that verb is called."""

from __future__ import annotations

import importlib
import sys

import click

from nachtwacht.model.failure import Failure

VERBS = {
    "new": "Make a new customer, module, detection pack or runbook from a template.",
    "edit": "Edit a scope in the browser: the promise in a form, its meaning beside it.",
    "check": "Check scope files; every mistake with its place and its mend.",
    "explain": "Say in plain words what a scope promises, for a talk with the customer.",
    "diff": "Say what a change of a scope means for the customer; the gate for CI.",
    "plan": "Show what a scope means for the customer, then the resources behind it.",
    "provision": "Bring a customer's watch up to its scope.",
    "verify": "Prove the coverage: checks on every host, then harmless attacks.",
    "report": "The coverage report: what is proven, for whom, since when.",
    "incidents": "What happened, what was decided, what was done.",
    "retire": "Take everything back, and prove that nothing is left.",
    "lab": "The laboratory: real hosts on this machine.",
    "demo": "Walk the whole way once, with a real attack.",
    "detect": "Run Sigma rules over events.",
    "runtime": "The detection and response process of one customer.",
    "test": "Run the project's tests.",
    "generate": "Make the generated files anew (schema, reference).",
}


class Verbs(click.Group):
    """Finds a verb's command in the module of that name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the work, not of the alphabet."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, or None for a word that is no verb."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"nachtwacht.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs, without importing any."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name=None, version="0.1.0", prog_name="nachtwacht")
def program() -> None:
    """Takes a customer on as code: a scope is a promise; we keep it, we prove it, and we can take it all back."""


def _keep_traceback() -> str:
    """Write the traceback that is being handled to a file of the user's, and give its path."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="nachtwacht-", suffix=".log", delete=False) as file:
        file.write(traceback.format_exc())
    return file.name


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; a Failure is printed with its mend, never a traceback."""
    try:
        status = program.main(args=arguments, prog_name="nw", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Failure as failure:
        click.echo(f"nw: {failure.what}\n  fix: {failure.mend}", err=True)
        sys.exit(failure.status)
    except KeyboardInterrupt:
        click.echo("nw: stopped; run the same command again to go on", err=True)
        sys.exit(130)
    except Exception:  # noqa: BLE001 a mistake of ours is kept for us, and said in one line
        click.echo(f"nw: a mistake in nachtwacht itself; what is known of it: {_keep_traceback()}", err=True)
        click.echo("  fix: send us that file; running the same command again is safe", err=True)
        sys.exit(3)
    sys.exit(status if isinstance(status, int) else 0)
