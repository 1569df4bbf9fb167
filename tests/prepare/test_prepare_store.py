"""The cache is whole or not at all, and nothing is made twice at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import silent
from nachtwacht.prepare import store
from nachtwacht.prepare.artefact import Artefact
from nachtwacht.prepare.command import Runner
from nachtwacht.prepare.workshop import prepare_all

MAKER = """
import sys
from pathlib import Path
from nachtwacht.prepare.artefact import Artefact
from nachtwacht.prepare.workshop import prepare_all

cache, fifo = Path(sys.argv[1]), Path(sys.argv[2])

def make(folder, run):
    (cache / "made").open("a").write("once\\n")
    with fifo.open() as waiting:
        waiting.read()  # Until the other run says that it waits.
    (folder / "product").write_text("whole")

def progress(what, step, state, detail=""):
    print(state, flush=True)
    if state == "note":
        fifo.open("w").close()

prepare_all([Artefact(name="slow", key="1", make=make, minutes=1, product="product")], cache, progress)
"""


def text(name: str, content: str, key: str = "1", keep: int = 0) -> Artefact:
    def make(folder: Path, run: Runner) -> None:
        (folder / "product").write_text(content)

    return Artefact(name=name, key=key, make=make, minutes=1, product="product", keep=keep)


def maker(tmp_path: Path) -> subprocess.Popen[str]:
    argv = [sys.executable, "-c", MAKER, str(tmp_path), str(tmp_path / "fifo")]
    return subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, start_new_session=True)


def test_two_runs_at_once_make_it_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    first = maker(tmp_path)
    assert first.stdout is not None
    assert first.stdout.readline() == "start\n"
    second = maker(tmp_path)
    said = [process.communicate(timeout=30)[0].split() for process in (first, second)]
    assert said[0] == ["changed"]
    assert said[1] == ["note", "ok"]
    assert [first.returncode, second.returncode] == [0, 0]
    assert (tmp_path / "made").read_text() == "once\n"


def test_a_killed_run_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    killed = maker(tmp_path)
    assert killed.stdout is not None
    killed.stdout.readline()
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    slow = text("slow", "whole")
    assert store.find(tmp_path, slow) is None
    path = prepare_all([slow], tmp_path, silent)["slow"]
    assert path.read_text() == "whole"
    assert not list(tmp_path.glob("slow/*.part")), list(tmp_path.glob("slow/.*"))


def test_a_failed_making_leaves_nothing(tmp_path: Path) -> None:
    def make(folder: Path, run: Runner) -> None:
        (folder / "product").write_text("half")
        raise Failure("no room", mend="make room")

    broken = Artefact(name="broken", key="1", make=make, minutes=1, product="product")
    with pytest.raises(Failure, match="no room"):
        prepare_all([broken], tmp_path, silent)
    assert store.find(tmp_path, broken) is None
    assert {path.name for path in (tmp_path / "broken").iterdir()} == {".lock"}


def test_what_is_made_without_its_product_is_refused(tmp_path: Path) -> None:
    empty = Artefact(name="empty", key="1", make=lambda folder, run: None, minutes=1, product="product")
    with pytest.raises(Failure, match="without product"):
        prepare_all([empty], tmp_path, silent)
    assert store.find(tmp_path, empty) is None


def test_a_new_key_is_made_anew_and_the_old_one_stays(tmp_path: Path) -> None:
    old = prepare_all([text("thing", "old", "1")], tmp_path, silent)["thing"]
    new = prepare_all([text("thing", "new", "2")], tmp_path, silent)["thing"]
    assert (old.read_text(), new.read_text()) == ("old", "new")


def test_only_the_newest_are_kept_where_that_is_asked(tmp_path: Path) -> None:
    for number in range(1, 5):
        made = prepare_all([text("thing", str(number), str(number), keep=2)], tmp_path, silent)["thing"]
        os.utime(made.parent, (number, number))
    assert {path.name for path in (tmp_path / "thing").iterdir() if path.is_dir()} == {"3", "4"}


def test_what_the_machine_has_is_taken(tmp_path: Path) -> None:
    def refuse(folder: Path, run: Runner) -> None:
        pytest.fail("made although it is at hand")

    program = tmp_path / "program"
    at_hand = Artefact(name="tool", key="1", make=refuse, minutes=1, product="x", at_hand=lambda: program)
    assert prepare_all([at_hand], tmp_path, silent) == {"tool": program}


def test_a_cache_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(Failure, match="cannot be written") as refused:
        prepare_all([text("thing", "x")], tmp_path / "cache", silent)
    assert "NACHTWACHT_CACHE" in refused.value.mend
