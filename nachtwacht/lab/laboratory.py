"""The laboratory as a whole: up, down, status, one host anew."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from threading import Event

import msgspec
from msgspec import Struct

from nachtwacht.lab import hosts, keys, leftovers, namespace, ready, wires
from nachtwacht.lab.audit import control
from nachtwacht.lab.collision import refuse_collisions, refuse_second
from nachtwacht.lab.place import Place, state_folder
from nachtwacht.lab.topology import HOSTS, NAMES, LabHost, host
from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress
from nachtwacht.prepare import prepare, system


class Laboratory(Struct, frozen=True, kw_only=True):
    """A laboratory that stands."""

    folder: str
    image: str
    audit: bool
    """Whether the kernel's audit is relayed to the hosts."""
    since: float
    """UTC seconds."""
    hosts: dict[str, str]
    """Name -> address for the controller."""
    seconds: float = 0.0
    """How long it took to come up, the image not counted."""


class HostStatus(Struct, frozen=True, kw_only=True):
    """One host as it is now."""

    name: str
    address: str
    running: bool


class Status(Struct, frozen=True, kw_only=True):
    """The laboratory as it is now: ``down``, ``up``, or ``broken`` (half up: ``down`` mends it)."""

    state: str
    laboratory: Laboratory | None
    hosts: tuple[HostStatus, ...]
    relay: bool
    relay_counts: dict[str, int]


def up(progress: Progress, *, audit: bool = True) -> Laboratory:
    """Bring the laboratory up; one that stands already is left as it is.

    Raises Failure when it cannot; what a failed or interrupted call made is taken away again.
    """
    _need_root()
    place = Place(state_folder())
    with _locked(place):
        if standing := _standing(place):
            _mend_relay(place, standing, progress)
            progress("laboratory", "up", "ok", "stands already")
            return standing
        refuse_second(place.root)
        if place.root.exists():
            progress("laboratory", "take away what an interrupted run left", "start")
            _take_away(place)
        system.ensure("laboratory", progress)
        image = prepare(["image"], progress)["image"]
        refuse_collisions()
        try:
            return _raise(place, image, progress, audit=audit)
        except BaseException:
            progress("laboratory", "take away what was made", "note")
            _take_away(place)
            place.lock.unlink(missing_ok=True)
            raise


def down(progress: Progress) -> bool:
    """Take everything away, whole or half. Says whether there was anything. Raises Failure when something stays."""
    _need_root()
    place = Place(state_folder())
    with _locked(place):
        refuse_second(place.root)
        if not place.root.exists() and not leftovers.find(place):
            progress("laboratory", "down", "ok", "there is none")
            place.lock.unlink(missing_ok=True)
            return False
        progress("laboratory", "down", "start")
        _take_away(place)
        if left := leftovers.find(place):
            raise Failure(f"laboratory: still there: {', '.join(left)}", mend="nw lab down")
        progress("laboratory", "down", "changed", "nothing is left")
        place.lock.unlink(missing_ok=True)
    return True


def status() -> Status:
    """How the laboratory is. Needs no lock and changes nothing."""
    place = Place(state_folder())
    laboratory = _record(place)
    running = tuple(HostStatus(name=one.name, address=one.address, running=_init_runs(place, one)) for one in HOSTS)
    whole = laboratory is not None and namespace.exists(place)
    state = "up" if whole else "broken" if place.root.exists() else "down"
    counts = msgspec.json.decode(place.relay_counts.read_bytes()) if place.relay_counts.exists() else {}
    return Status(
        state=state, laboratory=laboratory, hosts=running, relay=bool(control.relay_process(place)), relay_counts=counts
    )


def reset(name: str, progress: Progress) -> None:
    """Make one host anew, with the same keys and addresses. Raises Failure when it does not come up."""
    place, one, laboratory = _of(name)
    with _locked(place):
        begun = time.monotonic()
        progress(name, "take away", "start")
        hosts.remove(place, one)
        _bring(place, one, Path(laboratory.image))
        wires.connect_mirror(place, one)
        _await(place, one, Event(), audit=laboratory.audit)
        progress(name, "anew", "changed", f"{time.monotonic() - begun:.1f} s")


def stop_host(name: str) -> None:
    """Shut one host down, so that nothing reaches it; its files stay."""
    place, one, _ = _of(name)
    hosts.stop(place, one)


def start_host(name: str) -> None:
    """Start a host that was stopped; returns when it lets us in."""
    place, one, laboratory = _of(name)
    hosts.restart(place, one)
    _await(place, one, Event(), audit=laboratory.audit)


def run(name: str, argv: list[str], stdin: bytes | None = None) -> CompletedProcess[bytes]:
    """Run a program on a host from outside, without the network; its exit status is in the answer."""
    place, one, _ = _of(name)
    return hosts.run(place, one, argv, stdin)


def ssh_command(name: str, argv: list[str]) -> list[str]:
    """The ssh call for a host of the laboratory that stands."""
    place, one, _ = _of(name)
    return ready.ssh(place, one, argv)


def _raise(place: Place, image: Path, progress: Progress, *, audit: bool) -> Laboratory:
    begun = time.monotonic()
    for folder in (place.root, place.podman, place.pids):
        folder.mkdir(parents=True, mode=0o700)
    if audit:
        progress("audit", "add rules for the laboratory's processes, until nw lab down", "start")
        control.switch_on(place)
    keys.make(place)
    namespace.make(place)
    wires.build(place)
    _each(HOSTS, lambda one, stop: _come_up(place, one, image, progress, stop, audit=audit))
    wires.connect_mirror(place)
    laboratory = Laboratory(
        folder=str(place.root),
        image=str(image),
        audit=audit,
        since=time.time(),
        hosts={one.name: one.address for one in HOSTS},
        seconds=round(time.monotonic() - begun, 1),
    )
    place.record.write_bytes(msgspec.json.encode(laboratory))
    progress("laboratory", "up", "changed", f"{laboratory.seconds} s")
    return laboratory


def _come_up(place: Place, one: LabHost, image: Path, progress: Progress, stop: Event, *, audit: bool) -> None:
    progress(one.name, "start", "start", one.address)
    _bring(place, one, image)
    seconds = _await(place, one, stop, audit=audit)
    progress(one.name, "start", "changed", f"{one.address}, log-in after {seconds:.1f} s")


def _await(place: Place, one: LabHost, stop: Event, *, audit: bool) -> float:
    seconds = ready.await_ready(place, one, stop)
    if audit:
        ready.await_outlet(place, one)
    return seconds


def _mend_relay(place: Place, laboratory: Laboratory, progress: Progress) -> None:
    """Start the relay again when it should run and does not."""
    if laboratory.audit and not control.relay_process(place):
        control.start_relay(place)
        progress("audit", "start the relay again", "changed")
        for one in (one for one in HOSTS if _init_runs(place, one)):
            ready.await_outlet(place, one)


def _bring(place: Place, one: LabHost, image: Path) -> None:
    hosts.lay(place, one, image)
    wires.plug(place, one)
    hosts.start(place, one)


def _each(some: tuple[LabHost, ...], act: Callable[[LabHost, Event], None]) -> None:
    """Do it for all hosts at once; the first failure, or an interruption, stops the others and is raised."""
    stop = Event()
    with ThreadPoolExecutor(len(some), thread_name_prefix="lab") as pool:
        futures = [pool.submit(act, one, stop) for one in some]
        try:
            for future in as_completed(futures):
                future.result()
        except BaseException:
            stop.set()
            raise


def _take_away(place: Place) -> None:
    """Everything in reverse; each part copes with not being there."""
    if namespace.exists(place):
        _each(HOSTS, lambda one, _: hosts.remove(place, one))
    control.switch_off(place)
    leftovers.clear(place)
    namespace.remove(place)
    shutil.rmtree(place.root, ignore_errors=True)


def _standing(place: Place) -> Laboratory | None:
    laboratory = _record(place)
    return laboratory if laboratory and namespace.exists(place) else None


def _record(place: Place) -> Laboratory | None:
    return msgspec.json.decode(place.record.read_bytes(), type=Laboratory) if place.record.exists() else None


def _init_runs(place: Place, one: LabHost) -> bool:
    try:
        return Path(f"/proc/{int((place.pids / one.name).read_text())}").exists()
    except (OSError, ValueError):
        return False


def _of(name: str) -> tuple[Place, LabHost, Laboratory]:
    one = host(name)
    if not one:
        raise Failure(f"laboratory: no host {name!r}", mend=f"one of: {', '.join(NAMES)}", status=2)
    place = Place(state_folder())
    laboratory = _standing(place)
    if not laboratory:
        raise Failure("laboratory: it is not up", mend="nw lab up", status=2)
    return place, one, laboratory


def _need_root() -> None:
    if os.geteuid() != 0:
        raise Failure("laboratory: hosts, networks and audit rules need root", mend="sudo ./nw lab up", status=2)


@contextmanager
def _locked(place: Place) -> Iterator[None]:
    """One change of the laboratory at a time; the second waits, also when the first took the lock's file away."""
    place.lock.parent.mkdir(parents=True, exist_ok=True)
    while True:
        with place.lock.open("ab") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if place.lock.exists() and place.lock.stat().st_ino == os.fstat(handle.fileno()).st_ino:
                yield
                return
