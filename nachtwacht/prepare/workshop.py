"""Makes what is missing, side by side, with progress."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress
from nachtwacht.prepare import store
from nachtwacht.prepare.artefact import Artefact
from nachtwacht.prepare.catalogue import artefact as by_name
from nachtwacht.prepare.command import Runner
from nachtwacht.prepare.folder import cache_folder


def prepare(wanted: Iterable[str], progress: Progress) -> dict[str, Path]:
    """The path of each wanted artefact, by name; what is missing is made first.

    Raises Failure when something could not be made; everything else that was asked for is made all the same.
    """
    return prepare_all([by_name(name) for name in dict.fromkeys(wanted)], cache_folder(), progress)


def prepare_all(artefacts: Iterable[Artefact], cache: Path, progress: Progress) -> dict[str, Path]:
    """As ``prepare``, for artefacts as values."""
    ready: dict[str, Path] = {}
    missing: list[Artefact] = []
    for one in artefacts:
        if path := store.find(cache, one):
            ready[one.name] = path
        else:
            missing.append(one)
    if missing:
        ready |= _side_by_side(missing, cache, progress)
    return ready


def _side_by_side(missing: list[Artefact], cache: Path, progress: Progress) -> dict[str, Path]:
    stop = Event()
    with ThreadPoolExecutor(len(missing), thread_name_prefix="prepare") as pool:
        running = {pool.submit(_one, artefact, cache, progress, stop): artefact.name for artefact in missing}
        try:
            waiting = set(running)
            while waiting:
                _, waiting = wait(waiting, timeout=1, return_when=FIRST_COMPLETED)
        except BaseException:
            stop.set()
            raise
    _raise_failures(running)
    return {name: future.result() for future, name in running.items()}


def _one(artefact: Artefact, cache: Path, progress: Progress, stop: Event) -> Path:
    what = artefact.name
    with store.locked(cache, what, lambda: progress(what, "prepare", "note", "another run prepares it; waiting")):
        if path := store.find(cache, artefact):
            progress(what, "prepare", "ok", "prepared by another run")
            return path
        progress(what, "prepare", "start", f"about {artefact.minutes:g} min, once")
        log = cache / what / "log.txt"
        log.unlink(missing_ok=True)
        run = Runner(what, log, progress, stop)
        try:
            path = store.make(cache, artefact, lambda folder: artefact.make(folder, run))
        except Failure as failure:
            progress(what, "prepare", "failed", failure.what.splitlines()[0])
            raise
        progress(what, "prepare", "changed", str(path))
        return path


def _raise_failures(running: dict[Future[Path], str]) -> None:
    """One Failure as it is; several as one that names them all. Anything else is a bug and comes through."""
    errors = [error for future in running if (error := future.exception())]
    for error in errors:
        if not isinstance(error, Failure):
            raise error
    failures = [error for error in errors if isinstance(error, Failure)]
    if len(failures) == 1:
        raise failures[0]
    if failures:
        whats = "\n".join(failure.what for failure in failures)
        mends = "; ".join(dict.fromkeys(failure.mend for failure in failures))
        raise Failure(f"{len(failures)} artefacts could not be prepared:\n{whats}", mend=mends)
