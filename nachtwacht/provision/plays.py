"""Plays: ordinary Ansible roles of a module, for what a host state has no word for."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nachtwacht.model.failure import Failure
from nachtwacht.provision import runner

if TYPE_CHECKING:
    from nachtwacht.provision.handlers.handler import Work


def play(work: Work, module: str, host: str, wanted: dict[str, Any]) -> bool:
    """Run a role of ``modules/<module>/role`` on one host; whether it changed anything. Raises its Failure."""
    role = work.modules / module / "role"
    if not role.is_dir():
        raise Failure(f"module {module} has a play but no role", mend=f"write {role}", status=2)
    changed: list[bool] = []
    failures: list[Failure] = []

    def told(_host: str, result: runner.Result | Failure) -> None:
        if isinstance(result, Failure):
            failures.append(result)
        else:
            changed.append(bool(result.get("changed")))

    with tempfile.TemporaryDirectory(prefix="nachtwacht-play-") as name:
        book = Path(name) / "play.yml"
        task = {
            "name": f"{module} {wanted['role']}",
            "ansible.builtin.include_role": {"name": str(role), "tasks_from": wanted["role"]},
        }
        book.write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": [task]}]))
        playbook = runner.Playbook(file=book, requests={host: ""}, variables=wanted.get("variables", {}))
        work.hosts.players.play(playbook, work.reach, told)
    if failures:
        raise failures[0]
    return any(changed)
