"""ansible-runner behind one typed function: a playbook, some hosts, and what each of them answered."""

from __future__ import annotations

import json
import os
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
_ENDS = ("runner_on_ok", "runner_on_failed", "runner_on_unreachable")


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


def play(playbook: Playbook, reach: Reach, told: Told, stop: threading.Event | None = None) -> None:
    """Run a playbook over the hosts that have a request. ``told`` hears of each task's end, on each host.

    Artefacts lie in a temporary folder that is removed; ``stop`` ends the run. Raises Failure when Ansible itself fails.
    """
    import ansible_runner

    with tempfile.TemporaryDirectory(prefix="nachtwacht-run-") as name:
        folder = Path(name)
        _lay_out(folder, playbook, reach)
        try:
            run = ansible_runner.run(
                private_data_dir=str(folder),
                playbook=str(playbook.file),
                inventory=str(folder / "hosts.json"),
                envvars=_environment(folder, playbook, reach),
                event_handler=_listener(reach, told),
                cancel_callback=stop.is_set if stop else None,
                quiet=True,
                suppress_env_files=True,
                settings={"pexpect_use_poll": True, "suppress_ansible_output": True},
            )
        except SystemExit as error:
            raise _broken(f"ansible-runner left with {error.code}") from None
        if run.status not in ("successful", "failed", "canceled"):
            raise _broken(f"ansible-runner ended as {run.status}")
        if run.rc not in (0, 2, 4, 6) and run.status == "failed":
            raise _broken(_last_words(run))


def _lay_out(folder: Path, playbook: Playbook, reach: Reach) -> None:
    (folder / "ansible.cfg").write_text("[defaults]\n")
    requests = folder / "requests"
    requests.mkdir(mode=0o700)
    for host, text in playbook.requests.items():
        (requests / host).write_text(text)
    shared = {
        "nachtwacht_requests": str(requests),
        "ansible_ssh_common_args": openssh.common_arguments(reach),
        "ansible_ssh_args": "-C",
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
        "ANSIBLE_SSH_RETRIES": "2",
        "ANSIBLE_FORKS": str(FORKS),
        "ANSIBLE_SSH_CONTROL_PATH_DIR": str(openssh.control_folder(reach)),
        "ANSIBLE_HOST_KEY_CHECKING": "True",
        "ANSIBLE_RETRY_FILES_ENABLED": "False",
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_DEPRECATION_WARNINGS": "False",
        "ANSIBLE_LOCALHOST_WARNING": "False",
    }


def _listener(reach: Reach, told: Told) -> Callable[[dict[str, Any]], bool]:
    def hear(event: dict[str, Any]) -> bool:
        data = event.get("event_data", {})
        if event.get("event") in _ENDS and not data.get("ignore_errors"):
            told(data["host"], _outcome(reach, event["event"], data))
        return False  # no event file: what a task answered stays in this process

    return hear


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


def _last_words(run: Any) -> str:
    try:
        return str(run.stdout.read())[-1500:].strip() or "it said nothing"
    except (OSError, ValueError):
        return "it said nothing"


def _broken(what: str) -> Failure:
    return Failure(
        f"Ansible could not run: {what}", mend="run ./nw again; it makes .venv anew when a package is missing"
    )
