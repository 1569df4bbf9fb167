"""Builds Go programs from pinned modules; the Go toolchain is found or asked for."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from nachtwacht.model.failure import Failure
from nachtwacht.prepare.command import Runner

OLDEST = (1, 21)
"""From 1.21 on, the go command fetches the newer toolchain that a go.mod asks for (go.dev/doc/toolchain)."""

_MEND = (
    f"install Go {OLDEST[0]}.{OLDEST[1]} or newer (package golang-go of Debian 13 or Ubuntu 24.04) and put it on PATH"
)
_FETCH_MEND = "check the way to the Go module proxy (go env GOPROXY), then run the same command again"
_FLAGS = ("-trimpath", "-mod=readonly", "-buildvcs=false")


def find() -> str | None:
    """The go command when it is new enough, else None."""
    go = shutil.which("go")
    if not go:
        return None
    answer = subprocess.run([go, "version"], capture_output=True, text=True, check=False)
    return go if new_enough(answer.stdout) else None


def new_enough(answer: str) -> bool:
    """Whether ``go version`` tells of a version that builds our modules."""
    found = re.search(r"go(\d+)\.(\d+)", answer)
    return bool(found) and (int(found[1]), int(found[2])) >= OLDEST if found else False


def require(what: str) -> str:
    """The go command, or a Failure that says what to install."""
    go = find()
    if not go:
        raise Failure(
            f"{what}: is built from source here, and no Go {OLDEST[0]}.{OLDEST[1]} or newer is on PATH", mend=_MEND
        )
    return go


def build(run: Runner, module: Path, package: str, output: Path, ldflags: str = "") -> None:
    """Build one static, stripped program of a pinned module; a changed go.sum is an error.

    Modules are fetched as the build needs them: a proxy need not serve what only other packages use.
    """
    go = require(run.what)
    flags = f"-s -w {ldflags}".strip()
    run(
        "build",
        [go, "build", *_FLAGS, "-ldflags", flags, "-o", str(output), package],
        cwd=module,
        env={"CGO_ENABLED": "0"},
        mend=_FETCH_MEND,
    )
