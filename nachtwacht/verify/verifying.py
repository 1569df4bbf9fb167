"""``verify``: what holds on every host, then how far a canary gets through every cell. Changes nothing that lasts."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nachtwacht.model.coverage import CanaryRun, CheckResult, Evidence
from nachtwacht.model.progress import Progress
from nachtwacht.model.reach import Reach
from nachtwacht.model.watch import CanaryRegistration
from nachtwacht.provision import sites
from nachtwacht.provision.openssh import control_folder
from nachtwacht.verify import evidence
from nachtwacht.verify.canaries import Course, run_canaries
from nachtwacht.verify.checks import run_checks
from nachtwacht.verify.over_ssh import OverSsh, places

Sign = Callable[[CanaryRegistration], str]


def verify(ground: sites.Ground, folder: Path, sign: Sign, progress: Progress, *, canaries: bool = True) -> Evidence:
    """Run checks and canaries, and keep the evidence in the customer's folder. ``sign`` signs registrations."""
    begun = time.time()
    held = checks(ground, progress)
    ran = travels(ground, sign, progress) if canaries else ()
    found = Evidence(customer=ground.scope.customer.id, at=begun, checks=held, canaries=ran)
    evidence.save(folder, found)
    return found


def checks(ground: sites.Ground, progress: Progress) -> tuple[CheckResult, ...]:
    """The testinfra checks of every placement."""
    placed = [(one.module, sites.site(ground, one)) for one in ground.plan.placements]
    with tempfile.TemporaryDirectory(prefix="nachtwacht-verify-") as scratch:
        config = Path(scratch) / "ssh_config"
        config.write_text(ssh_config(ground.reach))
        return run_checks(placed, ground.root / "modules", config, progress)


def travels(ground: sites.Ground, sign: Sign, progress: Progress) -> tuple[CanaryRun, ...]:
    """A canary through every cell that can be tried."""
    course = Course(
        plan=ground.plan,
        specs={name: pack.canary for name, pack in ground.catalog.packs.items()},
        places=places(ground.reach),
        ground=OverSsh(ground.reach, ground.scope.customer.id, ground.runtime_host),
        sign=sign,
    )
    return run_canaries(course, progress)


def ssh_config(reach: Reach) -> str:
    """OpenSSH configuration for testinfra: our hosts by name, pinned keys only, one shared connection per host."""
    sockets = control_folder(reach)
    return "".join(_host(reach, name, sockets) for name in reach.hosts)


def _host(reach: Reach, name: str, sockets: Path) -> str:
    place = reach.hosts[name]
    options = {
        "HostName": place.address,
        "Port": place.port,
        "User": place.account or reach.account,
        "IdentityFile": reach.identity_file,
        "IdentitiesOnly": "yes",
        "UserKnownHostsFile": reach.known_hosts,
        "GlobalKnownHostsFile": "none",
        "StrictHostKeyChecking": "yes",
        "UpdateHostKeys": "no",
        "BatchMode": "yes",
        "ControlMaster": "auto",
        "ControlPath": sockets / "v-%C",
        "ControlPersist": "30s",
    }
    return f"Host {name}\n" + "".join(f"  {key} {value}\n" for key, value in options.items())
