"""The first look at a host, by fabric: may we work here, and can we? Then the frame for our state."""

from __future__ import annotations

import time
from importlib import resources
from typing import TYPE_CHECKING, Any

from nachtwacht.model.failure import Failure
from nachtwacht.provision import ssh

if TYPE_CHECKING:
    from fabric import Connection

    from nachtwacht.model.reach import Reach

SYSTEMS = {"debian": ("12", "13"), "ubuntu": ("22.04", "24.04", "26.04")}
ARCHITECTURES = ("x86_64", "aarch64")
OLDEST_PYTHON = (3, 10)
FREE_MB = 300
SKEW_SECONDS = 60.0
HELD = 3
"""The script's exit status when something of ours is still recorded on the host."""


def bootstrap(reach: Reach, host: str) -> dict[str, Any]:
    """Look, refuse what cannot work (every reason at once), make the frame; gives what it saw, ``frame`` as it was before."""
    connection = ssh.connect(reach, host)
    try:
        before = time.time()
        facts = _facts(connection, host)
        after = time.time()
        skew = max(0.0, before - float(facts["time"]), float(facts["time"]) - after)
        reasons = unfit(facts, skew)
        if reasons:
            what = "; ".join(reason for reason, _ in reasons)
            raise Failure(f"{host} cannot be worked on: {what}", mend="; ".join(mend for _, mend in reasons))
        _script(connection, host, "frame")
    finally:
        connection.close()
    return {part: facts[part] for part in ("system", "version", "architecture", "python", "frame")}


def remove(reach: Reach, host: str) -> None:
    """Take the frame away; refused while something of ours is recorded there."""
    connection = ssh.connect(reach, host)
    try:
        _script(connection, host, "remove")
    finally:
        connection.close()


def unfit(facts: dict[str, str], skew: float) -> list[tuple[str, str]]:
    """Why a host cannot be worked on, each with its mend; pure."""
    found = []
    versions = SYSTEMS.get(facts["system"], ())
    if facts["version"] not in versions:
        found.append(
            (f"it runs {facts['system']} {facts['version']}", "give it Debian 12 or 13, or Ubuntu 22.04 or newer")
        )
    if facts["architecture"] not in ARCHITECTURES:
        found.append(
            (f"its architecture is {facts['architecture']}", f"we have agents for {' and '.join(ARCHITECTURES)}")
        )
    python = tuple(int(part) for part in facts["python"].split(".") if part.isdigit())
    if python < OLDEST_PYTHON:
        found.append((f"its python3 is {facts['python'] or 'missing'}", "install python3, 3.10 or newer"))
    if facts["root"] != "yes":
        found.append(("its account may not become root", "allow it sudo without a password, or log in as root"))
    if int(facts["free_mb"]) < FREE_MB:
        found.append((f"only {facts['free_mb']} MB are free under /var/lib", f"make room: at least {FREE_MB} MB"))
    if skew > SKEW_SECONDS:
        found.append((f"its clock is off by {skew:.0f} s", "have it keep time (systemd-timesyncd or chrony)"))
    return found


def _facts(connection: Connection, host: str) -> dict[str, str]:
    lines = _script(connection, host, "facts").splitlines()
    return dict(line.partition("=")[::2] for line in lines)


def _script(connection: Connection, host: str, verb: str) -> str:
    """Run our script on the host with one word; it comes over standard input, so that nothing is left behind."""
    text = resources.files("nachtwacht.provision").joinpath("bootstrap.sh").read_text()
    argv = ["sh", "-s", "--", verb]
    as_root = connection.user == "root" or verb == "facts"
    ran = ssh.run(connection, argv if as_root else ["sudo", "-n", *argv], text, 60)
    if ran.status == HELD:
        raise Failure(
            f"{host} still holds something of ours: {ran.out.strip()}",
            mend="run nw retire again; it takes back what is still recorded there",
        )
    if ran.status:
        said = (ran.err.strip() or ran.out.strip()).splitlines()[-1:] or ["no reason given"]
        raise Failure(
            f"{host}: bootstrap ({verb}) failed: {said[0]}",
            mend=f"mend that on {host}, then run the same command again",
        )
    return ran.out
