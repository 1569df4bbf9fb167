"""The laboratory's hosts as layers of files: ``base`` (Debian trixie) and ``mail`` (the customer's mail server on top).

The layers are made with mmdebstrap and stay folders: a host is an overlay over them, so nothing is unpacked twice.
"""

from __future__ import annotations

import os
import platform
import shlex
import shutil
from pathlib import Path

from nachtwacht.model.failure import Failure
from nachtwacht.prepare import system
from nachtwacht.prepare.artefact import Artefact, digest
from nachtwacht.prepare.command import Runner

SUITE = "trixie"
_DATA = Path(__file__).resolve().parent / "image"
_OPTIONS = (
    *("--variant=minbase", "--mode=root", "--format=directory"),
    *('--aptopt=Apt::Install-Recommends "false"', "--dpkgopt=force-unsafe-io"),
    *("--skip=cleanup/apt", "--skip=cleanup/reproducible"),
)
_MEND = "check the way to the Debian mirror (the lines above name it), then run the same command again"


def artefact() -> Artefact:
    """The layers, keyed by the recipe: options, package lists and hooks."""
    files = [part for path in sorted(_DATA.iterdir()) for part in (path.name, path.read_bytes())]
    key = f"{SUITE}-{platform.machine()}-{digest([*_OPTIONS, *files])}"
    return Artefact(name="image", key=key, make=_make, minutes=1.5)


def package_list(name: str) -> list[str]:
    """Names of Debian packages, one a line; ``#`` begins a remark."""
    lines = (line.partition("#")[0].strip() for line in (_DATA / f"{name}.txt").read_text().splitlines())
    return [line for line in lines if line]


def _make(folder: Path, run: Runner) -> None:
    if os.geteuid() != 0:
        raise Failure("image: the laboratory's hosts can only be made by root", mend="run the same command with sudo")
    system.ensure(run.what, run.progress)
    folder.chmod(0o755)
    base, mail = str(folder / "base"), str(folder / "mail")
    run("base", _debootstrap(base), mend=_MEND)
    layer = ["sh", str(_DATA / "layer.sh"), base, mail, *package_list("mail")]
    run("mail", ["unshare", "--mount", "--propagation", "private", *layer], mend=_MEND)
    shutil.rmtree(folder / "work", ignore_errors=True)


def _debootstrap(target: str) -> list[str]:
    """The mmdebstrap call. A hook is a line for a shell: what is put in it is quoted, ``$1`` is the tree being made."""
    script, archives = (shlex.quote(str(_DATA / name)) for name in ("customize.sh", "archives.txt"))
    return [
        *("mmdebstrap", *_OPTIONS, f"--include={','.join(package_list('base'))}"),
        f'--customize-hook=sh {script} "$1" {archives}',
        *(SUITE, target),
    ]
