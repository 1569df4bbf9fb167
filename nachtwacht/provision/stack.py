"""One customer's stack: opened, previewed, brought, looked at, taken down; one provider for each run of the engine."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent import futures
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import grpc
from msgspec import Struct, field
from pulumi import automation
from pulumi.automation import errors
from pulumi.automation._stack import StackInitMode
from pulumi.automation.events import EngineEvent
from pulumi.runtime.proto import provider_pb2_grpc

from nachtwacht.model.failure import Failure
from nachtwacht.provision import lock
from nachtwacht.provision.command import Engine, stoppable
from nachtwacht.provision.handlers.access import Access
from nachtwacht.provision.handlers.authority import Authority
from nachtwacht.provision.handlers.bootstrap import Bootstrap
from nachtwacht.provision.handlers.handler import Handler, Work
from nachtwacht.provision.handlers.identity import Identity
from nachtwacht.provision.handlers.module import Module
from nachtwacht.provision.handlers.pack import Pack
from nachtwacht.provision.servicer import PACKAGE, Failed, Servicer
from nachtwacht.provision.wanted import ACCESS, AUTHORITY, BOOTSTRAP, IDENTITY, MODULE, PACK

PARALLEL = 32
HISTORY_FILES = 80
"""Four for each run."""
HANDLERS: dict[str, Handler] = {
    AUTHORITY: Authority(), BOOTSTRAP: Bootstrap(), IDENTITY: Identity(),
    MODULE: Module(), ACCESS: Access(), PACK: Pack(),
}  # fmt: skip
Program = Callable[[], None]


class Step(Struct, frozen=True, kw_only=True):
    """What the engine does, or would do, with one resource."""

    op: str
    """``create``, ``update``, ``delete``, ``same``, ``replace``, ``refresh`` …"""
    type: str
    name: str
    paths: tuple[str, ...] = ()
    """Property paths that differ."""
    ok: bool = True


class Run(Struct, kw_only=True):
    """One run of the engine: what it did, and what failed."""

    steps: list[Step] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    error: str = ""
    """What the engine said when it ended badly."""
    stopped: bool = False


class Quiet(automation.Stack):
    """A stack that does not ask the engine three more times after each run for what nobody reads."""

    def outputs(self) -> automation.OutputMap:
        """We have none."""
        return {}

    def info(self, *_arguments: Any, **_more: Any) -> Any:
        """What happened is known from the engine's events."""
        return automation.UpdateSummary(
            kind="update",
            start_time=datetime.now(UTC),
            message="",
            environment={},
            config={},
            result="succeeded",
            version=0,
        )


class Stack:
    """A customer's resources, and the engine that brings them."""

    def __init__(self, work: Callable[[], Work], customer: str, folder: Path, program: Path, passphrase: str) -> None:
        """``work`` makes the hands of one run; ``folder`` is ``customers/<id>/state``; ``program`` the engine's binary."""
        self._make_work = work
        self._backend = folder / "pulumi"
        self._backend.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._customer = customer
        self._engine = Engine(program)
        self._killed = lock.free(self._backend, customer)
        self._stack = self._open(passphrase)
        if self._killed:
            self._stack.cancel()

    @property
    def killed_before(self) -> bool:
        """Whether the run before this one was killed; the next run then clears what it had begun."""
        return self._killed

    @property
    def plan_file(self) -> Path:
        """Where the update plan is saved between review and doing."""
        return self._backend / "update-plan.json"

    def refresh(self) -> Run:
        """Look at every resource where it is; what a killed run had begun and never finished is cleared."""
        return self._go(lambda hear: self._stack.refresh(clear_pending_creates=True, on_event=hear, **_SAME))

    def preview(self, program: Program) -> Run:
        """What would be done, by what the last look has seen; the update plan is saved. No host is asked."""
        self.plan_file.unlink(missing_ok=True)
        return self._go(
            lambda hear: self._stack.preview(program=program, plan=str(self.plan_file), on_event=hear, **_SAME)
        )

    def up(self, program: Program) -> Run:
        """Do what the saved update plan says, and nothing else; what does not depend on a failure goes on."""
        return self._go(
            lambda hear: self._stack.up(
                program=program, plan=str(self.plan_file), continue_on_error=True, on_event=hear, **_SAME
            )
        )

    def destroy(self) -> Run:
        """Take everything away, in reverse."""
        return self._go(lambda hear: self._stack.destroy(continue_on_error=True, on_event=hear, **_SAME))

    def remove(self) -> None:
        """Forget the stack; only when nothing is in it."""
        self._stack.workspace.remove_stack(self._customer)

    def resources(self, state: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The state's resources of ours, as the engine keeps them."""
        state = state or self._stack.export_stack().deployment or {}
        return [one for one in state.get("resources", []) if one["type"].startswith(f"{PACKAGE}:")]

    def untouched(self) -> bool:
        """Whether nothing was ever begun: no resource of ours, and none that a killed run had begun to make."""
        state = self._stack.export_stack().deployment or {}
        return not state.get("pending_operations") and not self.resources(state)

    def begun(self, kind: str) -> list[dict[str, Any]]:
        """Resources of a type that a killed run had begun to make; the next look clears them from the state."""
        pending = (self._stack.export_stack().deployment or {}).get("pending_operations") or []
        return [one["resource"] for one in pending if one["resource"]["type"] == kind]

    def _open(self, passphrase: str) -> Quiet:
        backend = automation.ProjectBackend(url=f"file://{self._backend}")
        environment = {
            "PULUMI_CONFIG_PASSPHRASE": passphrase,
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PULUMI_IGNORE_AMBIENT_PLUGINS": "true",
            "PULUMI_DISABLE_CHECKPOINT_BACKUPS": "true",  # each run's checkpoint is in its history already
        }
        try:
            (self._backend / "work").mkdir(mode=0o700, exist_ok=True)
            workspace = automation.LocalWorkspace(
                work_dir=str(self._backend / "work"),
                project_settings=automation.ProjectSettings(name=PACKAGE, runtime="python", backend=backend),
                pulumi_home=str(self._backend / ".home"),
                pulumi_command=self._engine,
                env_vars=environment,
            )
            return Quiet(self._customer, workspace, StackInitMode.CREATE_OR_SELECT)
        except errors.CommandError as error:
            raise self._broken(str(error)) from None

    def _go(self, deed: Callable[[Callable[[EngineEvent], None]], object]) -> Run:
        run = Run()
        work = self._make_work()
        servicer = Servicer(HANDLERS, work)
        with stoppable(self._engine) as stopped, _serving(servicer) as port:
            environment = {**self._stack.workspace.env_vars, "PULUMI_DEBUG_PROVIDERS": f"{PACKAGE}:{port}"}
            self._stack.workspace.env_vars = environment
            try:
                deed(lambda event: _hear(run, event))
            except errors.CommandError as error:
                if "incorrect passphrase" in str(error):
                    raise self._broken(str(error)) from None
                run.error = _last_words(str(error))
            finally:
                work.hosts.close()
                self._tidy()
        run.failed = list(each_once([*servicer.failed, *_lost(work)]))
        run.stopped = stopped.is_set()
        return run

    def _tidy(self) -> None:
        """The engine logs megabytes of its own debugging each run, and keeps every state that there ever was."""
        shutil.rmtree(self._backend / ".home" / "logs", ignore_errors=True)
        history = self._backend / ".pulumi" / "history" / PACKAGE / self._customer
        for place in sorted(history.glob("*"), reverse=True)[HISTORY_FILES:]:
            place.unlink(missing_ok=True)

    def _broken(self, said: str) -> Failure:
        if "incorrect passphrase" in said:
            return Failure(
                f"the state of {self._customer} does not open with this passphrase",
                mend="set NACHTWACHT_PASSPHRASE, or put back the key file, with which it was made",
            )
        return Failure(
            f"the engine cannot open the state of {self._customer}: {_last_words(said)}",
            mend=f"look at {self._backend}",
        )


_SAME: dict[str, Any] = {"color": "never", "parallel": PARALLEL, "suppress_progress": True}


@contextlib.contextmanager
def _serving(servicer: Servicer) -> Iterator[int]:
    server = grpc.server(futures.ThreadPoolExecutor(2 * PARALLEL))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(5).wait()


def _hear(run: Run, event: EngineEvent) -> None:
    """Collect what the engine does with each resource of ours."""
    told = event.resource_pre_event or event.res_outputs_event or event.res_op_failed_event
    if told is None:
        return
    meta = told.metadata
    if not meta.type.startswith(f"{PACKAGE}:"):
        return
    name = meta.urn.split("::")[3]
    step = Step(
        op=str(getattr(meta.op, "value", meta.op)), type=meta.type, name=name,
        paths=tuple(sorted(meta.detailed_diff or {})), ok=event.res_op_failed_event is None,
    )  # fmt: skip
    run.steps = [one for one in run.steps if (one.name, one.op) != (step.name, step.op)] + [step]


def _lost(work: Work) -> list[Failed]:
    return [
        Failed(resource=f"host {host}", host=host, what=one.what, mend=one.mend)
        for host, one in work.hosts.lost.items()
    ]


def each_once(failed: list[Failed]) -> tuple[Failed, ...]:
    """A host that cannot be reached is said once, by the resource that met it first."""
    seen: dict[str, Failed] = {}
    for one in failed:
        seen.setdefault(one.what, one)
    return tuple(seen.values())


def _last_words(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith((" code:", "\n"))]
    errors_said = [line for line in lines if "error:" in line]
    return "\n".join(errors_said[-5:] or lines[-5:])
