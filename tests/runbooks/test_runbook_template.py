"""A runbook made from the template is sound as it comes, whatever it is made to do."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from cookiecutter.main import cookiecutter

from nachtwacht.catalog.runbooks import read_runbook
from nachtwacht.model.content import PackSpec, Runbook
from nachtwacht.respond.shelf import read_runbooks

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "runbook"


@pytest.mark.parametrize("action", ["none", "isolate_endpoint", "block_destination"])
def test_it_is_sound_as_it_comes(action, tmp_path: Path):
    config = tmp_path / "config.yaml"
    config.write_text(f"replay_dir: {tmp_path}\ncookiecutters_dir: {tmp_path}\n")
    made = cookiecutter(
        str(TEMPLATE), no_input=True, extra_context={"name": "odd_hour", "action": action},
        output_dir=str(tmp_path), config_file=str(config),
    )  # fmt: skip
    folder = Path(made)
    pack = msgspec.convert(
        {
            "name": "odd_hour", "version": "1.0.0", "title": {"nl": "-", "en": "-"}, "purpose": {"nl": "-", "en": "-"},
            "needs": [], "serves": ["server"], "severity": "high", "techniques": [], "runbook": "odd_hour",
            "entities": {"host": "Host", "destination_ip": "DestinationIp"},
        },
        PackSpec,
    )  # fmt: skip
    sound, faulty = read_runbooks(folder, {"odd_hour": pack})
    assert faulty == {}
    assert [step.action for step in sound["odd_hour"].steps if step.kind == "act"] == (
        [] if action == "none" else [action]
    )
    assert isinstance(read_runbook(folder / "odd_hour.yaml"), Runbook)
