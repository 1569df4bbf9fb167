"""The engine's program as we run it: found where it was prepared, stopped by a signal of ours, never by a terminal's."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pulumi.automation import CommandResult, PulumiCommand
from pulumi.automation.errors import create_command_error
from semver import VersionInfo

ASSUMED = VersionInfo.parse("3.259.0")
"""What was prepared is of this version or newer; asking it would cost a process start a run."""


class Engine(PulumiCommand):
    """Runs the engine in a session of its own, so that Ctrl-C reaches it once, by us, and it can save its state."""

    def __init__(self, program: Path) -> None:
        self.command = str(program)
        self.version = ASSUMED
        self._running: set[subprocess.Popen[str]] = set()

    def run(
        self,
        args: list[str],
        cwd: str,
        additional_env: Mapping[str, str],
        on_output: Callable[[str], object] | None = None,
        on_error: Callable[[str], object] | None = None,
    ) -> CommandResult:
        """Run one command of the engine to its end."""
        argv = [self.command, "--non-interactive", *args]
        environment = {**os.environ, **additional_env, "PULUMI_AUTOMATION_API": "true"}
        environment["PATH"] = f"{Path(self.command).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        with subprocess.Popen(
            argv, cwd=cwd, env=environment, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        ) as process:  # fmt: skip
            self._running.add(process)
            try:
                out, err = process.communicate()
            finally:
                self._running.discard(process)
        for hear, said in ((on_output, out), (on_error, err)):
            if hear is not None:
                for line in said.splitlines():
                    hear(line)
        result = CommandResult(stdout=out, stderr=err, code=process.returncode)
        if result.code:
            raise create_command_error(result)
        return result

    def interrupt(self) -> None:
        """Ask what runs to save its state and stop; asked twice, it stops at once."""
        for process in tuple(self._running):
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGINT)


@contextlib.contextmanager
def stoppable(engine: Engine) -> Iterator[threading.Event]:
    """Within this block SIGINT and SIGTERM stop the engine cleanly; the event tells that one came."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return

    def stop(_number: int, _frame: object) -> None:
        asked.set()
        engine.interrupt()

    former = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
