"""A process of its own that plays playbooks through ansible-runner, one after the other.

ansible-runner starts Ansible by fork, which a process with the engine's threads must not do. So this one has no
threads: it reads a job as a line of JSON, writes Ansible's events as lines of JSON, and ends each job with
``{"end": STATUS, "rc": N, "said": TEXT}``. It stops what it plays on SIGTERM, or when nobody waits for it any more.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

_KEPT = ("host", "res", "task", "ignore_errors")
_ENDS = ("runner_on_ok", "runner_on_failed", "runner_on_unreachable")


def main() -> None:
    """Play until standard input ends."""
    import ansible_runner

    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: asked.append(number))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the one who started us
    parent = os.getppid()
    for line in sys.stdin:
        job = json.loads(line)
        _say(_play(ansible_runner, job, lambda: bool(asked) or os.getppid() != parent))
        if asked:
            return


def _play(library: Any, job: dict[str, Any], stopping: Any) -> dict[str, Any]:
    def hear(event: dict[str, Any]) -> bool:
        if event.get("event") in _ENDS:
            data = event.get("event_data", {})
            _say({"event": event["event"], "data": {part: data[part] for part in _KEPT if part in data}})
        return False  # no event file: what a task answered is told to our parent and to nobody else

    try:
        run = library.run(
            private_data_dir=job["folder"],
            playbook=job["playbook"],
            inventory=job["inventory"],
            envvars=job["environment"],
            event_handler=hear,
            cancel_callback=stopping,
            quiet=True,
            suppress_env_files=True,
            settings={"pexpect_use_poll": True, "suppress_ansible_output": True},
        )
    except SystemExit as error:
        return {"end": "left", "rc": 1, "said": str(error.code)}
    return {"end": run.status, "rc": run.rc, "said": "" if run.rc == 0 else _said(Path(run.config.artifact_dir))}


def _said(artefacts: Path) -> str:
    place = artefacts / "stdout"
    return place.read_text(errors="replace")[-1500:].strip() if place.exists() else ""


def _say(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
