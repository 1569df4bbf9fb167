"""What an auditor may believe of it."""

from __future__ import annotations

from testinfra.host import Host

from nachtwacht.model.state import Site

TIMER = "nachtwacht-{{ cookiecutter.kind | replace('_', '-') }}.timer"


def check_it_looks_regularly(host: Host, site: Site) -> None:
    """The machine looks as often as agreed, and goes on after a restart."""
    service = host.service(TIMER)
    assert service.is_running, f"{TIMER} does not run"
    assert service.is_enabled, f"{TIMER} does not start with the machine"
    text = host.file(f"/etc/systemd/system/{TIMER}").content_string
    assert f"OnUnitActiveSec={site.settings['every_minutes']}min" in text
