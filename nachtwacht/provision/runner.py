"""ansible-runner behind one typed function: a playbook, some hosts, and what each of them answered."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from nachtwacht.model.failure import Failure
from nachtwacht.provision import openssh
from nachtwacht.provision.ssh import why
from nachtwacht.provision.unreachable import Unreachable

if TYPE_CHECKING:
    from nachtwacht.model.reach import Reach

HERE = Path(__file__).parent / "ansible"
FORKS = 16


class Playbook(Struct, frozen=True, kw_only=True):
    """What to run: a playbook file, files that it may look up by host, where roles are, and variables."""

    file: Path
    requests: dict[str, str]
    """Host -> text of a file that only this run can read."""
    roles: tuple[Path, ...] = ()
    variables: dict[str, Any] = field(default_factory=dict)


Result = dict[str, Any]
"""A task's result as Ansible gives it."""
Told = Callable[[str, "Result | Unreachable | Failure"], None]
"""Called for a host as soon as its last word on a task is known."""


class Players:
    """Processes that play playbooks; one that has ended its job takes the next."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._idle: list[subprocess.Popen[str]] = [_start()]
        self._all = list(self._idle)

    def play(self, playbook: Playbook, reach: Reach, told: Told) -> None:
        """Run a playbook over the hosts that have a request; ``told`` hears of each task's end, on each host.

        Artefacts lie in a temporary folder that is removed. Raises Failure when Ansible itself fails.
        """
        with tempfile.TemporaryDirectory(prefix="nachtwacht-run-") as name:
            folder = Path(name)
            _lay_out(folder, playbook, reach)
            job = {
                "folder": str(folder), "playbook": str(playbook.file), "inventory": str(folder / "hosts.json"),
                "environment": _environment(folder, playbook, reach),
            }  # fmt: skip
            player = self._take()
            end = _converse(player, job, reach, told)
            with self._turn:
                self._idle.append(player)
        if end["end"] not in ("successful", "failed", "canceled"):
            raise _broken(end["said"] or f"ansible-runner ended as {end['end']}")
        if end["end"] == "failed" and end["rc"] not in _HOSTS_FAILED:
            raise _broken(end["said"] or f"it ended with status {end['rc']}")

    def stop(self) -> None:
        """Stop what is played, and the players."""
        with self._turn:
            for player in self._all:
                player.terminate()
                if player.stdin:
                    with contextlib.suppress(OSError):
                        player.stdin.close()

    def wait(self) -> None:
        """Until every player has ended."""
        for player in self._all:
            player.wait()
            if player.stdout:
                player.stdout.close()

    def _take(self) -> subprocess.Popen[str]:
        with self._turn:
            if self._idle:
                return self._idle.pop()
            player = _start()
            self._all.append(player)
            return player


_HOSTS_FAILED = (0, 2, 4, 6)
"""Exit statuses of ansible-playbook that speak of hosts, not of itself."""


def _start() -> subprocess.Popen[str]:
    argv = [sys.executable, "-m", "nachtwacht.provision.player"]
    home = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join([home, *filter(None, [os.environ.get("PYTHONPATH", "")])])
    return subprocess.Popen(
        argv,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )


def _converse(player: subprocess.Popen[str], job: dict[str, Any], reach: Reach, told: Told) -> dict[str, Any]:
    """Give a player a job, pass its events on, and give its end; a player that died has ended badly."""
    gone = {"end": "canceled", "rc": player.poll(), "said": ""}
    if player.stdin is None or player.stdout is None:
        return gone
    try:
        player.stdin.write(json.dumps(job) + "\n")
        player.stdin.flush()
    except (OSError, ValueError):
        return gone
    for line in player.stdout:
        value: dict[str, Any] = json.loads(line)
        if "end" in value:
            return value
        if not value["data"].get("ignore_errors"):
            told(value["data"]["host"], _outcome(reach, value["event"], value["data"]))
    return gone


def _lay_out(folder: Path, playbook: Playbook, reach: Reach) -> None:
    (folder / "ansible.cfg").write_text("[defaults]\n")
    requests = folder / "requests"
    requests.mkdir(mode=0o700)
    for host, text in playbook.requests.items():
        (requests / host).write_text(text)
    shared = {
        "nachtwacht_requests": str(requests),
        "ansible_ssh_common_args": openssh.common_arguments(reach),
        "ansible_ssh_args": "",
        "ansible_control_path": f"{openssh.control_folder(reach)}/%%C",
        **playbook.variables,
    }
    hosts = {host: openssh.host_variables(reach, host) for host in playbook.requests}
    (folder / "hosts.json").write_text(json.dumps({"all": {"hosts": hosts, "vars": shared}}))


def _environment(folder: Path, playbook: Playbook, reach: Reach) -> dict[str, str]:
    """Settings of Ansible; no configuration file of the machine or the user has a say."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "ANSIBLE_CONFIG": str(folder / "ansible.cfg"),
        "ANSIBLE_LIBRARY": str(HERE / "library"),
        "ANSIBLE_MODULE_UTILS": str(HERE / "module_utils"),
        "ANSIBLE_ROLES_PATH": os.pathsep.join(str(path) for path in playbook.roles),
        "ANSIBLE_PIPELINING": "1",
        "ANSIBLE_SSH_RETRIES": "1",
        "ANSIBLE_FORKS": str(FORKS),
        "ANSIBLE_SSH_CONTROL_PATH_DIR": str(openssh.control_folder(reach)),
        "ANSIBLE_HOST_KEY_CHECKING": "True",
        "ANSIBLE_RETRY_FILES_ENABLED": "False",
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_DEPRECATION_WARNINGS": "False",
        "ANSIBLE_LOCALHOST_WARNING": "False",
    }


def _outcome(reach: Reach, kind: str, data: dict[str, Any]) -> Result | Unreachable | Failure:
    host, result = data["host"], data.get("res", {})
    if kind == "runner_on_ok":
        return dict(result)
    said = "\n".join(str(result[part]) for part in ("msg", "module_stderr", "module_stdout") if result.get(part))
    if kind == "runner_on_unreachable":
        return why(reach, host, said)
    mend = "mend what Ansible names, then run the same command again"
    if "python3" in said and "not found" in said:
        mend = f"install python3 on {host}"
    return Failure(f"{host}: {data.get('task', 'a task')} failed: {said.strip()[-1500:]}", mend=mend)


def _broken(what: str) -> Failure:
    return Failure(
        f"Ansible could not run: {what}", mend="run ./nw again; it makes .venv anew when a package is missing"
    )
