"""All hosts of a customer as one thing that can be asked: what is ready within a tenth of a second goes as one run."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress, silent
from nachtwacht.provision import requests, runner
from nachtwacht.provision.requests import Answer, Request
from nachtwacht.provision.unreachable import Unreachable, no_address

if TYPE_CHECKING:
    from nachtwacht.model.reach import Reach

GATHER_SECONDS = 0.1
Waiting = tuple[str, Request, "Future[Answer]"]


class Hosts:
    """Asks hosts through Ansible. Threads may ask at the same time; a host is in one run at a time."""

    def __init__(self, reach: Reach, progress: Progress = silent) -> None:
        self.reach = reach
        self.progress = progress
        self.stop = threading.Event()
        self.lost: dict[str, Unreachable] = {}
        """Hosts that could not be reached; they are not tried again."""
        self.players = runner.Players()
        self._turn = threading.Condition()
        self._waiting: list[Waiting] = []
        self._busy: set[str] = set()
        self._thread = threading.Thread(target=self._gather, daemon=True, name="hosts")
        self._thread.start()

    def ask(self, host: str, request: Request) -> Answer:
        """One answer of one host. Raises ``Unreachable``, or ``Failure`` when the host says why it cannot."""
        return good(host, self.submit(host, [request])[0].result())

    def submit(self, host: str, requests: Sequence[Request]) -> list[Future[Answer]]:
        """Ask a host several things, in one run and in order; the answers are to be waited for."""
        futures: list[Future[Answer]] = [Future() for _ in requests]
        reason = self._refusal(host)
        if reason is not None:
            for future in futures:
                future.set_exception(reason)
            return futures
        with self._turn:
            self._waiting += [(host, request, future) for request, future in zip(requests, futures, strict=True)]
            self._turn.notify_all()
        return futures

    def _refusal(self, host: str) -> Failure | None:
        if host not in self.reach.hosts:
            return no_address(host)
        return self.lost.get(host) or (stopped(host) if self.stop.is_set() else None)

    def close(self) -> None:
        """End: what still waits fails, what runs is stopped."""
        self.halt()
        self._thread.join()
        self.players.wait()

    def halt(self) -> None:
        """Stop what runs; returns at once."""
        self.stop.set()
        self.players.stop()
        with self._turn:
            self._turn.notify_all()

    def _gather(self) -> None:
        while not self.stop.is_set():
            with self._turn:
                self._turn.wait_for(lambda: self.stop.is_set() or self._ready())
            self.stop.wait(GATHER_SECONDS)
            with self._turn:
                chosen = self._ready()
                self._waiting = [one for one in self._waiting if one not in chosen]
                self._busy |= {host for host, _, _ in chosen}
            if chosen:
                threading.Thread(target=self._run, args=(chosen,), daemon=True, name="run").start()
        with self._turn:
            for host, _, future in self._waiting:
                future.set_exception(stopped(host))
            self._waiting = []

    def _ready(self) -> list[Waiting]:
        return [one for one in self._waiting if one[0] not in self._busy]

    def _run(self, chosen: list[Waiting]) -> None:
        by_host: dict[str, list[Waiting]] = defaultdict(list)
        for one in chosen:
            by_host[one[0]].append(one)
        run = _Run(self, by_host)
        packed = {host: requests.pack([request for _, request, _ in ones]) for host, ones in by_host.items()}
        try:
            playbook = runner.Playbook(file=runner.HERE / "host_state.yml", requests=packed)
            self.players.play(playbook, self.reach, run.told)
            run.settle(None)
        except Exception as error:  # noqa: BLE001  # whoever waits for an answer must get one
            run.settle(error)

    def free(self, hosts: Iterable[str]) -> None:
        """These hosts may be in another run."""
        with self._turn:
            self._busy -= set(hosts)
            self._turn.notify_all()


class _Run:
    """One run under way: who waits for which host's answers."""

    def __init__(self, hosts: Hosts, by_host: dict[str, list[Waiting]]) -> None:
        self.hosts = hosts
        self.by_host = by_host

    def told(self, host: str, result: runner.Result | Unreachable | Failure) -> None:
        """A host has answered, or cannot."""
        waiting = self.by_host.pop(host, [])
        if isinstance(result, Unreachable):
            self.hosts.lost[host] = result
        if isinstance(result, Failure):
            for _, _, future in waiting:
                future.set_exception(result)
        else:
            try:
                found = requests.answers(result)
                for (_, _, future), answer in zip(waiting, found, strict=True):
                    future.set_result(answer)
            except Exception as error:  # noqa: BLE001  # a bug here must not leave somebody waiting
                for _, _, future in waiting:
                    if not future.done():
                        future.set_exception(error)
        self.hosts.free([host])

    def settle(self, error: Exception | None) -> None:
        """The run is over: hosts that never answered get the reason."""
        left = list(self.by_host)
        for host in left:
            for _, _, future in self.by_host.pop(host):
                future.set_exception(error or stopped(host))
        self.hosts.free(left)


def good(host: str, answer: Answer) -> Answer:
    """The answer, when it is no error."""
    if answer.error:
        first = f"make room on {host} (df -h)" if "No space left" in answer.error else f"mend that on {host}"
        raise Failure(
            f"{host}: {answer.name or 'request'}: {answer.error}",
            mend=f"{first}, then run the same command again; what was made so far is remembered there",
        )
    return answer


def stopped(host: str) -> Failure:
    """The run was stopped before the host answered."""
    return Failure(
        f"stopped before {host} had answered",
        mend="run the same command again: it goes on where this one stopped",
    )
