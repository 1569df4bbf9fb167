"""Runs one program for an artefact: its output kept in a log, its failure with the last lines, stopped on demand."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress

_POLL_SECONDS = 0.1
_TAIL_LINES = 12


class Runner:
    """Runs the programs that make one artefact, one after the other, into one log file."""

    def __init__(self, what: str, log: Path, progress: Progress, stop: Event) -> None:
        """``stop`` ends the program that runs, and refuses the next."""
        self.what = what
        self.log = log
        self.progress = progress
        self._stop = stop

    def __call__(
        self,
        step: str,
        argv: Sequence[str],
        *,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        mend: str = "read the lines above, then run the same command again",
        nice: bool = True,
    ) -> None:
        """Run a program to its end. Raises Failure with the log's last lines when it fails or is stopped."""
        self.progress(self.what, step, "start", "")
        begun = time.monotonic()
        full = ["nice", *argv] if nice else list(argv)
        with self.log.open("ab") as out:
            begin = out.tell()
            try:
                process = subprocess.Popen(
                    full, cwd=cwd, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL, stdout=out, stderr=out
                )
            except OSError as error:
                raise Failure(
                    f"{self.what}: {step}: {argv[0]} could not be started: {error.strerror}", mend=mend
                ) from error
            status = self._wait(process)
        if self._stop.is_set():
            raise Failure(
                f"{self.what}: stopped while {step}", mend="run the same command again; nothing half made was kept"
            )
        if status != 0:
            raise Failure(f"{self.what}: {step}: {argv[0]} ended with {status}\n{self._tail(begin)}", mend=mend)
        self.progress(self.what, step, "ok", f"{time.monotonic() - begun:.0f} s")

    def _wait(self, process: subprocess.Popen[bytes]) -> int:
        while True:
            try:
                return process.wait(_POLL_SECONDS)
            except subprocess.TimeoutExpired:
                if self._stop.is_set():
                    process.terminate()

    def _tail(self, begin: int) -> str:
        with self.log.open("rb") as log:
            log.seek(begin)
            lines = log.read().decode(errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-_TAIL_LINES:])
