"""What is missing is made side by side; what fails fails alone and says how to mend it."""

import threading
from pathlib import Path

import pytest

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import silent
from nachtwacht.prepare import NAMES, prepare
from nachtwacht.prepare.artefact import Artefact
from nachtwacht.prepare.command import Runner
from nachtwacht.prepare.workshop import prepare_all


def test_artefacts_are_made_side_by_side(tmp_path: Path) -> None:
    meeting = threading.Barrier(2, timeout=20)

    def make(folder: Path, run: Runner) -> None:
        meeting.wait()  # Passes only when both are being made at the same time.
        (folder / "product").touch()

    both = [Artefact(name=name, key="1", make=make, minutes=1, product="product") for name in ("a", "b")]
    assert set(prepare_all(both, tmp_path, silent)) == {"a", "b"}


def fails(name: str) -> Artefact:
    def make(folder: Path, run: Runner) -> None:
        run("break", ["sh", "-c", "echo the reason >&2; exit 7"], mend=f"mend {name}", nice=False)

    return Artefact(name=name, key="1", make=make, minutes=1)


def works(name: str) -> Artefact:
    return Artefact(name=name, key="1", make=lambda folder, run: None, minutes=1)


def test_one_failure_says_what_was_tried_and_why(tmp_path: Path) -> None:
    told: list[tuple[str, str, str]] = []
    with pytest.raises(Failure) as raised:
        prepare_all([fails("a"), works("b")], tmp_path, lambda *words: told.append(words[:3]))
    assert raised.value.what == "a: break: sh ended with 7\n    the reason"
    assert raised.value.mend == "mend a"
    assert ("a", "prepare", "failed") in told
    assert prepare_all([works("b")], tmp_path, pytest.fail)["b"].is_dir()  # type: ignore[arg-type]


def test_several_failures_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Failure) as raised:
        prepare_all([fails("a"), fails("b")], tmp_path, silent)
    assert "a: break" in raised.value.what
    assert "b: break" in raised.value.what
    assert raised.value.mend == "mend a; mend b"


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    def make(folder: Path, run: Runner) -> None:
        run("call", ["no-such-program-here"], mend="install it", nice=False)

    with pytest.raises(Failure, match="no-such-program-here could not be started"):
        prepare_all([Artefact(name="a", key="1", make=make, minutes=1)], tmp_path, silent)


def test_the_stop_ends_the_program_that_runs(tmp_path: Path) -> None:
    stop = threading.Event()
    run = Runner("thing", tmp_path / "log", lambda *words: stop.set(), stop)
    with pytest.raises(Failure, match="stopped while wait"):
        run("wait", ["sleep", "600"], nice=False)


def test_an_unknown_name_is_refused_with_the_right_ones() -> None:
    with pytest.raises(Failure, match="no artefact 'engin'") as refused:
        prepare(["engin"], silent)
    assert all(name in refused.value.mend for name in NAMES)
