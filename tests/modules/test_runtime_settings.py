"""What detection_runtime writes is what the runtime reads."""

from __future__ import annotations

from pathlib import Path

import yaml
from module_folder import MODULES, cases_of, renderer, site_of, steps_of

from nachtwacht.detect.context import read_config
from nachtwacht.respond.settings import read


def test_the_runtime_reads_its_configuration(tmp_path: Path) -> None:
    folder = MODULES / "detection_runtime"
    case = yaml.safe_load((cases_of(folder)[1]).read_text("utf-8"))
    files = [file for step in steps_of(folder)(site_of(folder, case), renderer(folder)) for file in step.do.files]
    (text,) = [file.content for file in files if file.path.endswith("/runtime.json")]
    (tmp_path / "runtime.json").write_text(text, "utf-8")
    config = read_config(tmp_path / "runtime.json")
    assert config.customer == "example-co"
    assert config.listen.address == "10.91.20.10"
    assert str(config.socket) == "/run/nachtwacht/example-co/control.sock"
    assert config.addresses["ws-01"] == "10.91.10.21"
    respond = read(config.respond, config.addresses, config.known_hosts, tmp_path)
    assert set(respond.responders) == {"gw-01", "ws-01", "fin-01"}
    assert respond.responders["ws-01"].key_file == "/etc/nachtwacht/example-co/respond_ed25519"
    assert respond.mail is not None
    assert respond.mail.host == "10.91.10.25"
