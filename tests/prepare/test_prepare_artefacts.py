"""The artefacts themselves: their keys, their pins, their sources."""

import io
import os
import re
import tarfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import silent
from nachtwacht.prepare import NAMES, artefact, cache_folder, engine, golang, image, runtime, system
from nachtwacht.prepare.artefact import digest
from nachtwacht.prepare.folder import repository


def test_the_cache_is_where_the_environment_says(tmp_path: Path) -> None:
    assert cache_folder({"NACHTWACHT_CACHE": str(tmp_path), "XDG_CACHE_HOME": "/x"}) == tmp_path
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "nachtwacht"
    assert cache_folder({}) == Path.home() / ".cache" / "nachtwacht"


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_a_key_stands_for_exactly_one_list(one: list[bytes], other: list[bytes]) -> None:
    assert (digest(one) == digest(other)) == (one == other)


@pytest.mark.parametrize("name", NAMES)
def test_every_artefact_has_a_key_that_stays_while_its_sources_do(name: str) -> None:
    first, second = artefact(name), artefact(name)
    assert first.key == second.key
    assert re.fullmatch(r"[\w.-]+", first.key)


@pytest.mark.parametrize(
    ("answer", "usable"),
    [
        ("v3.259.0\n", True),
        ("v3.300.1", True),
        ("v3.259.0-dev.12", True),
        ("v3.100.0", False),
        ("v4.0.0", False),
        ("", False),
        ("3.259.0", False),
    ],
)
def test_an_engine_on_path_is_used_when_it_is_of_our_major_and_no_older(answer: str, usable: bool) -> None:
    assert engine.usable(answer) is usable


@pytest.mark.parametrize(
    ("answer", "enough"),
    [
        ("go version go1.26.8 linux/amd64", True),
        ("go version go1.21.0 linux/arm64", True),
        ("go version go1.19.8 linux/amd64", False),
        ("", False),
    ],
)
def test_go_must_know_toolchains(answer: str, enough: bool) -> None:
    assert golang.new_enough(answer) is enough


def test_the_pins_are_the_versions_that_the_code_names() -> None:
    pins = (repository() / "engine/pulumi/go.mod").read_text()
    assert f"github.com/pulumi/pulumi/pkg/v3 v{engine.VERSION}" in pins
    collector = (repository() / "engine/collector/go.mod").read_text()
    builder = (repository() / "engine/collector/builder.yaml").read_text()
    parts = re.findall(r"gomod: (\S+ v\S+)", builder)
    assert len(parts) > 10
    assert [part for part in parts if part not in collector] == []


def test_the_runtime_lock_has_what_the_runtime_asks_for() -> None:
    project = tomllib.loads((repository() / "pyproject.toml").read_text())["project"]
    asked = {re.split(r"[<>=\[ ]", line)[0].lower() for line in project["optional-dependencies"]["runtime"]}
    lock = (repository() / "requirements-runtime.lock").read_text()
    locked = set(re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE))
    assert asked - locked == set()
    assert "://" not in lock
    assert "--hash=sha256:" in lock


def test_the_runtime_has_the_versions_that_the_tests_ran_with() -> None:
    def pins(name: str) -> dict[str, str]:
        found = re.findall(r"^([\w.-]+)==(\S+)", (repository() / name).read_text(), flags=re.MULTILINE)
        return dict(found)

    tested = pins("requirements.lock")
    other = {
        name: version for name, version in pins("requirements-runtime.lock").items() if tested.get(name) != version
    }
    assert other == {}


def test_a_packed_tree_depends_on_nothing_but_its_files(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.py").write_text("a")
    (source / "run").write_text("#!/bin/sh\n")
    (source / "run").chmod(0o755)
    members = [(name, source / name) for name in ("a.py", "run")]
    runtime.pack(iter(members), tmp_path / "one.tar.gz")
    os.utime(source / "a.py", (1, 1))
    (source / "a.py").chmod(0o600)
    runtime.pack(iter(members), tmp_path / "two.tar.gz")
    assert (tmp_path / "one.tar.gz").read_bytes() == (tmp_path / "two.tar.gz").read_bytes()
    with tarfile.open(fileobj=io.BytesIO((tmp_path / "one.tar.gz").read_bytes())) as packed:
        assert [(one.name, one.mode, one.mtime, one.uid) for one in packed] == [
            ("a.py", 0o644, 0, 0),
            ("run", 0o755, 0, 0),
        ]


def test_the_wheels_asked_for_run_on_the_runtime_host() -> None:
    names = runtime.platforms("x86_64")
    assert names[0] == "manylinux_2_41_x86_64"
    assert "manylinux_2_17_x86_64" in names
    assert "manylinux_2_42_x86_64" not in names


def test_the_package_lists_are_names() -> None:
    for name in ("base", "mail", "archives"):
        packages = image.package_list(name)
        assert packages
        assert all(re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", package) for package in packages)


def test_missing_programs_are_told_as_packages(tmp_path: Path) -> None:
    assert set(system.PACKAGES.values()) <= set(system.missing(system.PACKAGES, path=str(tmp_path)))


def test_where_we_may_not_install_we_say_exactly_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "missing", lambda programs: ("mmdebstrap", "podman"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failure, match="needs mmdebstrap, podman") as refused:
        system.ensure("image", silent)
    assert "apt-get install --no-install-recommends mmdebstrap podman" in refused.value.mend
