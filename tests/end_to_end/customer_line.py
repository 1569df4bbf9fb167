"""The command line over a customer of the tests' own, and what is on the laboratory's hosts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from nachtwacht import lab
from nachtwacht.demo import workspace

HOSTS = ("sensor-1", "gw-01", "ws-01", "fin-01", "mail-01", "soc-01")


class Line:
    """The command line over a customers' folder of the test's own."""

    def __init__(self, customers: Path, keys: Path):
        self.folder = customers / workspace.CUSTOMER
        self.environment = {**os.environ, "NACHTWACHT_CUSTOMERS": str(customers), "XDG_CONFIG_HOME": str(keys)}

    def __call__(self, *words: str, status: int = 0) -> str:
        """Standard output of a verb that ends with ``status``."""
        done = self.ended(*words)
        assert done.returncode == status, f"nw {' '.join(words)} -> {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def ended(self, *words: str) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-m", "nachtwacht", *words]
        return subprocess.run(argv, capture_output=True, text=True, check=False, env=self.environment)

    def json(self, *words: str, status: int = 0):
        return json.loads(self(*words, "--format", "json", status=status))


def files_of(host: str) -> set[str]:
    """Every file, folder, account and package of a host, but for what any work on it leaves (logs, caches, run time)."""
    passing = (
        "/proc",
        "/sys",
        "/dev",
        "/run",
        "/tmp",
        "/var/log",
        "/var/cache",
        "/var/lib/dpkg",
        "/var/lib/apt",
        "/root/.ansible",
        "/var/mail",
        "/var/spool/postfix/pid",
    )
    skip = [word for path in passing for word in ("-path", path, "-prune", "-o")]
    found = lab.run(host, ["find", "/", "-xdev", *skip, "-print"]).stdout.decode().splitlines()
    accounts = lab.run(host, ["getent", "passwd"]).stdout.decode().splitlines()
    groups = lab.run(host, ["getent", "group"]).stdout.decode().splitlines()
    packages = lab.run(host, ["dpkg-query", "-W", "-f", "package ${Package} ${db:Status-Abbrev}\n"]).stdout.decode()
    tables = lab.run(host, ["nft", "list", "tables"]).stdout.decode().splitlines()
    return {*found, *accounts, *groups, *packages.splitlines(), *tables}
