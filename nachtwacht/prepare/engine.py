"""The Pulumi engine: one on PATH, the official download, or built from the Go module proxy."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from nachtwacht.model.failure import Failure
from nachtwacht.prepare import golang
from nachtwacht.prepare.artefact import Artefact, digest
from nachtwacht.prepare.command import Runner
from nachtwacht.prepare.folder import repository

VERSION = "3.259.0"
_MAJOR = VERSION.split(".", maxsplit=1)[0]
_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
# Without the version in the binary, the Automation API refuses it.
_VERSION_FLAG = f"-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v{VERSION}"
_DOWNLOAD = (
    "import sys; from semver import VersionInfo; from pulumi.automation import PulumiCommand;"
    "PulumiCommand.install(root=sys.argv[1], version=VersionInfo.parse(sys.argv[2]))"
)
_DOWNLOAD_SECONDS = "90"


def artefact() -> Artefact:
    """The engine, keyed by its version and its pinned modules."""
    pins = [(_source() / name).read_bytes() for name in ("go.mod", "go.sum")]
    key = f"{VERSION}-{platform.machine()}-{digest(pins)}"
    return Artefact(name="engine", key=key, make=_make, minutes=4, product="bin/pulumi", at_hand=_on_path)


def usable(answer: str) -> bool:
    """Whether ``pulumi version`` tells of the same major version, and not of an older minor one than ours."""
    found = re.fullmatch(r"v(\d+)\.(\d+)\.\d+\S*", answer.strip())
    return bool(found) and found[1] == _MAJOR and int(found[2]) >= int(VERSION.split(".")[1]) if found else False


def _on_path() -> Path | None:
    pulumi = shutil.which("pulumi")
    if not pulumi:
        return None
    answer = subprocess.run([pulumi, "version"], capture_output=True, text=True, check=False)
    return Path(pulumi) if usable(answer.stdout) else None


def _source() -> Path:
    return repository() / "engine" / "pulumi"


def _make(folder: Path, run: Runner) -> None:
    """Build it where there is Go, since that is sure to be the pinned source; else try the official download."""
    if golang.find():
        golang.build(run, _source(), _PACKAGE, folder / "bin" / "pulumi", _VERSION_FLAG)
        return
    try:
        run(
            "official download",
            ["timeout", _DOWNLOAD_SECONDS, sys.executable, "-c", _DOWNLOAD, str(folder), VERSION],
            nice=False,
        )
    except Failure as failure:
        raise Failure(
            f"engine: no pulumi {_MAJOR}.x on PATH, no Go to build it with, and the official download failed:\n{failure.what}",
            mend=f"install Go {golang.OLDEST[0]}.{golang.OLDEST[1]} or newer, or pulumi {VERSION}, and put it on PATH",
        ) from failure
