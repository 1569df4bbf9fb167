"""The worker as the runtime starts it: its own thread, a real sshd, a real mail server, the store on disk."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import loopback_smtp
import loopback_sshd
import pytest
from respond_samples import PACKS, ROOT, finding, permission, scope

from nachtwacht.detect import canary, store
from nachtwacht.detect.context import Config, Context, Tls
from nachtwacht.model.failure import Failure
from nachtwacht.respond import Worker, control, schema, take, worker
from nachtwacht.respond.show import show


class Running:
    """A worker in its thread, and the store beside it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.connection = store.open_store(context.config.data / "store.sqlite")
        canary.schema(self.connection)
        schema(self.connection)
        self.begin()

    def begin(self) -> None:
        self.stop = threading.Event()
        self.worker: Worker = worker(lambda: self.context)
        self.thread = threading.Thread(target=self.worker.run, args=(self.stop,))
        self.thread.start()

    def end(self) -> None:
        self.stop.set()
        self.worker.wake()
        self.thread.join(20)
        assert not self.thread.is_alive()

    def say(self, verb: str, **arguments: str) -> None:
        assert "error" not in control(self.connection, verb, arguments, self.context)
        self.worker.wake()

    def state(self) -> str:
        return str(show(self.connection, "INC-0001")["requests"][0]["state"]) if self.request() else ""

    def request(self) -> bool:
        return self.connection.execute("SELECT 1 FROM respond_request").fetchone() is not None


def eventually(holds: Callable[[], bool]) -> None:
    """Wait for something that happens in another thread."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)


@pytest.fixture
def mail() -> Iterator[loopback_smtp.Server]:
    server = loopback_smtp.Server()
    yield server
    server.end()


@pytest.fixture
def running(tmp_path: Path, daemon: loopback_sshd.Daemon, mail: loopback_smtp.Server) -> Iterator[Running]:
    shutil.copytree(ROOT / "runbooks", tmp_path / "runbooks")
    (tmp_path / "known_hosts").write_text(f"ws-01 {daemon.host_key}\n")
    one = Running(context(tmp_path, daemon, mail))
    yield one
    one.end()
    one.connection.close()


def context(folder: Path, daemon: loopback_sshd.Daemon, mail: loopback_smtp.Server) -> Context:
    respond = {
        "responders": {"ws-01": {"port": daemon.port, "key": str(daemon.folder / "id")}},
        "mail": {"host": "127.0.0.1", "port": mail.port, "from": "wacht@soc.example", "soc": ""},
    }
    config = Config(
        customer="gouden-aar", data=folder, socket=folder / "s", tls=Tls(certificate=folder, key=folder, ca=folder),
        addresses={"ws-01": "127.0.0.1"}, runbooks=folder / "runbooks", known_hosts=folder / "known_hosts", respond=respond,
    )  # fmt: skip
    ours = scope(
        contacts=[
            {"name": "A", "role": "x", "phone": "1", "email": "a@x.example", "reach": "always", "wait_minutes": 1}
        ]
    )
    return Context(scope=ours, packs=PACKS, config=config, folder=folder, now=time.time())


def test_from_finding_to_deed_to_letter_to_undo_across_a_restart(running, daemon, mail):
    isolated = daemon.folder / "isolated"
    take(running.connection, [finding(at=time.time())], running.context)
    running.worker.wake()
    eventually(lambda: running.state() == "done" and len(mail.letters) == 1)
    assert isolated.exists()
    assert "losgekoppeld" in mail.letters[0].get_body(("plain",)).get_content()
    running.end()
    running.begin()
    running.say("undo", id="INC-0001-R1", name="Sam")
    eventually(lambda: running.state() == "undone" and len(mail.letters) == 2)
    assert not isolated.exists()
    assert mail.letters[1]["In-Reply-To"] == mail.letters[0]["Message-ID"]


def test_an_undo_that_came_due_while_it_was_down_is_done_at_the_start(running, daemon):
    take(running.connection, [finding(at=time.time())], running.context)
    running.worker.wake()
    eventually(lambda: running.state() == "done")
    running.end()
    running.connection.execute("UPDATE respond_act SET undo_at = granted + 1, next = granted + 1")
    eventually(lambda: running.connection.execute("SELECT next FROM respond_act").fetchone()[0] < time.time())
    running.begin()
    eventually(lambda: running.state() == "undone")
    assert not (daemon.folder / "isolated").exists()


def test_it_undoes_by_itself_when_the_time_comes(running):
    running.context = Context(
        scope=scope(response=[permission(undo_after="2s")]), packs=PACKS, config=running.context.config,
        folder=running.context.folder, now=time.time(),
    )  # fmt: skip
    take(running.connection, [finding(at=time.time())], running.context)
    running.worker.wake()
    eventually(lambda: running.state() == "undone")
    outcomes = show(running.connection, "INC-0001")["requests"][0]["outcomes"]
    assert [(one["phase"], one["verified"]) for one in outcomes] == [("do", True), ("undo", True)]
    assert outcomes[1]["at"] - outcomes[0]["at"] > 1


def test_a_runbook_that_is_spoilt_later_stops_the_deed_and_shows_in_the_health(running):
    file = running.context.config.runbooks / "malware_execution.yaml"
    file.write_text(file.read_text().replace("action: isolate_endpoint", "action: isolate_everything"))
    take(running.connection, [finding(at=time.time())], running.context)
    running.worker.wake()
    eventually(lambda: not running.worker.health().ok)
    assert "names the action 'isolate_everything', which nothing can carry out" in running.worker.health().problems[0]
    assert not running.request()


def test_a_wrong_key_in_runtime_json_is_named(running):
    config = running.context.config
    for respond, said in (
        ({"responders": {"ws-01": {"adress": "x"}}}, "adress"),
        ({"responders": {"ws-09": {}}}, "ws-09, which has no address"),
    ):
        wrong = Config(**{name: getattr(config, name) for name in config.__struct_fields__} | {"respond": respond})
        spoilt = Context(scope=running.context.scope, packs=PACKS, config=wrong, folder=running.context.folder, now=0.0)
        with pytest.raises(Failure, match=said):
            worker(lambda spoilt=spoilt: spoilt)
