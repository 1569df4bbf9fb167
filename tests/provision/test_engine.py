"""The real engine over a handler that writes files: preview, exact doing, drift, failure and repair, secrets, signals."""

import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import silent
from nachtwacht.provision import stack as stacks
from nachtwacht.provision.declare import program
from nachtwacht.provision.deployment import changes, counts
from nachtwacht.provision.handlers.handler import Partial
from nachtwacht.provision.wanted import Ref, Wanted

pytestmark = [
    pytest.mark.lab,  # the engine is prepared with the laboratory's other artefacts
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning"
    ),  # the library leaves its event loops open
]
KIND = "nachtwacht:test:File"


class Files:
    """Inputs: ``host`` (a file's name), ``text``; ``fails``: how. Result: ``length``."""

    def __init__(self, folder):
        self.folder = folder

    def create(self, work, inputs):
        return self.update(work, {}, {}, inputs)

    def update(self, work, old, result, inputs):
        place = self.folder / inputs["host"]
        if inputs.get("waits"):
            (self.folder / "waiting").write_text("")
            work.hosts.stop.wait(60)
            raise Failure("stopped", mend="again")
        if (self.folder / "broken").exists():
            place.write_text("half")
            raise Partial({"length": 4}, Failure("the disk is full", mend="make room"))
        place.write_text(inputs["text"])
        return {"length": len(inputs["text"])}

    def read(self, work, inputs, result):
        place = self.folder / inputs["host"]
        if not place.exists():
            return None
        return {**inputs, "text": place.read_text()}, result

    def delete(self, work, inputs, result):
        (self.folder / inputs["host"]).unlink()

    def foretell(self, old, result, inputs):
        return {"length": len(inputs["text"])}


class NoHosts:
    def __init__(self):
        self.stop, self.lost = threading.Event(), {}

    def halt(self):
        self.stop.set()

    close = halt


@pytest.fixture(scope="module")
def engine():
    from nachtwacht.prepare import prepare

    return prepare(["engine"], silent)["engine"]


@pytest.fixture
def bench(tmp_path, engine, monkeypatch):
    world = tmp_path / "world"
    world.mkdir()
    monkeypatch.setattr(stacks, "HANDLERS", {KIND: Files(world)})
    monkeypatch.setenv("GRPC_VERBOSITY", "ERROR")

    def opened():
        return stacks.Stack(
            lambda: SimpleNamespace(hosts=NoHosts()), "gouden-aar", tmp_path / "state", engine, "planted-pass"
        )

    yield SimpleNamespace(world=world, state=tmp_path / "state", opened=opened, engine=engine)
    for loop in [one for one in gc.get_objects() if isinstance(one, asyncio.BaseEventLoop)]:
        if not loop.is_running():
            loop.close()
    gc.collect()


def file(name, text="x", after=(), refs=None, **more):
    return Wanted(type=KIND, name=name, inputs={"host": name, "text": text, **more}, after=after, refs=refs or {})


def bring(stack, *resources):
    wanted = program(tuple(resources))
    assert stack.refresh().error == ""
    assert stack.preview(wanted).error == ""
    return stack.up(wanted)


def tally(run):
    return msgspec.structs.astuple(counts(run))


def test_first_run_makes_second_does_nothing_drift_is_told_and_healed(bench):
    stack = bench.opened()
    wanted = program((file("a", "1"), file("b", "2", after=("a",))))
    assert tally(stack.preview(wanted)) == (2, 0, 0, 0)
    assert list(bench.world.iterdir()) == []
    assert tally(stack.up(wanted)) == (2, 0, 0, 0)
    assert tally(stack.preview(wanted)) == (0, 0, 0, 2)
    (bench.world / "b").write_text("drifted")
    assert stack.refresh().error == ""
    seen = stack.preview(wanted)
    assert [(one.op, one.name, one.paths) for one in changes(seen)] == [("update", "b", ("text",))]
    assert (bench.world / "b").read_text() == "drifted"
    stack.up(wanted)
    assert (bench.world / "b").read_text() == "2"
    assert stack.destroy().error == ""
    assert list(bench.world.iterdir()) == []


def test_only_what_was_reviewed_is_done(bench):
    stack = bench.opened()
    stack.preview(program((file("a", "reviewed"),)))
    run = stack.up(program((file("a", "reviewed"), file("b", "not reviewed"))))
    assert "plan" in run.error
    assert not (bench.world / "b").exists()


def test_one_failure_stops_only_what_waits_for_it_and_is_repaired(bench):
    stack = bench.opened()
    bring(stack, file("a"))
    (bench.world / "broken").write_text("")
    run = bring(stack, file("a"), file("half"), file("waits", after=("half",)))
    assert [(one.resource, one.what, one.mend) for one in run.failed] == [("half", "the disk is full", "make room")]
    assert not (bench.world / "waits").exists()
    half = next(one for one in stack.resources() if one["urn"].endswith("::half"))
    assert half["outputs"] == {"result": {"length": 4}}
    (bench.world / "broken").unlink()
    run = bring(stack, file("a"), file("half"), file("waits", after=("half",)))
    assert run.failed == []
    assert (bench.world / "half").read_text() == "x"
    assert (bench.world / "waits").exists()


def test_a_result_reaches_the_next_resource(bench):
    stack = bench.opened()
    bring(stack, file("a", "four"), file("b", after=("a",), refs={"length": Ref("a", ("length",))}))
    state = {one["urn"].split("::")[3]: one for one in stack.resources()}
    assert state["a"]["outputs"] == {"result": {"length": 4}}
    assert state["b"]["inputs"]["length"] == 4


def test_the_passphrase_seals_the_state(bench):
    bring(bench.opened(), file("a"))
    other = stacks.Stack(lambda: SimpleNamespace(hosts=NoHosts()), "gouden-aar", bench.state, bench.engine, "other")
    with pytest.raises(Failure, match="does not open with this passphrase"):
        other.preview(program((file("a"),)))
    text = "".join(path.read_text(errors="replace") for path in bench.state.rglob("*") if path.is_file())
    assert "planted-pass" not in text


CHILD = """
import sys, os
sys.path.insert(0, {tests!r})
from types import SimpleNamespace
from pathlib import Path
from nachtwacht.provision import stack as stacks
from nachtwacht.provision.declare import program
from test_engine import Files, NoHosts, file, KIND
stacks.HANDLERS = {{KIND: Files(Path({world!r}))}}
stack = stacks.Stack(lambda: SimpleNamespace(hosts=NoHosts()), "gouden-aar", Path({state!r}), Path({engine!r}), "planted-pass")
wanted = program((file("a"), file("slow", waits=True, after=("a",))))
stack.preview(wanted)
run = stack.up(wanted)
print("STOPPED", run.stopped, [one.what for one in run.failed])
"""


def child(bench):
    text = CHILD.format(
        tests=str(Path(__file__).parent), world=str(bench.world), state=str(bench.state), engine=str(bench.engine)
    )
    process = subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True, start_new_session=True)
    until((bench.world / "waiting").exists)
    return process


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_an_interrupt_saves_and_frees(bench):
    process = child(bench)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert "STOPPED True ['stopped']" in out
    stack = bench.opened()
    assert stack.killed_before is False
    run = bring(stack, file("a"), file("slow"))
    assert run.failed == []
    assert (bench.world / "slow").exists()


def test_a_kill_is_repaired_by_the_next_run(bench):
    process = child(bench)
    engine = engine_of(process.pid)
    os.kill(engine, signal.SIGSTOP)
    with pytest.raises(Failure, match=f"process {engine}"):
        bench.opened()
    os.kill(engine, signal.SIGKILL)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    until(lambda: not Path(f"/proc/{engine}").exists())
    stack = bench.opened()
    assert stack.killed_before is True
    assert stack.refresh().error == ""
    run = bring(stack, file("a"), file("slow"))
    assert (run.error, run.failed) == ("", [])
    assert tally(stack.preview(program((file("a"), file("slow"))))) == (0, 0, 0, 2)


def engine_of(pid):
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid and (place / "exe").readlink().name == "pulumi":
                return int(place.name)
        except OSError:
            continue
    raise AssertionError("no engine")


def test_state_holds_no_more_than_it_must(bench):
    stack = bench.opened()
    bring(stack, *(file(f"f{index}", "y" * 1000) for index in range(10)))
    state = json.loads((bench.state / "pulumi/.pulumi/stacks/nachtwacht/gouden-aar.json").read_text())
    mine = [one for one in state["checkpoint"]["latest"]["resources"] if one["type"] == KIND]
    assert all("y" not in json.dumps(one["outputs"]["result"]) for one in mine)
