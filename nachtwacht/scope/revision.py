"""Files as they were at a revision, read through git as data: no checkout, and no change of the working tree or index.

Blobs are read as they are stored. An archive would follow ``.gitattributes``, with which an edit could hide a file
from the comparison.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from nachtwacht.model.failure import Failure

_OWN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_PREFIX")
_LINK = "120000"


class Revision(Struct, frozen=True):
    """One commit of the repository that a folder is in."""

    top: Path
    commit: str
    named: str
    """As the user named it."""
    environment: dict[str, str]

    def files(self, folders: Iterable[str], endings: tuple[str, ...]) -> dict[str, bytes]:
        """Path -> content of every file under the folders (paths from the top, ``""`` is all) that ends so.

        Links are left out: what they would point at is not of that revision.
        """
        under = [f"{folder}/" for folder in folders if folder]
        listed = _git(self, "ls-tree", "-r", "-z", self.commit, "--", *under)
        entries = [entry.partition(b"\t") for entry in listed.split(b"\0") if entry]
        blobs = {
            path.decode("utf-8", "surrogateescape"): facts.split()[2]
            for facts, _, path in entries
            if facts.split()[1] == b"blob"
            and facts.split()[0].decode() != _LINK
            and path.decode("utf-8", "surrogateescape").endswith(endings)
        }
        return dict(zip(blobs, _contents(self, list(blobs.values())), strict=True))

    def lay_out(self, files: Mapping[str, bytes], below: str, target: Path) -> None:
        """Write those of the files that are under ``below`` into a folder, without that prefix."""
        prefix = f"{below}/" if below else ""
        for path, content in files.items():
            if path.startswith(prefix):
                file = target / path.removeprefix(prefix)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)


def revision(folder: Path, named: str, environment: Mapping[str, str]) -> Revision:
    """The commit of that name in the repository around a folder; a Failure that says what to do when there is none."""
    kept = {key: value for key, value in environment.items() if key not in _OWN}
    kept |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    if not named or named.startswith("-") or not named.isprintable():
        what = f"'{named}' cannot be a revision"
        raise Failure(what, mend="name a branch, a tag or a commit: --base main", status=2)
    around = next((place for place in (folder, *folder.parents) if place.is_dir()), folder)
    draft = Revision(around, "", named, kept)
    found = _run(draft, "rev-parse", "--show-toplevel")
    if found.returncode:
        raise _no_repository(folder, found.stderr.decode("utf-8", "replace"))
    top = Path(found.stdout.decode("utf-8", "surrogateescape").rstrip("\n"))
    at_top = Revision(top, "", named, kept)
    commit = _run(at_top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{named}^{{commit}}")
    words = commit.stdout.decode("ascii", "replace").split()
    if commit.returncode or not words:
        raise _no_revision(at_top)
    return Revision(top, words[-1], named, kept)


def _no_repository(folder: Path, said: str) -> Failure:
    if "dubious ownership" in said:
        what = f"git does not trust the repository around {folder}, for it belongs to somebody else"
        return Failure(what, mend=f"git config --global --add safe.directory {folder}", status=2)
    mend = "run it in a clone of the repository, or name both: NACHTWACHT_CUSTOMERS may point into one"
    return Failure(f"{folder} is in no git repository, so there is nothing to compare with", mend=mend, status=2)


def _no_revision(at: Revision) -> Failure:
    shallow = _run(at, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    if shallow:
        what = f"there is no revision '{at.named}' in this clone, which has the latest commits only"
        return Failure(what, mend="git fetch --unshallow   (in CI: fetch-depth: 0)", status=2)
    mend = "git fetch, then name a branch, a tag or a commit; git log shows them"
    if at.named == "HEAD":
        mend = "commit once; until then there is nothing to compare with"
    return Failure(f"there is no revision '{at.named}' in this repository", mend=mend, status=2)


def _contents(at: Revision, blobs: list[bytes]) -> list[bytes]:
    """The contents of blobs, in their order; one process for all."""
    out = _git(at, "cat-file", "--batch", given=b"".join(blob + b"\n" for blob in blobs))
    contents: list[bytes] = []
    start = 0
    for blob in blobs:
        end = out.index(b"\n", start)
        header = out[start:end].split()
        if header[:1] != [blob] or len(header) != len(("name", "type", "size")):
            what = f"a file of {at.named} is not in this clone"
            raise Failure(what, mend="git fetch --refetch, or clone without --filter", status=2)
        size = int(header[2])
        contents.append(out[end + 1 : end + 1 + size])
        start = end + size + 2
    return contents


def _git(at: Revision, *arguments: str, given: bytes = b"") -> bytes:
    done = _run(at, *arguments, given=given)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise Failure(f"git could not read {at.named}: {said}", mend="look with git fsck", status=2)
    return done.stdout


def _run(at: Revision, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    argv = ["git", "--no-replace-objects", "--literal-pathspecs", "-C", str(at.top), *arguments]
    try:
        return subprocess.run(argv, input=given, env=at.environment, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise Failure("git is not installed", mend="install git", status=2) from error
