"""The runtime's Python tree for the runtime host (Debian trixie, CPython 3.13): a tar.gz that unpacks anywhere.

The packages are fetched once per lock file; a change of our own source only packs anew.
"""

from __future__ import annotations

import gzip
import platform
import shutil
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from nachtwacht.prepare import store
from nachtwacht.prepare.artefact import Artefact, digest
from nachtwacht.prepare.command import Runner
from nachtwacht.prepare.folder import cache_folder, repository

PYTHON = "3.13"
NEWEST_GLIBC_MINOR = 41
"""glibc 2.41 is trixie's."""
OLDEST_GLIBC_MINOR = 17
LEFT_OUT = ("demo", "lab", "prepare", "provision", "verify")
"""Layers that only the controller needs."""
_UNUSED = ("__pycache__", "bin", "share")


def artefact() -> Artefact:
    """The tree, keyed by the lock file and our own source."""
    sources = [part for path in _own() for part in (str(path.relative_to(repository())), path.read_bytes())]
    key = digest([_dependencies().key, *sources])
    return Artefact(name="runtime", key=key, make=_make, minutes=1, product="runtime.tar.gz", keep=3)


def _dependencies() -> Artefact:
    lock = repository() / "requirements-runtime.lock"
    key = f"py{PYTHON}-{platform.machine()}-{digest([lock.read_bytes()])}"
    return Artefact(name="runtime-packages", key=key, make=_fetch, minutes=1, product="tree", keep=2)


def _own() -> list[Path]:
    """Our files that the runtime needs, in a fixed order."""
    package = repository() / "nachtwacht"
    skipped = {package / name for name in LEFT_OUT}
    return [
        path
        for path in sorted(package.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and skipped.isdisjoint(path.parents)
    ]


def platforms(machine: str) -> list[str]:
    """The wheel platforms that trixie runs, newest first (PEP 600)."""
    return [
        *(f"manylinux_2_{minor}_{machine}" for minor in range(NEWEST_GLIBC_MINOR, OLDEST_GLIBC_MINOR - 1, -1)),
        f"manylinux2014_{machine}",
        f"linux_{machine}",
    ]


def _fetch(folder: Path, run: Runner) -> None:
    wanted = [option for name in platforms(platform.machine()) for option in ("--platform", name)]
    run(
        "fetch packages",
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"),
            *("--target", str(folder / "tree"), "--python-version", PYTHON, "--implementation", "cp", *wanted),
            *("--only-binary=:all:", "--require-hashes", "--no-deps"),
            # pip asks whether the packages suit the Python that runs pip; the lock was made for the one that runs them.
            "--ignore-requires-python",
            *("-r", str(repository() / "requirements-runtime.lock")),
        ],
        env={"PIP_NO_INPUT": "1"},
        mend="check the way to your package index, then run the same command again",
    )
    for name in _UNUSED:
        shutil.rmtree(folder / "tree" / name, ignore_errors=True)


def _make(folder: Path, run: Runner) -> None:
    cache = cache_folder()
    packages = _dependencies()
    with store.locked(cache, packages.name, lambda: None):
        tree = store.find(cache, packages) or store.make(cache, packages, lambda part: _fetch(part, run))
    run.progress(run.what, "pack", "start", "")
    pack(_members(tree), folder / "runtime.tar.gz")


def _members(tree: Path) -> Iterator[tuple[str, Path]]:
    """Name in the archive and file, of packages and of our own, in a fixed order."""
    packages = ((str(path.relative_to(tree)), path) for path in tree.rglob("*") if path.is_file())
    own = ((str(path.relative_to(repository())), path) for path in _own())
    kept = ((name, path) for name, path in packages if not _is_test(Path(name)))
    return iter(sorted([*kept, *own]))


def _is_test(name: Path) -> bool:
    return not {"tests", "__pycache__"}.isdisjoint(name.parts)


def pack(members: Iterator[tuple[str, Path]], target: Path) -> None:
    """A tar.gz that is the same for the same files: sorted, owned by root, without times (reproducible-builds.org)."""
    with (
        target.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, path in members:
            entry = tarfile.TarInfo(name)
            entry.size = path.stat().st_size
            entry.mode = 0o755 if path.stat().st_mode & 0o100 else 0o644
            with path.open("rb") as content:
                archive.addfile(entry, content)
