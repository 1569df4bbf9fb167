"""A customer of its own for tests on the laboratory's hosts: the real command line over a copy of the customer's folder."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ("modules", "detection_packs", "runbooks", "scopes", "engine")
ID = "gouden-aar"
HOSTS = ("sensor-1", "gw-01", "mail-01", "ws-01", "fin-01", "soc-01")

SNAPSHOT = r"""
import hashlib, json, os, stat, subprocess
roots = ["/etc", "/usr", "/opt", "/root", "/var/lib", "/var/spool/cron", "/run/nachtwacht", "/var/log/nachtwacht", "/var/log/laurel", "/var/log/suricata"]
skip = {"/var/lib/dpkg", "/var/lib/apt", "/var/lib/systemd", "/var/lib/private", "/var/lib/postfix", "/var/lib/ucf", "/var/lib/logrotate"}
noise = {"/etc/passwd-", "/etc/group-", "/etc/shadow-", "/etc/gshadow-", "/etc/ld.so.cache", "/etc/.pwd.lock", "/etc/mtab", "/etc/shadow", "/etc/gshadow"}
seen = {}
for root in roots:
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if os.path.join(folder, name) not in skip and name != "__pycache__"]
        for name in names + folders:
            path = os.path.join(folder, name)
            if path in noise:
                continue
            found = os.lstat(path)
            kind = stat.S_IFMT(found.st_mode)
            content = ""
            if stat.S_ISREG(found.st_mode):
                content = hashlib.sha256(open(path, "rb").read()).hexdigest()
            elif stat.S_ISLNK(found.st_mode):
                content = os.readlink(path)
            seen[path] = [oct(found.st_mode), found.st_uid, found.st_gid, content]
def says(*argv):
    return subprocess.run(argv, capture_output=True, text=True).stdout
seen["packages"] = says("dpkg-query", "-W", "-f", "${Package} ${Version} ${db:Status-Status}\n")
seen["tables"] = says("nft", "-s", "list", "ruleset")
seen["units"] = says("systemctl", "list-unit-files", "--no-legend", "--plain")
print(json.dumps(seen))
"""


class Customer:
    """Folder, environment and verbs of the copy."""

    def __init__(self, folder):
        self.root = folder / "repository"
        self.root.mkdir()
        for name in CONTENT:
            (self.root / name).symlink_to(ROOT / name)
        self.folder = self.root / "customers" / ID
        self.folder.mkdir(parents=True)
        for name in ("scope.yaml", "hosts.yaml"):
            shutil.copy(ROOT / "customers" / ID / name, self.folder / name)
        self.environment = {
            **os.environ,
            "NACHTWACHT_ROOT": str(self.root),
            "NACHTWACHT_TODAY": "2026-11-24",
            "NACHTWACHT_PASSPHRASE": "planted-passphrase-9f3c",
            "XDG_CONFIG_HOME": str(folder / "config"),
        }

    def start(self, verb, *words):
        argv = [sys.executable, "-m", "nachtwacht", verb, ID, "--format", "json", *words]
        return subprocess.Popen(
            argv, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self, verb, *words):
        process = self.start(verb, *words)
        out, err = process.communicate()
        return process.returncode, json.loads(out) if out.strip() else {}, err

    def provision(self):
        return self.run("provision", "--confirm", ID)

    def retire(self):
        return self.run("retire", "--confirm", ID)

    def state(self):
        return "\n".join(path.read_text(errors="replace") for path in self.folder.rglob("*") if path.is_file())


def snapshot(host):
    """All that can be told of a host, but for what changes by itself."""
    from nachtwacht import lab

    done = lab.run(host, ["python3", "-"], stdin=SNAPSHOT.encode())
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def until_said(process, words):
    """Read a verb's progress until it says these words."""
    for line in process.stderr:
        if all(word in line for word in words):
            return
    raise AssertionError(f"it ended without saying {words}")


def end_group(process):
    """Kill a verb and everything that it started, as a power cut would."""
    children = descendants(process.pid)
    for pid in [process.pid, *children]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()
    while any(Path(f"/proc/{pid}/exe").exists() for pid in children):
        time.sleep(0.05)


def descendants(pid):
    parents = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]
