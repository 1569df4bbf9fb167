"""A repository of customers as one has it on a desk: real content, real git, and the real program as its ./nw."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from alone import ALONE

from nachtwacht.catalog import root

CONTENT = ("customers", "scopes", "modules", "detection_packs", "runbooks")
SURROUNDINGS = {
    **ALONE,
    "NACHTWACHT_TODAY": "2026-10-20",
    "PYTHONPATH": str(root()),
}
# The real ./nw finds the content beside its package; here the package stands elsewhere.
PROGRAM = f"""#!/bin/sh
export NACHTWACHT_ROOT="${{NACHTWACHT_ROOT:-$(dirname "$0")}}"
exec "{sys.executable}" -m nachtwacht "$@"
"""
IGNORED = shutil.ignore_patterns("state", "evidence", "__pycache__")


class Desk:
    """A working tree with its history."""

    def __init__(self, top: Path, customer: str = "gouden-aar") -> None:
        self.top = top
        self.customer = customer
        self.environment = {
            k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "NACHTWACHT_"))
        } | SURROUNDINGS

    @property
    def scope(self) -> Path:
        return self.top / "customers" / self.customer / "scope.yaml"

    def edit(self, old: str, new: str) -> None:
        text = self.scope.read_text("utf-8")
        assert old in text, old
        self.scope.write_text(text.replace(old, new), "utf-8")

    def run(self, *argv: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            argv, cwd=self.top, env=self.environment | more, capture_output=True, text=True, check=False
        )

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout


def furnished(top: Path, folders: tuple[str, ...] = CONTENT) -> Desk:
    """A new repository with these folders of ours in one commit."""
    for folder in folders:
        shutil.copytree(root() / folder, top / folder, ignore=IGNORED)
    (top / "nw").write_text(PROGRAM, "utf-8")
    (top / "nw").chmod(0o755)
    (top / ".gitignore").write_text("__pycache__/\n", "utf-8")
    desk = Desk(top)
    desk.git("init", "-q", "-b", "main")
    desk.git("add", "-A")
    desk.git("commit", "-q", "-m", "as it was")
    return desk


def cloned(origin: Desk, top: Path, customer: str = "gouden-aar") -> Desk:
    """A clone that borrows the objects of the first."""
    origin.git("clone", "-q", "--shared", ".", str(top))
    return Desk(top, customer)
