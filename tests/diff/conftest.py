"""A repository of its own for every test, made with git, with the small catalogue and the example customer."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from alone import ALONE

from nachtwacht.catalog import read_catalog, root
from nachtwacht.cli import main
from nachtwacht.model.content import Catalog
from nachtwacht.model.scope import Scope
from nachtwacht.scope import load_scope

SCOPES = Path(__file__).parents[1] / "scopes"


class Repository:
    """A working tree with its history."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.scope = top / "customers" / "gouden-aar" / "scope.yaml"

    def git(self, *arguments: str) -> str:
        environment = {**os.environ, **ALONE}
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "an edit")

    def edit(self, old: str, new: str, file: Path | None = None) -> None:
        file = file or self.scope
        text = file.read_text("utf-8")
        assert old in text, old
        file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def repository(tmp_path, monkeypatch) -> Repository:
    top = shutil.copytree(SCOPES / "catalogue", tmp_path / "repository")
    shutil.copytree(root() / "customers" / "gouden-aar", top / "customers" / "gouden-aar", ignore=keep_text)
    monkeypatch.setenv("NACHTWACHT_ROOT", str(top))
    monkeypatch.setenv("NACHTWACHT_TODAY", "2026-10-20")
    monkeypatch.delenv("NACHTWACHT_CUSTOMERS", raising=False)
    monkeypatch.chdir(top)
    made = Repository(top)
    made.git("init", "-q", "-b", "main")
    made.commit()
    return made


def keep_text(_: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".yaml")]


@pytest.fixture
def nw(capsys):
    def call(*arguments: str):
        with pytest.raises(SystemExit) as ended:
            main(["diff", *arguments])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return call


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return read_catalog(SCOPES / "catalogue")


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 10, 20)


@pytest.fixture(scope="session")
def scope(catalog, today) -> Scope:
    scope = load_scope(SCOPES / "good" / "full.yaml", catalog, today)
    assert isinstance(scope, Scope), scope
    return scope
