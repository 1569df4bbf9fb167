"""A template and its answers to a folder or a file that is there whole, or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from nachtwacht.make.kinds import Kind
from nachtwacht.model.failure import Failure


def make(kind: Kind, template: Path, into: Path, answers: dict[str, str]) -> Path:
    """Render a template beside where its result belongs, and move it there at the end; gives what was made.

    A Failure when something of that name is there: nothing is ever written over.
    """
    from cookiecutter.main import cookiecutter  # type: ignore[import-untyped]

    name = answers[kind.key] + kind.suffix
    target = into / name
    into.mkdir(parents=True, exist_ok=True)
    # A name with a dot in front is no customer, and on the same disk: the move at the end is one step.
    with TemporaryDirectory(prefix=".new-", dir=into) as beside:
        own = Path(beside)
        config = own / "config.yaml"
        config.write_text(json.dumps({"replay_dir": f"{own}/replay", "cookiecutters_dir": f"{own}/kept"}), "utf-8")
        context = {key: _literal(answer) for key, answer in answers.items()}
        made = Path(
            cookiecutter(
                str(template), no_input=True, extra_context=context, output_dir=f"{own}/made", config_file=str(config)
            )
        )
        _move(made / name if kind.suffix else made, target)
    return target


def _literal(answer: str) -> str:
    """Cookiecutter renders the answers too; as a string of its own language an answer comes out as it went in."""
    return "{{ " + json.dumps(answer, ensure_ascii=False) + " }}" if "{" in answer else answer


def _move(made: Path, target: Path) -> None:
    if os.path.lexists(target):
        raise Failure(f"{target.name} is there already, and was left as it is", mend="choose another name", status=2)
    if made.is_dir():
        made.rename(target)
    else:
        os.link(made, target)  # fails when somebody else was first, where a rename would write over theirs
